import type { RuleAction, RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import { earlyLook } from "./before-or-after.ts";
import { asksForContact, asksForVip, decide, holdsFor, leavesUntold, type RuleFacts } from "./decide.ts";

const facts: RuleFacts = {
  ended: true,
  direction: "inbound",
  outcome: "no_answer",
  did: "1000",
  trunk: "sip-main",
  group: "6400",
  extensions: ["2005", "2006"],
  agentGroups: [11],
  open: true,
  contact: "known",
  vip: false,
  ringMs: 20_000,
  talkMs: 0,
  neverLog: false,
};
const ringing: Partial<RuleFacts> = { ended: false, outcome: null, ringMs: 0 };

let made = 0;
function rule(when: RuleConditions, action: RuleAction, enabled = true): TicketRule {
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;
  return { id, name: "", enabled, when, action };
}
const create: RuleAction = { kind: "create", ticket: { priority: "high" } };
const withRules = (...rules: TicketRule[]): TicketSettings => ({ ...defaultTicketSettings, rules });

describe("every condition", () => {
  test.each<[RuleConditions, Partial<RuleFacts>, "yes" | "no" | "open"]>([
    [{}, {}, "yes"],
    [{ directions: ["inbound"] }, {}, "yes"],
    [{ directions: ["outbound"] }, {}, "no"],
    [{ outcomes: ["no_answer", "busy"] }, {}, "yes"],
    [{ outcomes: ["answered"] }, {}, "no"],
    [{ outcomes: ["answered"] }, ringing, "open"],
    [{ outcomes: ["answered"] }, { ended: false, outcome: "answered" }, "yes"],
    [{ dids: ["1000"] }, {}, "yes"],
    [{ dids: ["1001"] }, {}, "no"],
    [{ dids: ["1000"] }, { did: null }, "no"],
    [{ dids: ["1000"] }, { ...ringing, did: null }, "open"],
    [{ trunks: ["sip-main"] }, {}, "yes"],
    [{ trunks: ["sip-other"] }, {}, "no"],
    [{ trunks: ["sip-other"] }, { ...ringing, trunk: null }, "open"],
    [{ groups: ["6400"] }, {}, "yes"],
    [{ groups: ["6300"] }, {}, "no"],
    [{ groups: ["6400"] }, { ...ringing, group: null }, "open"],
    [{ groups: ["6400"] }, { group: null }, "no"],
    [{ extensions: ["2006"] }, {}, "yes"],
    [{ extensions: ["2007"] }, {}, "no"],
    [{ extensions: ["2007"] }, ringing, "open"],
    [{ agentGroups: [11] }, {}, "yes"],
    [{ agentGroups: [12] }, {}, "no"],
    [{ agentGroups: [12] }, ringing, "open"],
    [{ hours: "inside" }, {}, "yes"],
    [{ hours: "outside" }, {}, "no"],
    [{ hours: "outside" }, { open: false }, "yes"],
    [{ contacts: ["known"] }, {}, "yes"],
    [{ contacts: ["unknown"] }, {}, "no"],
    [{ contacts: ["unknown"] }, { contact: "unknown" }, "yes"],
    [{ contacts: ["vip"] }, {}, "no"],
    [{ contacts: ["vip", "unknown"] }, { vip: true }, "yes"],
    [{ ringSeconds: { min: 20, max: null } }, {}, "yes"],
    [{ ringSeconds: { min: 21, max: null } }, {}, "no"],
    [{ ringSeconds: { min: null, max: 19 } }, {}, "no"],
    [{ ringSeconds: { min: null, max: 90 } }, ringing, "open"],
    [{ talkSeconds: { min: null, max: 0 } }, {}, "yes"],
    [{ talkSeconds: { min: 1, max: null } }, {}, "no"],
    [{ directions: ["inbound"], dids: ["1001"], outcomes: ["no_answer"] }, {}, "no"],
    [{ directions: ["outbound"], outcomes: ["no_answer"] }, ringing, "no"],
    [{ outcomes: [] }, {}, "no"],
  ])("%j of %j: %s", (when, change, holds) => {
    expect(holdsFor(when, { ...facts, ...change })).toBe(holds);
  });
});

describe("what becomes of a call", () => {
  test.each<[RuleAction, object]>([
    [create, { kind: "create", look: { priority: "high" } }],
    [
      { kind: "append", withinHours: 24, ticket: {} },
      { kind: "append", withinHours: 24, look: {} },
    ],
    [{ kind: "record_only" }, { kind: "leave", reason: "rule_record_only" }],
    [{ kind: "ignore" }, { kind: "leave", reason: "rule_ignore" }],
  ])("by a rule: %j", (action, decision) => {
    expect(decide(withRules(rule({ hours: "inside" }, action)), facts)).toMatchObject(decision);
  });

  test("the first rule that holds decides; switched-off ones and those that do not hold are passed over", () => {
    const settings = withRules(
      rule({}, { kind: "ignore" }, false),
      rule({ hours: "outside" }, { kind: "ignore" }),
      rule({ hours: "inside" }, create),
      rule({}, { kind: "record_only" }),
    );
    expect(decide(settings, facts)).toMatchObject({ kind: "create", rule: settings.rules[2] });
    expect(decide(settings, { ...facts, open: false })).toMatchObject({ reason: "rule_ignore" });
  });

  test.each<[Partial<RuleFacts>, keyof TicketSettings["after"]]>([
    [{ outcome: "answered" }, "inboundAnswered"],
    [{ outcome: "voicemail" }, "inboundUnanswered"],
    [{ outcome: "abandoned" }, "inboundUnanswered"],
    [{ direction: "outbound", outcome: "answered" }, "outboundAnswered"],
    [{ direction: "outbound", outcome: "busy" }, "outboundUnanswered"],
  ])("by the plain choice after the call, %j: %s", (change, kind) => {
    const { after } = defaultTicketSettings;
    expect(decide(defaultTicketSettings, { ...facts, ...change })).toMatchObject({
      kind: "create",
      rule: null,
    });
    const without = { ...defaultTicketSettings, after: { ...after, [kind]: false } };
    expect(decide(without, { ...facts, ...change })).toMatchObject({ kind: "leave", reason: "kind_off" });
  });

  test.each<["inbound" | "outbound"]>([["inbound"], ["outbound"]])(
    "by the plain choice before the call, %s",
    (direction) => {
      const settings: TicketSettings = { ...defaultTicketSettings, moment: "before" };
      const off = { ...settings, before: { ...settings.before, [direction]: false } };
      for (const call of [
        { ...facts, direction },
        { ...facts, ...ringing, direction },
      ]) {
        expect(decide(settings, call).kind).toBe("create");
        expect(decide(off, call)).toMatchObject({ reason: "kind_off" });
      }
    },
  );

  test("nothing by itself while tickets are off, whatever rules say", () => {
    const off = { ...withRules(rule({}, create)), enabled: false };
    expect(decide(off, facts)).toMatchObject({ kind: "leave", reason: "tickets_off" });
  });

  test("what is never logged outweighs every rule", () => {
    const settings = withRules(rule({}, create));
    expect(decide(settings, { ...facts, neverLog: true })).toMatchObject({ reason: "never_log" });
    expect(decide(settings, { ...facts, ...ringing, neverLog: true })).toEqual({ kind: "wait" });
  });

  test("while it rings, a call waits for its end where a rule could still decide otherwise", () => {
    const before: TicketSettings = {
      ...withRules(rule({ outcomes: ["no_answer"], hours: "outside" }, { kind: "ignore" }), rule({}, create)),
      moment: "before",
    };
    expect(decide(before, { ...facts, ...ringing, open: false })).toEqual({ kind: "wait" });
    expect(decide(before, { ...facts, ...ringing })).toMatchObject({ kind: "create" });
    expect(earlyLook(before, { ...facts, ...ringing })).toEqual({ priority: "high" });
    expect(earlyLook(before, { ...facts, ...ringing, open: false })).toBeNull();
    expect(earlyLook({ ...before, moment: "after" }, { ...facts, ...ringing })).toBeNull();
  });
});

test.each<[TicketRule[], Partial<RuleFacts>, boolean]>([
  [[], {}, false],
  [[], { neverLog: true }, true],
  [[rule({}, { kind: "ignore" })], {}, true],
  [[rule({}, { kind: "record_only" })], {}, true],
  [[rule({}, { kind: "ignore" }, false)], {}, false],
  [[rule({ hours: "outside" }, { kind: "ignore" })], {}, false],
  [[rule({ outcomes: ["answered"] }, { kind: "ignore" })], ringing, true],
  [[rule({ outcomes: ["answered"] }, create), rule({}, { kind: "ignore" })], ringing, true],
  [[rule({}, create), rule({}, { kind: "ignore" })], ringing, false],
])("whether nothing may be told of a call, %#", (rules, change, is) => {
  expect(leavesUntold(withRules(...rules), { ...facts, ...change })).toBe(is);
});

test("Zendesk is asked of the caller only where a rule asks", () => {
  expect(asksForContact(defaultTicketSettings)).toBe(false);
  expect(asksForContact(withRules(rule({ contacts: ["known"] }, create)))).toBe(true);
  expect(asksForContact(withRules(rule({ contacts: ["known"] }, create, false)))).toBe(false);
  expect(asksForVip(withRules(rule({ contacts: ["known"] }, create)))).toBe(false);
  expect(asksForVip(withRules(rule({ contacts: ["vip"] }, create)))).toBe(true);
});
