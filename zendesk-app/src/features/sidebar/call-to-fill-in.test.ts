import type { CallView, PopRules } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { callLike } from "../../testing/samples.ts";
import { callToFillIn } from "./call-to-fill-in.ts";

const endedAt = Date.parse("2026-09-21T12:03:21Z");
const atEnd: PopRules = {
  inbound: { when: "end", open: "new_ticket" },
  outbound: { when: "never", open: "ticket" },
};
const onRing: PopRules = { ...atEnd, inbound: { when: "ring", open: "new_ticket" } };

function call(change: Partial<CallView>): CallView {
  const phones: CallView["phones"] = [
    { number: "2005", name: "", state: change.state === "ended" ? "gone" : "talking", consulting: false },
  ];
  return callLike({ phones, direction: "inbound", answeredBy: [{ number: "2005", name: "" }], ...change });
}
const ended = (change: Partial<CallView> = {}) =>
  call({ state: "ended", endedAt, ticketId: null, ...change });

test("a call that runs is the one, whatever the rules", () => {
  const running = call({ state: "talking", endedAt: null });
  expect(callToFillIn([ended({ id: "before" }), running], "2005", onRing, endedAt)).toBe(running);
  expect(callToFillIn([call({ state: "talking", candidates: null })], "2005", onRing, 0)).toBeUndefined();
});

test("where a new ticket opens at the end, the call that has just ended is", () => {
  expect(callToFillIn([ended()], "2005", atEnd, endedAt + 3_000)).toEqual(ended());
  // The form may open more slowly than the call gets its ticket.
  expect(callToFillIn([ended({ ticketId: 36 })], "2005", atEnd, endedAt + 9_000)?.ticketId).toBe(36);
});

test.each([
  ["with other rules", ended(), onRing, 3_000, "2005"],
  ["an hour later", ended(), atEnd, 3_600_000, "2005"],
  ["when a colleague took it", ended({ answeredBy: [{ number: "2006", name: "" }] }), atEnd, 3_000, "2005"],
  ["for an agent without extension", ended(), atEnd, 3_000, null],
])("%s it is not", (_, one, rules, laterMs, extension) => {
  expect(callToFillIn([one], extension, rules, endedAt + laterMs)).toBeUndefined();
});
