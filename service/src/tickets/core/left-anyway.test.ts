import { defaultContactSettings } from "@deskline/shared/admin-contacts";
import type { RuleAction, RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { expect, test } from "vitest";
import { effectOf } from "../../contacts/core/effect.ts";
import { leftAnyway } from "./left-anyway.ts";

const all = { ...defaultTicketSettings, enabled: true, moment: "after" } as const;
const none = { inboundAnswered: false, inboundUnanswered: false };
const call = {
  direction: "inbound",
  number: "+12125550100",
  reading: { country: "US", outsidePrefix: "9" },
  known: true,
  open: true,
} as const;

function ruled(when: RuleConditions, action: RuleAction): TicketSettings {
  const rule: TicketRule = { id: "r1", name: "Rule", enabled: true, when, action };
  return { ...all, rules: [rule] };
}

test.each<[string, TicketSettings, string | null]>([
  ["tickets are on", all, null],
  ["tickets are off", { ...all, enabled: false }, "tickets_off"],
  ["neither kind is wanted", { ...all, after: { ...all.after, ...none } }, "kind_off"],
  [
    "only missed calls are",
    { ...all, after: { ...all.after, inboundAnswered: false, inboundUnanswered: true } },
    null,
  ],
  ["a rule ignores calls in", ruled({ directions: ["inbound"] }, { kind: "ignore" }), "rule_ignore"],
  ["a rule ignores calls out", ruled({ directions: ["outbound"] }, { kind: "ignore" }), null],
  ["a rule ignores strangers", ruled({ contacts: ["unknown"] }, { kind: "ignore" }), null],
  [
    "the number is never logged",
    { ...all, neverLog: { ...all.neverLog, numbers: ["212 555 0100"] } },
    "never_log",
  ],
])("%s", (_, settings, reason) => {
  expect(leftAnyway(settings, call)).toBe(reason);
});

test("a number that is never logged is that also behind the prefix of an outside line", () => {
  const settings = { ...all, neverLog: { ...all.neverLog, numbers: ["+12125550100"] } };
  expect(leftAnyway(settings, { ...call, direction: "outbound", number: "92125550100" })).toBe("never_log");
});

test("a number whose calls are left is told not to be logged", () => {
  const found = { result: "one", name: "Dana Direct", number: null, signalled: "+12125550100" } as const;
  expect(effectOf(found, "inbound", defaultContactSettings, "tickets_off")).toEqual({
    does: "not_logged",
    requester: null,
    reason: "tickets_off",
  });
  expect(effectOf(found, "inbound", defaultContactSettings, null)).toMatchObject({ does: "ticket" });
});
