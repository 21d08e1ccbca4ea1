import type { Payload } from "../queue/jobs.ts";
import { awaitForm } from "./await-form.ts";
import type { CommentChanges } from "./core/changes.ts";
import { mayAppend, type Decision } from "./core/decide.ts";
import { meetsMissed, missedRoleOf } from "./core/missed.ts";
import { leavesDialled, targetOf } from "./core/target.ts";
import { completeTicket } from "./complete-ticket.ts";
import { callerOf, decideCall } from "./decide-call.ts";
import { isWrittenInForm } from "./forms-store.ts";
import { lookUp } from "./look-up.ts";
import { isBehindAnother, missedTicketOf, unsolvedOf } from "./missed-ticket.ts";
import { openTicket } from "./open-ticket.ts";
import { end, instead, leaveCall, lookOf, ofOurs, open, putOnTicket, traceWinner } from "./put-on-ticket.ts";
import { commentByRule, retireRequest, ticketRequestOf, type TicketRequest } from "./store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** `behind`: calls of the same number come first. `waits`: an agent is writing its ticket; the job is added again. */
export type Brought = "through" | "behind" | "waits";

/** Brings a finished call to where it belongs in the helpdesk. @throws {GatewayError} */
export async function bringToHelpdesk(
  deps: LogCallDeps,
  job: Payload<"log-call">,
  work: Work,
): Promise<Brought> {
  const { call } = work;
  const own = await ownEarlyTicket(deps, work);
  const target = targetOf(call);
  // The one that an agent wrote takes ours over.
  const isWritten = target !== null && (await isWrittenInForm(deps.db, call.id, target));
  if (own !== null && own.ticketId !== null && !isWritten) {
    const { ticketId } = own;
    const decision = await decideCall(deps, work);
    const ended = await completeTicket(deps, work, own, ticketId, lookOf(decision));
    if (target === null || target === ticketId) {
      if (ended === "written") await end(deps, work, ticketId, "ticket_completed");
      else await instead(deps, work, ticketId, ended, ofOurs, decision);
      return "through";
    }
  }
  if (call.ticketId !== null) await putOnTicket(deps, work, call.ticketId, "logged_on_ticket");
  else return byRules(deps, job, work, target);
  return "through";
}

/**
 * The ticket that was made while the call rang. Where its making cannot be ruled out it is made sure of; one that
 * certainly was never made is none, and the call's ticket is made whole.
 */
async function ownEarlyTicket(deps: LogCallDeps, work: Work): Promise<TicketRequest | null> {
  const kept = await ticketRequestOf(deps.db, work.call.id);
  if (kept === null || !kept.early) return null;
  if (kept.ticketId !== null) return kept;
  if (kept.unanswered === 0) {
    await retireRequest(deps.db, work.call.id);
    return null;
  }
  const look = lookOf(await decideCall(deps, work)) ?? {};
  const opened = await openTicket(deps, work, { source: null, look, moment: "ring" });
  return opened === null ? null : { ...kept, ticketId: opened.ticketId };
}

/**
 * Where nobody said by hand to which ticket the call belongs. What was begun is gone on with; a ticket that an agent
 * writes of the call comes before any that the rules want.
 */
async function byRules(
  deps: LogCallDeps,
  job: Payload<"log-call">,
  work: Work,
  dialledFrom: number | null,
): Promise<Brought> {
  const { call, summary, integration } = work;
  if (call.ticketByHand) {
    await open(deps, work, null, await decideCall(deps, work));
    return "through";
  }
  const begun = await commentByRule(deps.db, call.id);
  if (begun !== null) {
    await putOnTicket(deps, work, begun.ticketId, "logged_by_rule", { changes: begun.changes });
    return "through";
  }
  const written = dialledFrom === null ? await awaitForm(deps, job, work) : null;
  if (written === "waits") return "waits";
  if (written !== null) {
    await putOnTicket(deps, { ...work, call: { ...call, ticketId: written } }, written, "logged_on_ticket");
    return "through";
  }
  const request = await ticketRequestOf(deps.db, call.id);
  const { settings } = integration.tickets;
  const isOpen = dialledFrom === null && (request === null || request.refused);
  const missedRole = missedRoleOf(settings, summary);
  const meets = missedRole === "solves" || (isOpen && missedRole !== null);
  const turn = isOpen && mayAppend(settings) ? "all" : meets ? "missed" : null;
  // First of all: whoever waits looks often, and deciding may cost requests.
  if (turn !== null && (await isBehindAnother(deps, call, turn))) return "behind";
  const decision = await decideCall(deps, work);
  if (dialledFrom !== null || isOpen) await whereItBelongs(deps, work, dialledFrom, decision);
  else await open(deps, work, null, decision);
  return "through";
}

/** A call of which nothing was begun, decided on. */
async function whereItBelongs(
  deps: LogCallDeps,
  work: Work,
  dialledFrom: number | null,
  decision: Decision,
): Promise<void> {
  const role = missedRoleOf(work.integration.tickets.settings, work.summary);
  const meets = role !== null && meetsMissed(role, decision);
  const solves = role === "solves" ? solved(work) : {};
  if (dialledFrom !== null && !(decision.kind === "leave" && leavesDialled(decision.reason))) {
    const changes = meets && (await isOfMissed(deps, work, dialledFrom)) ? solves : {};
    return putOnTicket(deps, work, dialledFrom, "logged_on_ticket", { changes }, decision);
  }
  const missed = meets ? await missedFor(deps, work, dialledFrom) : null;
  if (missed !== null) {
    const how = { look: lookOf(decision) ?? {}, changes: { byRule: true, ...solves } } as const;
    return putOnTicket(deps, work, missed, "logged_on_missed", how, decision);
  }
  if (decision.kind === "leave") return leaveCall(deps, work, decision);
  if (decision.kind === "append") {
    const newest = await newestOpen(deps, work, decision.withinHours);
    const how = { look: decision.look, changes: { byRule: true } } as const;
    if (newest !== null) return putOnTicket(deps, work, newest, "logged_by_rule", how, decision);
  }
  return open(deps, work, null, decision);
}

/** The unsolved ticket of missed calls of the number; null where there is none, or the call was dialled from another. */
async function missedFor(deps: LogCallDeps, work: Work, dialledFrom: number | null): Promise<number | null> {
  const stood = await missedTicketOf(deps.db, work);
  const missed = await unsolvedOf(work.zendesk, stood);
  if (stood === null || missed === null) return null;
  if (dialledFrom !== null && dialledFrom !== stood && dialledFrom !== missed) return null;
  if (missed !== stood) await traceWinner(deps, work, stood, missed);
  return missed;
}

/** Whether the last missed call of the number stands on this ticket, or on one that was merged into it. */
async function isOfMissed(deps: LogCallDeps, work: Work, ticketId: number): Promise<boolean> {
  const stood = await missedTicketOf(deps.db, work);
  return stood === ticketId || (await unsolvedOf(work.zendesk, stood)) === ticketId;
}

/** A call back solves the ticket, which belongs to whoever called back where it is nobody's. */
function solved({ summary, integration }: Work): CommentChanges {
  return { solve: { by: integration.agents.get(summary.dialledBy ?? "")?.id ?? null } };
}

async function newestOpen(deps: LogCallDeps, work: Work, withinHours: number): Promise<number | null> {
  const userId = await callerOf(deps, work);
  if (userId === null) return null;
  const since = deps.clock.now() - withinHours * 3600_000;
  const ask = () => work.zendesk.openTicketSince(userId, since);
  return lookUp<number | null>(deps, work.call, "open_tickets", ask, null);
}
