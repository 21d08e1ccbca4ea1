import type { Agent } from "../app/agent.ts";
import { touchCall } from "../live/touch.ts";
import { targetOf } from "../tickets/core/target.ts";
import { bringAgain } from "../tickets/retry-call.ts";
import { retireRequest, ticketRequestOf } from "../tickets/store.ts";
import { changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { saveSaid } from "./store.ts";

/**
 * Has a ticket made for a call that has none, whatever the rules say of it. Asked twice, and of a call that stands in
 * a ticket, it does nothing.
 */
export async function makeTicket(deps: HistoryDeps, agent: Agent, callId: string): Promise<Changed> {
  return changeCall(deps, agent, callId, async (tx, call) => {
    if (call.summary?.direction === "internal") return { refused: "call_internal" };
    if (call.settledAt === null) return { refused: "call_not_over" };
    if (targetOf(call) !== null || call.logging === "pending") return;
    if (call.logging === "held") return { refused: "integration_disabled" };
    if (call.logging === "not_possible" && call.contactUserId === null)
      return { refused: "call_without_contact" };
    const detail = { by: agent.name, agentId: agent.id };
    await saveSaid(tx, call.id, { ticketByHand: true });
    // The one that was made of it and unlinked is found by its external id: this is another.
    const own = await ticketRequestOf(tx, call.id);
    if (own !== null && own.ticketId !== null) await retireRequest(tx, call.id, `${own.externalId}:2`);
    await bringAgain(deps, tx, call.id, "ticket_asked_for", detail);
    await touchCall(tx, call.integrationId, call.id);
  });
}
