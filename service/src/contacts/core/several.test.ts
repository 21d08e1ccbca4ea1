import { expect, test } from "vitest";
import type { Candidate, Match } from "./match.ts";
import { decide, type Known } from "./several.ts";

function person(userId: number, updatedAt = 0): Candidate {
  return { userId, name: "", numbers: [], active: true, suspended: false, agent: false, updatedAt };
}

const [ann, bob, eve] = [person(1, 10), person(2, 20), person(3, 5)];
const both: Match = { kind: "several", contacts: [ann, bob], why: "same_shared_number" };
const own: Match = { kind: "one", contact: ann, why: "same_number" };
const alike: Match = { kind: "one", contact: ann, why: "same_last_digits" };
const unknown: Known = { chosen: null, last: null, policy: "nobody" };

test.each<[string, Match, Partial<Known>, object]>([
  ["nobody is guessed", both, {}, { kind: "several" }],
  ["whoever had the last call", both, { policy: "last_call", last: 1 }, { contact: ann, by: "last_call" }],
  ["none of them had one", both, { policy: "last_call" }, { kind: "several" }],
  ["whoever was changed last", both, { policy: "last_updated" }, { contact: bob, by: "last_updated" }],
  [
    "two were changed at once",
    { ...both, contacts: [ann, person(4, 10)] },
    { policy: "last_updated" },
    { kind: "several" },
  ],
  [
    "whom an agent chose goes before the setting",
    both,
    { chosen: ann, policy: "last_updated" },
    { contact: ann, by: "remembered" },
  ],
  ["an own number goes before whom an agent chose", own, { chosen: bob }, { contact: ann, by: null }],
  ["an agent knows better than alike digits", alike, { chosen: bob }, { contact: bob, why: "remembered" }],
  [
    "nobody fits, but an agent said who it is",
    { kind: "none" },
    { chosen: eve },
    { contact: eve, why: "remembered" },
  ],
  [
    "of two with the number of their own none is somebody else",
    { ...both, why: "same_number" },
    { chosen: eve },
    { kind: "several" },
  ],
])("%s", (_, match, known, decided) => {
  expect(decide(match, { ...unknown, ...known })).toMatchObject(decided);
});
