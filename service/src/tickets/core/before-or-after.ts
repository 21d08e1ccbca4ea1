import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { decide, type Decision, type RuleFacts } from "./decide.ts";

/** What a ticket is to be like that is made while the call rings, by what is known then; null where none is. */
export function earlyLook(settings: TicketSettings, atRing: RuleFacts): RuleLook | null {
  if (settings.moment !== "before") return null;
  const decision = decide(settings, atRing);
  return decision.kind === "create" ? decision.look : null;
}

/** Whether the end of a call decides anew: what was made while it rang stays. */
export function endOf(settings: TicketSettings, facts: RuleFacts): Exclude<Decision, { kind: "wait" }> {
  const decision = decide(settings, { ...facts, ended: true });
  return decision.kind === "wait" ? { kind: "leave", rule: null, reason: "kind_off" } : decision;
}
