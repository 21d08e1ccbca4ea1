import { expect, test } from "vitest";
import { correctionOf, type Correction, type RecordSaid } from "./call-record.ts";

const before: RecordSaid = { ticketId: 1, endUserId: 2, disposition: "Sale" };
const on = { journals: [1], comments: [1] };

test.each<[string, Partial<RecordSaid>, Partial<typeof on>, Correction | null]>([
  ["nothing of one that says what is so", {}, {}, null],
  [
    "the ticket and its comment of a call that was moved",
    { ticketId: 3 },
    { journals: [1, 3] },
    { change: { ticketId: 3 }, comment: true },
  ],
  [
    "the ticket alone where the comment stands from before",
    { ticketId: 3 },
    { journals: [1, 3], comments: [1, 3] },
    { change: { ticketId: 3 }, comment: false },
  ],
  [
    "the ticket alone where no journal stands",
    { ticketId: 3 },
    {},
    { change: { ticketId: 3 }, comment: false },
  ],
  ["the comment alone that is still to come", {}, { comments: [] }, { change: {}, comment: true }],
  [
    "the ticket of a call that was taken from it",
    { ticketId: null },
    {},
    { change: { ticketId: null }, comment: false },
  ],
  ["whom it names", { endUserId: 4 }, {}, { change: { endUserId: 4 }, comment: false }],
  ["not whom it names where nobody is known any more", { endUserId: null }, {}, null],
  [
    "a disposition that was taken back",
    { disposition: null },
    {},
    { change: { disposition: null }, comment: false },
  ],
])("a record has corrected %s", (_, now, more, expected) => {
  expect(correctionOf(before, { ...before, ...now }, { ...on, ...more })).toEqual(expected);
});
