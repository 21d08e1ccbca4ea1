import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { TraceStep } from "../calls/core/trace-step.ts";
import { trace } from "../calls/store.ts";
import { carriedOver } from "./core/changes.ts";
import type { Decision } from "./core/decide.ts";
import { decideCall, leave } from "./decide-call.ts";
import { foldIn } from "./fold-in.ts";
import { logOnTicket, type OnTicket } from "./log-on-ticket.ts";
import { openTicket } from "./open-ticket.ts";
import type { Source } from "./prepare-ticket.ts";
import { recordCall } from "./record-call.ts";
import { retireRequest, ticketRequestOf, type CommentEnd } from "./store.ts";
import { finish, type LogCallDeps, type Work } from "./work.ts";

/** What the ticket of a call is to look like; null where the call would get none. */
export function lookOf(decision: Decision): RuleLook | null {
  return decision.kind === "create" || decision.kind === "append" ? decision.look : null;
}

/** Makes the call a ticket of its own, unless there can be none. @throws {GatewayError} */
export async function open(
  deps: LogCallDeps,
  work: Work,
  source: Source | null,
  decision: Decision,
): Promise<void> {
  const opened = await openTicket(deps, work, { source, look: lookOf(decision) ?? {}, moment: "end" });
  if (opened !== null) await end(deps, work, opened.ticketId, opened.step);
}

/** Puts the call on a ticket that existed before, else where it goes instead. @throws {GatewayError} */
export async function putOnTicket(
  deps: LogCallDeps,
  work: Work,
  ticketId: number,
  step: TraceStep,
  how: OnTicket = {},
  decision: Decision | null = null,
): Promise<void> {
  const ended = await logOnTicket(deps, work, ticketId, how);
  if (ended === "written") {
    await foldIn(deps, work, ticketId);
    await end(deps, work, ticketId, step);
  } else await instead(deps, work, ticketId, ended, how, decision);
}

/** Notes that the call stands in the ticket, with its call record. @throws {GatewayError} */
export async function end(deps: LogCallDeps, work: Work, ticketId: number, step: TraceStep): Promise<void> {
  await recordCall(deps, work, ticketId);
  await finish(deps, work, ticketId, step);
}

/** Nobody chose the ticket that was made of a call, nor the one into which that was merged. */
export const ofOurs: OnTicket = { changes: { byRule: true } };

/**
 * Where a ticket takes no more comments: one that was merged has a winner, which takes them; a call that has
 * another ticket keeps it, and only the link is new; else it gets one, which follows up a closed one. One that would
 * have had no ticket but that of others gets none. @throws {GatewayError}
 */
export async function instead(
  deps: LogCallDeps,
  work: Work,
  target: number,
  because: Exclude<CommentEnd, "written">,
  { changes = {} }: OnTicket,
  decision: Decision | null,
): Promise<void> {
  const { call, zendesk } = work;
  const decided = async () => decision ?? (await decideCall(deps, work));
  const isOurChoice = changes.byRule === true;
  const at = new Date(deps.clock.now());
  const own = await ticketRequestOf(deps.db, call.id);
  const winner = because === "merged" ? await zendesk.winnerOf(target) : null;
  if (winner !== null) {
    await traceWinner(deps, work, target, winner);
    const look = isOurChoice ? (lookOf(await decided()) ?? {}) : {};
    const ended = await logOnTicket(deps, work, winner, { look, changes: carriedOver(changes) });
    if (ended === "written") return end(deps, work, winner, "logged_on_ticket");
  }
  if (own !== null && own.ticketId !== null && own.ticketId !== target) {
    await trace(deps.db, call.id, "ticket_not_changed", { ticketId: target, because }, at);
    await recordCall(deps, work, own.ticketId);
    return finish(deps, work, because === "gone" ? own.ticketId : target, "ticket_kept");
  }
  const anew = await decided();
  if (isOurChoice && own?.ticketId !== target && anew.kind === "leave") return leaveCall(deps, work, anew);
  const source = because === "closed" ? await sourceOf(work, target) : null;
  const detail = { insteadOf: target, because, followUp: source !== null };
  await trace(deps.db, call.id, "new_ticket_instead", detail, at);
  // The one that was made while it rang is found by its external id as long as it exists: this is another.
  if (own?.ticketId === target) await retireRequest(deps.db, call.id, `${own.externalId}:2`);
  await open(deps, work, source, anew);
}

async function sourceOf({ zendesk }: Work, ticketId: number): Promise<Source> {
  const standing = await zendesk.standingOf(ticketId);
  return { ticketId, requesterId: standing.kind === "gone" ? null : standing.requesterId };
}

/** Leaves the call without a ticket, with no more than its call record where a rule wants that. @throws {GatewayError} */
export async function leaveCall(
  deps: LogCallDeps,
  work: Work,
  decision: Decision & { kind: "leave" },
): Promise<void> {
  if (decision.reason === "rule_record_only") await recordCall(deps, work, null);
  await leave(deps, work, decision);
}

export async function traceWinner(
  deps: LogCallDeps,
  { call }: Work,
  insteadOf: number,
  winner: number,
): Promise<void> {
  const detail = { insteadOf, because: "merged", winner };
  await trace(deps.db, call.id, "winner_instead", detail, new Date(deps.clock.now()));
}
