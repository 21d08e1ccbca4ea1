import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../../calls/core/call.ts";
import type { Decision } from "./decide.ts";

export type MissedRole = "joins" | "solves";

/**
 * What a call does with the ticket of missed calls of its number before: another missed one joins it, and a call
 * back that was answered solves it. Null when it has nothing to do with it.
 */
export function missedRoleOf({ missed }: Pick<TicketSettings, "missed">, call: Call): MissedRole | null {
  if (isMissed(call) && missed.collapse) return "joins";
  const isCallBack = call.direction === "outbound" && call.outcome === "answered";
  return isCallBack && missed.solveOnCallBack ? "solves" : null;
}

/** Whether a call that still rings may turn out to have something to do with it: its ticket waits for the end then. */
export function mayMeetMissed(settings: Pick<TicketSettings, "missed">, call: Call): boolean {
  const outcome = call.direction === "outbound" ? "answered" : "no_answer";
  return missedRoleOf(settings, { ...call, outcome }) !== null;
}

export function isMissed({ direction, outcome }: Pick<Call, "direction" | "outcome">): boolean {
  return direction === "inbound" && outcome !== "answered";
}

/**
 * Whether a call with that role goes to that ticket, if there is one. Another missed one does where it would have a
 * ticket of its own; a call back also where it would have none, or stand on another, unless nothing of it is to be
 * written, or tickets are off.
 */
export function meetsMissed(role: MissedRole, decision: Decision): boolean {
  switch (decision.kind) {
    case "create":
      return true;
    case "append":
      return role === "solves";
    case "leave":
      return role === "solves" && (decision.reason === "kind_off" || decision.reason === "rule_record_only");
    case "wait":
      return false;
  }
}
