import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { decide, type Decision, type RuleFacts } from "./decide.ts";

/** The call as it was known when it began to ring. */
function atRing(facts: RuleFacts): RuleFacts {
  return { ...facts, ended: false, outcome: null, ringMs: 0, talkMs: 0 };
}

/** Whether a call that becomes a ticket gets it while it rings. */
export function isMadeEarly(settings: TicketSettings, facts: RuleFacts): boolean {
  return settings.moment === "before" && decide(settings, atRing(facts)).kind === "create";
}

/** Whether the end of a call decides anew: what was made while it rang stays. */
export function endOf(settings: TicketSettings, facts: RuleFacts): Exclude<Decision, { kind: "wait" }> {
  const decision = decide(settings, { ...facts, ended: true });
  return decision.kind === "wait" ? { kind: "leave", rule: null, reason: "kind_off" } : decision;
}
