import type { CallView } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { Refused, Unreachable } from "../api/problem.ts";
import { i18nOf } from "../i18n/load-i18n.ts";
import { en } from "../i18n/messages/en.ts";
import { callLike, kristin, naima, runningCall } from "../testing/samples.ts";
import { failureText, outcomeText, problemText } from "./words.ts";

const { t } = i18nOf(en, "en", "en-GB", "Europe/London");
const queue = { number: "6400", name: "Support queue" };
const none = { answeredBy: [], answeredAt: null, talkMs: 0 };
const out = { ...none, direction: "outbound", dialledBy: kristin } as const;

test.each<[string, Partial<CallView>]>([
  ["Answered by you", {}],
  ["Answered by Naima Terry", { answeredBy: [naima] }],
  ["Missed · Support queue", { ...none, outcome: "abandoned", group: queue }],
  ["Missed · you", { ...none, outcome: "no_answer" }],
  ["Voicemail · you", { ...none, outcome: "voicemail" }],
  ["No answer · you", { ...out, outcome: "no_answer" }],
  ["Busy · Naima Terry", { ...out, dialledBy: naima, outcome: "busy" }],
  ["Failed · you", { ...out, outcome: "failed" }],
  ["Answered · you", { ...out, outcome: "answered" }],
  ["No answer", { ...out, dialledBy: null, outcome: "no_answer" }],
])("a call of the past reads %s", (words, differs) => {
  expect(outcomeText(t, callLike(differs), "2005")).toBe(words);
});

test("a call that runs says with whom", () => {
  expect(outcomeText(t, runningCall("ringing", { group: queue }), "2001")).toBe("Ringing · Support queue");
  expect(outcomeText(t, runningCall("talking"), "2001")).toBe("Talking · Kristin Hale");
});

test("why a call failed is said with what to do", () => {
  expect(failureText(t, { kind: "no_permission", words: "" })).toContain("Ask your PBX admin");
  expect(failureText(t, { kind: "failed", words: "TRUNK DOWN" })).toBe("The PBX says: TRUNK DOWN");
  expect(failureText(t, { kind: "failed", words: "" })).toBe("That did not work. Try again.");
});

test("a refusal is said in words, an unknown one too", () => {
  const refused = (code: string) => problemText(t, new Refused(409, code, "in English", "r"));
  expect(refused("phone_not_registered")).toContain("not registered");
  expect(refused("from_a_newer_service")).toBe("That did not work. Try again.");
  expect(problemText(t, new Unreachable("no answer"))).toContain("cannot be reached");
});
