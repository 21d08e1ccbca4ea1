import type { Agent } from "../app/agent.ts";
import { trace, type CallRow } from "../calls/store.ts";
import { touchCall } from "../live/touch.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { targetOf } from "../tickets/core/target.ts";
import { bringAgain } from "../tickets/retry-call.ts";
import { callFor, changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { saveSaid } from "./store.ts";

/**
 * Links a call to a ticket, which then holds its journal, or takes it from the ticket it is linked to;
 * what was written there stays. Asked twice it does nothing. @throws {GatewayError}
 */
export async function linkTicket(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  ticketId: number | null,
): Promise<Changed> {
  const found = await callFor(deps, agent, callId);
  if (found === null) return { refused: "call_unknown" };
  if (ticketId !== null && found.ticketId !== ticketId) {
    const zendesk = await deps.zendeskOf(agent.integration.id);
    if ((await zendesk.standingOf(ticketId)).kind === "gone") return { refused: "ticket_unknown" };
  }
  return changeCall(deps, agent, callId, async (tx, call) => {
    if (call.summary?.direction === "internal") return { refused: "call_internal" };
    const linked = ticketId === null ? targetOf(call) : call.ticketId;
    if (linked === ticketId) return;
    await link(deps, tx, call, agent, ticketId);
  });
}

async function link(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  ticketId: number | null,
): Promise<void> {
  const before = targetOf(call);
  const detail = { by: agent.name, agentId: agent.id, ticketId, before };
  await saveSaid(tx, call.id, { ticketId, ...(ticketId === null ? { dialledFromTicket: null } : {}) });
  const step = ticketId === null ? "unlinked" : "linked";
  if (isToBeLogged(call, ticketId)) await bringAgain(deps, tx, call.id, step, detail);
  else await trace(tx, call.id, step, detail, new Date(deps.clock.now()));
  await touchCall(tx, call.integrationId, call.id);
}

/**
 * A call that has not settled is logged when it has. Of those that have, one that was linked is brought to
 * its ticket, whatever came of it before; one that lost its ticket before it stood there gets one of its own.
 */
function isToBeLogged({ settledAt, logging }: CallRow, ticketId: number | null): boolean {
  if (settledAt === null) return false;
  return ticketId !== null || logging === "pending" || logging === "parked";
}
