import type { CallView, PopRules } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { noticeOf } from "./notice.ts";
import { decidePop, ringsFor, type PopQuestion } from "./pop.ts";

const me = "2005";
const ticket36 = { userId: 7, name: "Phillip Huff", why: "same_number", openTicketId: 36 } as const;
const noTicket = { ...ticket36, openTicketId: null };
const other = { ...ticket36, userId: 8, name: "Pat Huff" };

function call(overrides: Partial<CallView> = {}, phone: CallView["phones"][number]["state"] = "ringing") {
  return {
    id: "0b0e6b1c-6a55-4d4c-9a54-5d9f6ba5d0a1",
    revision: 1,
    state: "ringing",
    direction: "inbound",
    number: "5503309",
    candidates: [ticket36],
    group: null,
    answeredBy: [],
    endedAt: null,
    ticketId: null,
    phones: [{ number: me, name: "Kristin Hale", state: phone, consulting: false }],
    ...overrides,
  } as unknown as CallView;
}

function rules(when: PopRules["inbound"]["when"], open: PopRules["inbound"]["open"] = "ticket"): PopRules {
  return { inbound: { when, open }, outbound: { when: "never", open } };
}

function decide(overrides: Partial<PopQuestion>) {
  return decidePop({
    call: call(),
    extension: me,
    rules: rules("ring"),
    wish: "pop",
    busy: false,
    seenAt: 0,
    now: 100,
    ...overrides,
  });
}

const nothing = { do: "nothing" };
const shows = (target: object, moment = "ring", how = "open") => ({ do: "pop", moment, how, target });
const openTicket = { kind: "ticket", id: 36 };
const panel = { kind: "panel" };
const talking = (phone: CallView["phones"][number]["state"] = "talking") => call({ state: "talking" }, phone);
const ended = (overrides: Partial<CallView> = {}) =>
  call({ state: "ended", endedAt: 90, answeredBy: [{ number: me, name: "" }], ...overrides }, "gone");

test.each<[string, Partial<PopQuestion>, object]>([
  ["it rings", {}, shows(openTicket)],
  ["it was taken before anybody looked", { call: talking() }, shows(openTicket)],
  ["it rings at somebody else", { extension: "2006" }, nothing],
  ["it has stopped ringing here", { call: call({}, "gone") }, nothing],
  ["it rang and is over", { call: ended() }, nothing],
  ["colleagues call each other", { call: call({ direction: "internal" }) }, nothing],
  ["the administrator wants none", { rules: rules("never") }, nothing],
  ["the agent wants none", { wish: "off" }, nothing],
  ["the agent wants to be told only", { wish: "notify" }, shows(openTicket, "ring", "notify")],
  ["the agent writes", { busy: true }, shows(openTicket, "ring", "notify")],
])("on ring, when %s", (_when, question, step) => {
  expect(decide(question)).toEqual(step);
});

test.each<[string, Partial<PopQuestion>, object]>([
  ["it rings", {}, nothing],
  ["it is taken", { call: talking() }, shows(openTicket, "answer")],
  ["it is on hold", { call: talking("held") }, shows(openTicket, "answer")],
  ["a colleague took it", { call: talking("gone") }, nothing],
])("on answer, when %s", (_when, question, step) => {
  expect(decide({ rules: rules("answer"), ...question })).toEqual(step);
});

test.each<[string, Partial<PopQuestion>, object]>([
  ["it still runs", { call: talking() }, nothing],
  ["the agent had it", { call: ended() }, shows(openTicket, "end")],
  ["nobody took a call to this agent", { call: ended({ answeredBy: [] }) }, shows(openTicket, "end")],
  [
    "nobody took a call to many",
    { call: ended({ answeredBy: [], group: { number: "6400", name: "" } }) },
    nothing,
  ],
  ["a colleague had it", { call: ended({ answeredBy: [{ number: "2006", name: "" }] }) }, nothing],
  ["an old call got a note", { call: ended(), seenAt: null }, nothing],
  ["the computer slept meanwhile", { call: ended(), now: 3_600_000 }, nothing],
])("on end, when %s", (_when, question, step) => {
  expect(decide({ rules: rules("end"), ...question })).toEqual(step);
});

test.each<[string, Partial<CallView>, PopRules["inbound"]["open"], object]>([
  ["the newest open ticket", {}, "ticket", openTicket],
  ["the profile where there is none", { candidates: [noTicket] }, "ticket", { kind: "user", id: 7 }],
  ["the profile", {}, "profile", { kind: "user", id: 7 }],
  ["a new ticket", {}, "new_ticket", { kind: "new_ticket" }],
  ["the call's own ticket before the caller's", { ticketId: 40 }, "ticket", { kind: "ticket", id: 40 }],
  ["the call's own ticket before a new one", { ticketId: 40 }, "new_ticket", { kind: "ticket", id: 40 }],
  ["a choice among several", { candidates: [ticket36, other] }, "ticket", panel],
  ["who it might be, of an unknown number", { candidates: [] }, "profile", panel],
  ["who it might be, of a withheld number", { candidates: null, number: null }, "ticket", panel],
])("it opens %s", (_what, overrides, open, target) => {
  expect(decide({ call: call(overrides), rules: rules("ring", open) })).toEqual(shows(target));
});

test("a caller who is still looked for is waited for, 2.5 s at most", () => {
  const unknown = call({ candidates: null });
  expect(decide({ call: unknown, now: 100 })).toEqual({ do: "wait", ms: 2_400 });
  expect(decide({ call: unknown, now: 2_500 })).toEqual(shows(panel));
});

test("outbound calls follow a rule of their own", () => {
  const outbound = call({ direction: "outbound", ticketId: 36 }, "calling");
  const both = (when: PopRules["outbound"]["when"]): PopRules => ({
    inbound: { when: "never", open: "ticket" },
    outbound: { when, open: "ticket" },
  });
  expect(decide({ call: outbound, rules: rules("ring") })).toEqual(nothing);
  expect(decide({ call: outbound, rules: both("ring") })).toEqual(shows(openTicket));
  expect(decide({ call: outbound, rules: both("answer") })).toEqual(nothing);
  const unanswered = call({ direction: "outbound", state: "ended", endedAt: 90 }, "gone");
  expect(decide({ call: unanswered, rules: both("end") })).toEqual(shows(openTicket, "end"));
});

test("only a phone that rings from outside rings", () => {
  expect(ringsFor(call(), me)).toBe(true);
  expect(ringsFor(talking(), me)).toBe(false);
  expect(ringsFor(call({}, "ringing"), "2006")).toBe(false);
  expect(ringsFor(call({ direction: "outbound" }), me)).toBe(false);
  expect(ringsFor(ended(), me)).toBe(false);
});

test.each<[Partial<CallView>, string]>([
  [{}, "pop.calling_named"],
  [{ candidates: [ticket36, other] }, "pop.calling"],
  [{ candidates: null }, "pop.calling"],
  [{ number: null, candidates: [] }, "pop.calling_withheld"],
  [{ state: "talking" }, "pop.call_named"],
  [{ direction: "outbound", candidates: [] }, "pop.call"],
  [{ state: "ended", number: null, candidates: [] }, "pop.call_withheld"],
])("of %j it is told %s", (overrides, key) => {
  expect(noticeOf(call(overrides)).key).toBe(key);
});
