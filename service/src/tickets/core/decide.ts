import type { LeaveReason } from "@deskline/shared/admin-ticket-preview";
import type { RuleConditions, RuleLook, TicketRule } from "@deskline/shared/admin-ticket-rules";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Direction, Outcome } from "@deskline/shared/calls";

/** What rules ask of a call. While it runs, null is what is not known yet; after it, what there is not. */
export type RuleFacts = {
  ended: boolean;
  direction: Direction;
  outcome: Outcome | null;
  did: string | null;
  trunk: string | null;
  group: string | null;
  /** Those that rang, answered, dialled or were called. */
  extensions: readonly string[];
  /** Groups of Zendesk to which their agents belong. */
  agentGroups: readonly number[];
  open: boolean;
  contact: "known" | "unknown";
  vip: boolean;
  ringMs: number;
  talkMs: number;
  /** On the list of what is never logged. */
  neverLog: boolean;
};

export type Decision =
  | { kind: "create"; rule: TicketRule | null; look: RuleLook }
  | { kind: "append"; rule: TicketRule; look: RuleLook; withinHours: number }
  | { kind: "leave"; rule: TicketRule | null; reason: LeaveReason }
  /** The end of the call may decide otherwise than what is known while it runs. */
  | { kind: "wait" };

/** What becomes of a call: the first rule that holds says it, and where none does the plain choices. */
export function decide(settings: TicketSettings, facts: RuleFacts): Decision {
  if (facts.neverLog)
    return facts.ended ? { kind: "leave", rule: null, reason: "never_log" } : { kind: "wait" };
  if (!settings.enabled) return { kind: "leave", rule: null, reason: "tickets_off" };
  for (const rule of settings.rules) {
    if (!rule.enabled) continue;
    const holds = holdsFor(rule.when, facts);
    if (holds === "open") return { kind: "wait" };
    if (holds === "yes") return byRule(rule);
  }
  return isChosen(settings, facts)
    ? { kind: "create", rule: null, look: {} }
    : { kind: "leave", rule: null, reason: "kind_off" };
}

function byRule(rule: TicketRule): Decision {
  const { action } = rule;
  switch (action.kind) {
    case "create":
      return { kind: "create", rule, look: action.ticket };
    case "append":
      return { kind: "append", rule, look: action.ticket, withinHours: action.withinHours };
    case "record_only":
      return { kind: "leave", rule, reason: "rule_record_only" };
    case "ignore":
      return { kind: "leave", rule, reason: "rule_ignore" };
  }
}

/** Whether a call is never to be logged, or a rule ignores or only records it, or may when it is over. */
export function leavesUntold(settings: TicketSettings, facts: RuleFacts): boolean {
  if (facts.neverLog) return true;
  const rules = settings.enabled ? settings.rules.filter((rule) => rule.enabled) : [];
  for (const { when, action } of rules) {
    const holds = holdsFor(when, facts);
    if (holds === "no") continue;
    const isTold = action.kind === "create" || action.kind === "append";
    if (!isTold) return true;
    if (holds === "yes") return false;
  }
  return false;
}

/** Whether calls of this kind become tickets, by the manual's two choices. */
function isChosen({ moment, before, after }: TicketSettings, { direction, outcome }: RuleFacts): boolean {
  const outbound = direction === "outbound";
  if (moment === "before") return outbound ? before.outbound : before.inbound;
  if (outcome === "answered") return outbound ? after.outboundAnswered : after.inboundAnswered;
  return outbound ? after.outboundUnanswered : after.inboundUnanswered;
}

type Holds = "yes" | "no" | "open";

/** Whether all conditions hold. One that cannot hold any more outweighs those that are open. */
export function holdsFor(when: RuleConditions, facts: RuleFacts): Holds {
  const all = conditionsOf(when, facts);
  if (all.includes("no")) return "no";
  return all.includes("open") ? "open" : "yes";
}

function conditionsOf(when: RuleConditions, facts: RuleFacts): Holds[] {
  const { ended } = facts;
  const certain = (holds: boolean): Holds => (holds ? "yes" : "no");
  /** Of what can still come up while the call runs. */
  const growing = (holds: boolean): Holds => (holds ? "yes" : ended ? "no" : "open");
  const within = (ms: number, span: { min: number | null; max: number | null }): Holds =>
    ended ? certain(ms >= (span.min ?? 0) * 1000 && ms <= (span.max ?? Infinity) * 1000) : "open";
  const one = <T>(value: T | null, of: readonly T[]): Holds =>
    value === null ? growing(false) : certain(of.includes(value));
  return [
    when.directions && certain(when.directions.some((one) => one === facts.direction)),
    when.outcomes && one(facts.outcome, when.outcomes),
    when.dids && one(facts.did, when.dids),
    when.trunks && one(facts.trunk, when.trunks),
    when.groups && one(facts.group, when.groups),
    when.extensions && growing(when.extensions.some((number) => facts.extensions.includes(number))),
    when.agentGroups && growing(when.agentGroups.some((id) => facts.agentGroups.includes(id))),
    when.hours && certain((when.hours === "inside") === facts.open),
    when.contacts &&
      certain(when.contacts.some((one) => (one === "vip" ? facts.vip : one === facts.contact))),
    when.ringSeconds && within(facts.ringMs, when.ringSeconds),
    when.talkSeconds && within(facts.talkMs, when.talkSeconds),
  ].filter((one) => one !== undefined);
}

/** Whether a rule asks for the tags of contacts, which cost a request. */
export function asksForVip({ rules }: TicketSettings): boolean {
  return rules.some((rule) => rule.enabled && rule.when.contacts?.includes("vip") === true);
}

/** Whether a rule adds calls to tickets that calls before may have made. */
export function mayAppend({ enabled, rules }: TicketSettings): boolean {
  return enabled && rules.some((rule) => rule.enabled && rule.action.kind === "append");
}

/** Whether a rule asks whether the caller is known. */
export function asksForContact({ rules }: TicketSettings): boolean {
  return rules.some((rule) => rule.enabled && rule.when.contacts !== undefined);
}
