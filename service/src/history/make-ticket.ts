import type { Agent } from "../app/agent.ts";
import { touchCall } from "../live/touch.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { unlinked } from "../tickets/release.ts";
import { bringAgain } from "../tickets/retry-call.ts";
import { retireRequest, ticketRequestOf } from "../tickets/store.ts";
import { changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { link } from "./link-ticket.ts";
import { saveSaid } from "./store.ts";

/**
 * Has a ticket made for a call that has none, whatever the rules say of it; one that was dialled from a ticket is
 * brought there. Asked twice, and of a call that stands in a ticket, it does nothing.
 */
export async function makeTicket(deps: HistoryDeps, agent: Agent, callId: string): Promise<Changed> {
  return changeCall(deps, agent, callId, async (tx, call) => {
    if (call.summary?.direction === "internal") return { refused: "call_internal" };
    if (call.settledAt === null) return { refused: "call_not_over" };
    // The rules may still leave one without that is on its way, unless somebody has asked before.
    if (call.ticketId !== null || (call.logging === "pending" && call.ticketByHand)) return;
    if (call.logging === "held") return { refused: "integration_disabled" };
    if (call.dialledFromTicket !== null) {
      await link(deps, tx, call, agent, { ticketId: call.dialledFromTicket, step: "linked", more: {} });
      return;
    }
    if (call.logging === "not_possible" && call.contactUserId === null)
      return { refused: "call_without_contact" };
    const detail = { by: agent.name, agentId: agent.id };
    await saveSaid(tx, call.id, { ticketByHand: true });
    if (call.loggingReason === unlinked) await leaveOwn(tx, call.id);
    await bringAgain(deps, tx, call, "ticket_asked_for", detail);
    await touchCall(tx, call.integrationId, call.id);
  });
}

/** The one that was made of it is found by its external id: the next is another. */
async function leaveOwn(tx: JobTransaction, callId: string): Promise<void> {
  const own = await ticketRequestOf(tx, callId);
  if (own !== null && own.ticketId !== null) await retireRequest(tx, callId, `${own.externalId}:2`);
}
