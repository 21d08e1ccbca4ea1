import { expect, test } from "vitest";
import { EnteredTicketSettings } from "./admin-ticket-entry.ts";
import type { RuleConditions, TicketRule } from "./admin-ticket-rules.ts";
import { defaultTicketSettings, TicketSettings } from "./admin-tickets.ts";

const rule = (when: RuleConditions, more: Partial<TicketRule> = {}): TicketRule => ({
  id: crypto.randomUUID(),
  name: "",
  enabled: true,
  when,
  action: { kind: "ignore" },
  ...more,
});
const ruled = (...rules: TicketRule[]): TicketSettings => ({ ...defaultTicketSettings, rules });
const { hours } = defaultTicketSettings;
const opens = (from: string, to: string): TicketSettings => ({
  ...defaultTicketSettings,
  hours: { ...hours, week: [[{ from, to }], ...hours.week.slice(1)] },
});
const one = rule({});

test.each<[string, TicketSettings, string | null]>([
  ["those of a new integration", defaultTicketSettings, null],
  ["a rule for all calls", ruled(rule({})), null],
  ["a rule for some", ruled(rule({ dids: ["1000"], ringSeconds: { min: 5, max: 5 } })), null],
  ["an empty list", ruled(rule({}), rule({ dids: [] })), "rules.1.when.dids"],
  ["more than the most", ruled(rule({ talkSeconds: { min: 9, max: 5 } })), "rules.0.when.talkSeconds"],
  ["at least so much", ruled(rule({ talkSeconds: { min: 9, max: null } })), null],
  ["two rules of one id", ruled(one, rule({}), { ...one, name: "again" }), "rules.2.id"],
  ["hours until midnight", opens("00:00", "24:00"), null],
  ["hours that begin at 24:00", opens("24:00", "06:00"), "hours.week.0.0.from"],
])("%s: what is wrong is at %s", (_, settings, place) => {
  const issues = EnteredTicketSettings.safeParse(settings).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join("."))).toEqual(place === null ? [] : [place]);
  expect(TicketSettings.safeParse(settings).success).toBe(true);
});

test("of a new integration everything beyond the two plain choices is off", () => {
  const { look, rules, missed, neverLog, recordings, hours: open, record } = defaultTicketSettings;
  expect(look).toEqual({
    journal: null,
    tags: [],
    priority: null,
    type: null,
    groupId: null,
    brandId: null,
    formId: null,
    customFields: [],
    assignee: "nobody",
    public: false,
  });
  expect([rules, open.holidays, record]).toEqual([[], [], "auto"]);
  expect(missed).toMatchObject({ collapse: false, solveOnCallBack: false });
  expect(neverLog).toEqual({ numbers: [], extensions: [] });
  expect(recordings).toEqual({ attach: false, keepDays: null });
});
