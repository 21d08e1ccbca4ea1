import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { TraceStep } from "../calls/core/trace-step.ts";
import { trace } from "../calls/store.ts";
import type { Payload } from "../queue/jobs.ts";
import { awaitForm } from "./await-form.ts";
import type { CommentChanges } from "./core/changes.ts";
import { mayAppend, type Decision } from "./core/decide.ts";
import { missedRoleOf } from "./core/missed.ts";
import { leavesDialled, targetOf } from "./core/target.ts";
import { completeTicket } from "./complete-ticket.ts";
import { callerOf, decideCall, leave } from "./decide-call.ts";
import { foldIn } from "./fold-in.ts";
import { logOnTicket, type OnTicket } from "./log-on-ticket.ts";
import { isWrittenInForm } from "./forms-store.ts";
import { lookUp } from "./look-up.ts";
import { isBehindAnother, missedTicketOf, unsolvedOf } from "./missed-ticket.ts";
import { openTicket } from "./open-ticket.ts";
import type { Source } from "./prepare-ticket.ts";
import { recordCall } from "./record-call.ts";
import {
  commentByRule,
  retireRequest,
  ticketRequestOf,
  type CommentEnd,
  type TicketRequest,
} from "./store.ts";
import { finish, type LogCallDeps, type Work } from "./work.ts";

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
      else await instead(deps, work, ticketId, ended, decision);
      return "through";
    }
  }
  if (call.ticketId !== null) await onTicket(deps, work, call.ticketId, "logged_on_ticket");
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
  if (begun !== null)
    return onTicket(deps, work, begun.ticketId, "logged_by_rule", { changes: begun.changes });
  const written = dialledFrom === null ? await awaitForm(deps, job, work) : null;
  if (written === "waits") return "waits";
  if (written !== null)
    return onTicket(deps, { ...work, call: { ...call, ticketId: written } }, written, "logged_on_ticket");
  const request = await ticketRequestOf(deps.db, call.id);
  const { settings } = integration.tickets;
  const isOpen = dialledFrom === null && (request === null || request.refused);
  const missedRole = missedRoleOf(settings, summary);
  const meets = missedRole === "solves" || (isOpen && missedRole !== null);
  const turn = isOpen && mayAppend(settings) ? "all" : meets ? "missed" : null;
  // First of all: whoever waits looks often, and deciding may cost requests.
  if (turn !== null && (await isBehindAnother(deps, call, turn))) return "behind";
  const decision = await decideCall(deps, work);
  if (dialledFrom !== null) {
    if (decision.kind === "leave" && leavesDialled(decision.reason)) {
      await leaveCall(deps, work, decision);
      return "through";
    }
    const solves = missedRole === "solves" && decision.kind === "create";
    const changes = solves && (await isOfMissed(deps, work, dialledFrom)) ? solved(work) : {};
    return onTicket(deps, work, dialledFrom, "logged_on_ticket", { changes }, decision);
  }
  if (isOpen) {
    if (decision.kind === "leave") {
      await leaveCall(deps, work, decision);
      return "through";
    }
    if (missedRole !== null && decision.kind === "create") {
      const stood = await missedTicketOf(deps.db, work);
      const missed = await unsolvedOf(work.zendesk, stood);
      if (stood !== null && missed !== null) {
        if (missed !== stood) await traceWinner(deps, work, stood, missed);
        const changes = missedRole === "solves" ? solved(work) : {};
        return onTicket(
          deps,
          work,
          missed,
          "logged_on_missed",
          { changes: { byRule: true, ...changes } },
          decision,
        );
      }
    }
    const newest = decision.kind === "append" ? await newestOpen(deps, work, decision.withinHours) : null;
    if (newest !== null && decision.kind === "append")
      return onTicket(
        deps,
        work,
        newest,
        "logged_by_rule",
        { look: decision.look, changes: { byRule: true } },
        decision,
      );
  }
  await open(deps, work, null, decision);
  return "through";
}

async function leaveCall(
  deps: LogCallDeps,
  work: Work,
  decision: Decision & { kind: "leave" },
): Promise<void> {
  if (decision.reason === "rule_record_only") await recordCall(deps, work, null);
  await leave(deps, work, decision);
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

/** What the ticket is to look like; null where the call would get none. */
function lookOf(decision: Decision): RuleLook | null {
  return decision.kind === "create" || decision.kind === "append" ? decision.look : null;
}

async function traceWinner(
  deps: LogCallDeps,
  { call }: Work,
  insteadOf: number,
  winner: number,
): Promise<void> {
  const detail = { insteadOf, because: "merged", winner };
  await trace(deps.db, call.id, "winner_instead", detail, new Date(deps.clock.now()));
}

async function newestOpen(deps: LogCallDeps, work: Work, withinHours: number): Promise<number | null> {
  const userId = await callerOf(deps, work);
  if (userId === null) return null;
  const since = deps.clock.now() - withinHours * 3600_000;
  const ask = () => work.zendesk.openTicketSince(userId, since);
  return lookUp<number | null>(deps, work.call, "open_tickets", ask, null);
}

async function open(deps: LogCallDeps, work: Work, source: Source | null, decision: Decision): Promise<void> {
  const opened = await openTicket(deps, work, { source, look: lookOf(decision) ?? {}, moment: "end" });
  if (opened !== null) await end(deps, work, opened.ticketId, opened.step);
}

async function onTicket(
  deps: LogCallDeps,
  work: Work,
  ticketId: number,
  step: TraceStep,
  how: OnTicket = {},
  decision: Decision | null = null,
): Promise<Brought> {
  const ended = await logOnTicket(deps, work, ticketId, how);
  if (ended === "written") {
    await foldIn(deps, work, ticketId);
    await end(deps, work, ticketId, step);
  } else await instead(deps, work, ticketId, ended, decision);
  return "through";
}

async function end(deps: LogCallDeps, work: Work, ticketId: number, step: TraceStep): Promise<void> {
  await recordCall(deps, work, ticketId);
  await finish(deps, work, ticketId, step);
}

/** Nobody chose the ticket into which ours was merged. */
const ofOurs: OnTicket = { changes: { byRule: true } };

/**
 * Where a ticket takes no more comments: one that was merged has a winner, which takes them; a call that has
 * another ticket keeps it, and only the link is new; else it gets one, which follows up a closed one.
 */
async function instead(
  deps: LogCallDeps,
  work: Work,
  target: number,
  because: Exclude<CommentEnd, "written">,
  decision: Decision | null,
): Promise<void> {
  const { call, zendesk } = work;
  const at = new Date(deps.clock.now());
  const own = await ticketRequestOf(deps.db, call.id);
  const winner = because === "merged" ? await zendesk.winnerOf(target) : null;
  if (winner !== null) {
    await traceWinner(deps, work, target, winner);
    const ended = await logOnTicket(deps, work, winner, own?.ticketId === target ? ofOurs : {});
    if (ended === "written") return end(deps, work, winner, "logged_on_ticket");
  }
  if (own !== null && own.ticketId !== null && own.ticketId !== target) {
    await trace(deps.db, call.id, "ticket_not_changed", { ticketId: target, because }, at);
    await recordCall(deps, work, own.ticketId);
    return finish(deps, work, because === "gone" ? own.ticketId : target, "ticket_kept");
  }
  const source = because === "closed" ? await sourceOf(work, target) : null;
  const detail = { insteadOf: target, because, followUp: source !== null };
  await trace(deps.db, call.id, "new_ticket_instead", detail, at);
  // The one that was made while it rang is found by its external id as long as it exists: this is another.
  if (own?.ticketId === target) await retireRequest(deps.db, call.id, `${own.externalId}:2`);
  await open(deps, work, source, decision ?? (await decideCall(deps, work)));
}

async function sourceOf({ zendesk }: Work, ticketId: number): Promise<Source> {
  const standing = await zendesk.standingOf(ticketId);
  return { ticketId, requesterId: standing.kind === "gone" ? null : standing.requesterId };
}
