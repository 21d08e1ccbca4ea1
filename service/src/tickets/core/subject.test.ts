import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { callWith } from "./sample-call.ts";
import { ourSideOf, party, subjectAfter } from "./subject.ts";

const names = new Map([
  ["2005", "Kristin Hale"],
  ["2006", "Marcus Webb"],
  ["6400", "Support"],
]);
const unanswered: Partial<Call> = { outcome: "no_answer", answeredBy: [], answeredAt: null, talkMs: 0 };
const outbound: Partial<Call> = { direction: "outbound", dialledBy: "2005", rang: [], answeredBy: [] };

describe("the subjects of design section 9, byte for byte", () => {
  test.each<[string, Partial<Call>]>([
    ["Inbound Answered- from <5503309> to Kristin Hale<2005>", {}],
    ["Inbound No Answer- from <5503309> to Kristin Hale<2005>", unanswered],
    ["Outbound Answered- from Kristin Hale<2005> to <5503309>", outbound],
    ["Outbound No Answer- from Kristin Hale<2005> to <5503309>", { ...outbound, outcome: "no_answer" }],
  ])("%s", (subject, change) => {
    expect(subjectAfter(callWith(change), names)).toBe(subject);
    expect(Buffer.from(subjectAfter(callWith(change), names))).toEqual(Buffer.from(subject));
  });

  test.each(["no_answer", "busy", "failed", "voicemail", "abandoned", null] as const)(
    "%s reads No Answer: only a human's answer is one",
    (outcome) => {
      expect(subjectAfter(callWith({ ...unanswered, outcome }), names)).toContain("Inbound No Answer- ");
      expect(subjectAfter(callWith({ ...outbound, outcome }), names)).toContain("Outbound No Answer- ");
    },
  );
});

describe("which of our numbers stands in it", () => {
  const nobody: Partial<Call> = { ...unanswered, rang: [], group: null, dialled: null };
  test.each<[string, Partial<Call>, string]>([
    [
      "the first that answered, whatever transfers follow",
      { answeredBy: ["2006", "2005"], group: "6400" },
      "2006",
    ],
    ["unanswered, the queue that was rung", { ...unanswered, group: "6400", rang: ["2005", "2006"] }, "6400"],
    [
      "without one, the extension that rang last",
      { ...nobody, rang: ["2005", "2006"], dialled: "1000" },
      "2006",
    ],
    ["if none rang, what was dialled", { ...nobody, dialled: "2006" }, "2006"],
    ["outbound, the one that dialled", { ...outbound, answeredBy: ["2006"], rang: ["2006"] }, "2005"],
    ["nobody known", nobody, ""],
    ["outbound by nobody known", { ...outbound, dialledBy: null }, ""],
  ])("%s", (_, change, number) => {
    expect(ourSideOf(callWith(change))).toBe(number);
  });

  test("a queue is written with its name", () => {
    expect(subjectAfter(callWith({ ...unanswered, group: "6400" }), names)).toBe(
      "Inbound No Answer- from <5503309> to Support<6400>",
    );
  });
});

test("a number without a name stands alone, and the other party never has one", () => {
  expect(party("2007", names)).toBe("<2007>");
  expect(party("constructor", names)).toBe("<constructor>");
  expect(subjectAfter(callWith({ outsideNumber: "2006" }), names)).toContain("from <2006> to");
});

test("a withheld caller is an empty pair of brackets", () => {
  expect(subjectAfter(callWith({ outsideNumber: null }), names)).toBe(
    "Inbound Answered- from <> to Kristin Hale<2005>",
  );
});
