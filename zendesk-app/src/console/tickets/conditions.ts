import type { RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import type { TicketSettings } from "@deskline/shared/admin-tickets";

/** Conditions that are added one by one, beside the kind of the call. */
export const conditionNames = [
  "hours",
  "contacts",
  "dids",
  "groups",
  "extensions",
  "agentGroups",
  "trunks",
  "ringSeconds",
  "talkSeconds",
] as const;
export type ConditionName = (typeof conditionNames)[number];

/** What a condition begins with when it is added: what most ask for, or nothing yet. */
export const newConditions: Required<Pick<RuleConditions, ConditionName>> = {
  hours: "outside",
  contacts: [],
  dids: [],
  groups: [],
  extensions: [],
  agentGroups: [],
  trunks: [],
  ringSeconds: { min: 20, max: null },
  talkSeconds: { min: 60, max: null },
};

/** Names of the conditions that say nothing yet. */
export function unsaid(when: RuleConditions): (keyof RuleConditions)[] {
  return (Object.keys(when) as (keyof RuleConditions)[]).filter((name) => saysNothing(when[name]));
}

function saysNothing(condition: RuleConditions[keyof RuleConditions]): boolean {
  if (condition === undefined || typeof condition === "string") return false;
  if (Array.isArray(condition)) return condition.length === 0;
  const { min, max } = condition;
  return (min === null && max === null) || (min !== null && max !== null && min > max);
}

/** The settings without conditions that say nothing yet, as they can be tried before they are through. */
export function tryable(settings: TicketSettings): TicketSettings {
  return { ...settings, rules: settings.rules.map(said) };
}

function said(rule: TicketRule): TicketRule {
  const without = new Set<string>(unsaid(rule.when));
  if (without.size === 0) return rule;
  const when = Object.fromEntries(Object.entries(rule.when).filter(([name]) => !without.has(name)));
  return { ...rule, when: when as RuleConditions };
}
