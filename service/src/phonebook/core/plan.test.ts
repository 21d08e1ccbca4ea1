import { describe, expect, test } from "vitest";
import { lineOf, userOfMark, type StoredContact } from "./contact.ts";
import { copyMsLeft } from "./copy.ts";
import { compare, planFor } from "./plan.ts";

const contact = {
  name: "Ada Example",
  company: "",
  email: "",
  numbers: { business: "+442079460123" },
  mark: "zd:42",
};
const fits = { kind: "fits", contact } as const;
const unfit = { kind: "unfit", reason: "no_number" } as const;
const nowhere = { contactId: null, written: null, shown: null };
const there = { contactId: 77, written: lineOf(contact), shown: null };

describe("what is to be done", () => {
  test.each([
    ["somebody new is written", nowhere, fits, { kind: "write", contactId: null, contact }],
    ["nothing is done twice", there, fits, { kind: "nothing" }],
    ["a change is written", { ...there, written: "before" }, fits, { kind: "write", contactId: 77, contact }],
    [
      "whoever is gone is taken away",
      there,
      { kind: "gone" },
      { kind: "remove", contactId: 77, reason: null },
    ],
    ["whoever lost the number too", there, unfit, { kind: "remove", contactId: 77, reason: "no_number" }],
    [
      "and told where there is nothing",
      nowhere,
      unfit,
      { kind: "remove", contactId: null, reason: "no_number" },
    ],
  ] as const)("%s", (_, kept, fitting, plan) => {
    expect(planFor(kept, fitting)).toEqual(plan);
  });
});

describe("a contact on the PBX", () => {
  const stored: StoredContact = { ...contact, id: 77, phonebookIds: [3] };
  const kept = { ...there, userId: 42 };

  test.each([
    ["is as it was written", stored, kept, "as_written"],
    [
      "is as the PBX made it",
      { ...stored, name: "Ada" },
      { ...kept, shown: lineOf({ ...contact, name: "Ada" }) },
      "as_written",
    ],
    ["was changed by hand", { ...stored, name: "Somebody" }, kept, "drifted"],
    ["lost its mark by hand", { ...stored, mark: "" }, kept, "drifted"],
    ["was put elsewhere by hand", { ...stored, phonebookIds: [] }, kept, "drifted"],
    ["has the number of ours and is another's", { ...stored, phonebookIds: [9], mark: "" }, kept, "foreign"],
    ["was made and never confirmed", stored, { ...nowhere, userId: 42 }, "adopted"],
    ["was made and is not known", stored, undefined, "adopted"],
    ["is somebody else's", { ...stored, mark: "" }, undefined, "none_of_ours"],
    ["is of another phonebook", { ...stored, phonebookIds: [4] }, undefined, "none_of_ours"],
    ["is a second one", { ...stored, id: 78 }, kept, "none_of_ours"],
  ] as const)("%s", (_, one, row, comparison) => {
    expect(compare(one as StoredContact, row, 3)).toBe(comparison);
  });
});

test.each([
  ["zd:42", 42],
  [" zd:42 ", 42],
  ["zd:0", null],
  ["zd:42 and more", null],
  ["", null],
])("the mark %j is of user %s", (mark, userId) => {
  expect(userOfMark(mark)).toBe(userId);
});

test("the time that is left follows from the pace, once there is one", () => {
  expect(copyMsLeft({ startedAt: 0, done: 5, total: 100 }, 1000)).toBeNull();
  expect(copyMsLeft({ startedAt: 0, done: 50, total: 200 }, 10_000)).toBe(30_000);
});
