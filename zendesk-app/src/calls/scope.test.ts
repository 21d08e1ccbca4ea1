import type { CallView } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { callLike, kristin } from "../testing/samples.ts";
import { belongs, queryOf, type Scope } from "./scope.ts";

const user: Scope = { kind: "user", user: 411, numbers: ["+44 20 7946 0123"] };

test.each<[string, Scope, Partial<CallView>, boolean]>([
  ["a call of the user", user, {}, true],
  ["a call of the user's number before anybody looked", user, { candidates: null }, true],
  [
    "a number as it is written nationally",
    user,
    { candidates: null, e164: null, number: "020 7946 0123" },
    true,
  ],
  ["another number", user, { candidates: [], e164: "+442079460456", number: null }, false],
  ["a few last digits in common", user, { candidates: [], e164: null, number: "0123" }, false],
  ["a withheld number", user, { candidates: [], e164: null, number: null }, false],
  ["an answered call among the missed", { ...user, only: "missed" }, {}, false],
  ["a missed call among the missed", { ...user, only: "missed" }, { outcome: "abandoned" }, true],
  [
    "a ringing call among the missed",
    { ...user, only: "missed" },
    { state: "ringing", outcome: null },
    false,
  ],
  ["a call of the ticket", { kind: "ticket", ticket: 36 }, { ticketId: 36 }, true],
  ["a call of another ticket", { kind: "ticket", ticket: 36 }, { ticketId: 37 }, false],
  ["a call that rang here", { kind: "mine" }, {}, true],
  ["a call that was dialled here", { kind: "mine" }, { phones: [], dialledBy: kristin }, true],
  ["a call of somebody else", { kind: "mine" }, { phones: [] }, false],
])("%s", (_what, scope, differs, expected) => {
  expect(belongs(callLike(differs), scope, "2005")).toBe(expected);
});

test("without an extension no call is the agent's own", () => {
  expect(belongs(callLike(), { kind: "mine" }, null)).toBe(false);
});

test("the query says whose calls are wanted", () => {
  expect(queryOf({ kind: "mine", only: "missed" })).toEqual({ mine: "true", only: "missed" });
  expect(queryOf({ kind: "user", user: 411, numbers: ["1", "2"] })).toEqual({ user: 411, numbers: "1,2" });
  expect(queryOf({ kind: "ticket", ticket: 36 })).toEqual({ ticket: 36 });
});
