import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../../calls/core/call.ts";

/**
 * What a call does with the ticket of missed calls of its number before: another missed one joins it, and a call
 * back that was answered solves it. Null when it has nothing to do with it.
 */
export function missedRoleOf(
  { missed }: Pick<TicketSettings, "missed">,
  call: Call,
): "joins" | "solves" | null {
  const answered = call.outcome === "answered";
  if (call.direction === "inbound" && !answered && missed.collapse) return "joins";
  if (call.direction === "outbound" && answered && missed.solveOnCallBack) return "solves";
  return null;
}
