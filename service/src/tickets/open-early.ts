import { trace } from "../calls/store.ts";
import { isCallSwitchedOff } from "../integrations/switch.ts";
import { touchCall } from "../live/touch.ts";
import { eq } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { mayMeetMissed } from "./core/missed.ts";
import { targetOf } from "./core/target.ts";
import { decideCall } from "./decide-call.ts";
import { saveWithChosen } from "./follow-choice.ts";
import { formsOf } from "./forms-store.ts";
import { isBehindAnother, missedTicketOf, unsolvedOf } from "./missed-ticket.ts";
import { openTicket } from "./open-ticket.ts";
import { ticketRequestOf } from "./store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * Makes the ticket of a call that rings, and shows it. Nothing where the end of the call is to decide, or has
 * come, or an agent is writing a ticket of it: then the ticket is made there, whole. @throws {GatewayError}
 */
export async function openEarly(deps: LogCallDeps, work: Work): Promise<void> {
  const { call, summary, integration } = work;
  if (integration.tickets.settings.moment !== "before" || summary.state === "ended") return;
  if (targetOf(call) !== null || (await ticketRequestOf(deps.db, call.id))?.ticketId != null) return;
  if ((await formsOf(deps.db, call.id)).length > 0) return;
  if (await deps.db.transaction((tx) => isCallSwitchedOff(tx, call.id))) return;
  const decision = await decideCall(deps, work);
  if (decision.kind !== "create" || (await mayJoinMissed(deps, work))) return;
  const opened = await openTicket(deps, work, { source: null, look: decision.look, moment: "ring" });
  if (opened === null) return;
  const { ticketId, step } = opened;
  await saveWithChosen(deps, work, ticketId, async (tx, now) => {
    await trace(tx, call.id, step, { ticketId, moment: "ring" }, new Date(deps.clock.now()));
    if (targetOf(now) !== null || now.settledAt !== null) return;
    await tx.update(calls).set({ ticketId }).where(eq(calls.id, call.id));
    await touchCall(tx, integration.id, call.id);
  });
}

/** Whether the call, as it ends, may turn out to belong to the ticket of missed calls before, or of those that still ring. */
async function mayJoinMissed(deps: LogCallDeps, work: Work): Promise<boolean> {
  const { call, summary, integration, zendesk } = work;
  if (!mayMeetMissed(integration.tickets.settings, summary)) return false;
  if (await isBehindAnother(deps, call, "missed")) return true;
  return (await unsolvedOf(zendesk, await missedTicketOf(deps.db, work))) !== null;
}
