import type { Agent } from "../app/agent.ts";
import type { TraceStep } from "../calls/core/trace-step.ts";
import { saveLogging, trace, type CallRow } from "../calls/store.ts";
import { touchCall } from "../live/touch.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { correctRecordLater } from "../tickets/correct-later.ts";
import { ticketRuleFor } from "../tickets/core/rules.ts";
import { targetOf } from "../tickets/core/target.ts";
import { reaches } from "../tickets/reach.ts";
import { unlinked } from "../tickets/release.ts";
import { bringAgain } from "../tickets/retry-call.ts";
import { callFor, changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { saveSaid } from "./store.ts";

/**
 * Links a call to a ticket, which then holds its journal, or takes it from the ticket it is linked to;
 * what was written there stays. Asked twice it does nothing. An agent whom Zendesk restricts to some tickets takes
 * no call from another. @throws {GatewayError}
 */
export async function linkTicket(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  ticketId: number | null,
): Promise<Changed> {
  const found = await callFor(deps, agent, callId);
  if (found === null) return { refused: "call_unknown" };
  const before = targetOf(found);
  if (before !== null && before !== ticketId && !(await reaches(deps.zendeskOf, agent, before)))
    return { refused: "ticket_unknown" };
  if (ticketId !== null && found.ticketId !== ticketId) {
    if (!(await reaches(deps.zendeskOf, agent, ticketId))) return { refused: "ticket_unknown" };
    const zendesk = await deps.zendeskOf(agent.integration.id);
    if ((await zendesk.standingOf(ticketId)).kind === "gone") return { refused: "ticket_unknown" };
  }
  return changeCall(deps, agent, callId, async (tx, call) => {
    if (call.summary?.direction === "internal") return { refused: "call_internal" };
    const linked = ticketId === null ? targetOf(call) : call.ticketId;
    if (linked === ticketId) return;
    const step = ticketId === null ? "unlinked" : "linked";
    await link(deps, tx, call, agent, { ticketId, step, more: {} });
  });
}

/** Says which ticket is the call's, and has it brought there if it has settled. */
export async function link(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  { ticketId, step, more }: { ticketId: number | null; step: TraceStep; more: Record<string, unknown> },
): Promise<void> {
  const detail = { by: agent.name, agentId: agent.id, ticketId, before: targetOf(call), ...more };
  const next = nextOf(call, ticketId, agent.integration.boundExtensions);
  await saveSaid(tx, call.id, {
    ticketId,
    ticketByHand: false,
    ...(ticketId === null ? { dialledFromTicket: null } : {}),
  });
  if (next === "log") await bringAgain(deps, tx, call, step, detail);
  else await trace(tx, call.id, step, detail, new Date(deps.clock.now()));
  if (next === "wait") await saveLogging(tx, call.id, { logging: "pending", loggingReason: null });
  if (typeof next === "object")
    await saveLogging(tx, call.id, { logging: "not_wanted", loggingReason: next.reason });
  await correctRecordLater({ queue: deps.queue, tx, callId: call.id, now: deps.clock.now() });
  await touchCall(tx, call.integrationId, call.id);
}

/**
 * What becomes of the call. One that has not settled is judged when it has. One that was linked is brought to its
 * ticket, whatever came of it or was decided on it before; one that lost its ticket before it stood there is judged as
 * if it had never been linked, and one that stood there is left without.
 */
function nextOf(
  { settledAt, logging, summary }: CallRow,
  ticketId: number | null,
  boundExtensions: ReadonlySet<string>,
): "nothing" | "wait" | "log" | { reason: string } {
  if (settledAt === null || summary === null) return ticketId === null ? "nothing" : "wait";
  if (ticketId !== null) return "log";
  if (logging === "done") return { reason: unlinked };
  if (logging !== "pending" && logging !== "parked") return "nothing";
  const rule = ticketRuleFor(summary, boundExtensions);
  return rule.kind === "log" ? "log" : { reason: rule.reason };
}
