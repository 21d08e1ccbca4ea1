import { callById, trace } from "../calls/store.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { awaitForm } from "./await-form.ts";
import { targetOf } from "./core/target.ts";
import { foldIn } from "./fold-in.ts";
import { holdWhileOff } from "./hold.ts";
import { logOnTicket } from "./log-on-ticket.ts";
import { openTicket, type Source } from "./open-ticket.ts";
import { ticketRequestOf, type CommentEnd } from "./store.ts";
import { tryAgain } from "./try-again.ts";
import { finish, type LogCallDeps, type Work } from "./work.ts";

/**
 * Brings a finished call to the helpdesk: to the ticket it was dialled from or linked to, else to a new
 * one. Whatever fails and however often it is asked, it stands there once. While the integration is switched
 * off the call is kept back.
 */
export async function logCall(deps: LogCallDeps, job: Payload<"log-call">): Promise<JobResult> {
  const call = await callById(deps.db, job.callId);
  if (call === null || call.summary === null) return { status: "done" };
  if (call.logging === "done" || call.logging === "not_wanted") return { status: "done" };
  if (await holdWhileOff(deps, call.id)) return { status: "done" };
  const integration = deps.registry.byId(call.integrationId);
  if (integration === undefined)
    return { status: "parked", reason: "The integration of this call does not exist any more." };
  try {
    const zendesk = await deps.zendeskOf(integration.id);
    await bringToHelpdesk(deps, job, { call, summary: call.summary, integration, zendesk });
    return { status: "done" };
  } catch (error) {
    return tryAgain(deps, "log-call", job, error);
  }
}

async function bringToHelpdesk(deps: LogCallDeps, job: Payload<"log-call">, work: Work): Promise<void> {
  const target = targetOf(work.call);
  if (target !== null) return bringToTicket(deps, work, target);
  const written = await awaitForm(deps, job, work);
  if (written === "waits") return;
  if (written === null) return openTicket(deps, work, null);
  await bringToTicket(deps, { ...work, call: { ...work.call, ticketId: written } }, written);
}

async function bringToTicket(deps: LogCallDeps, work: Work, target: number): Promise<void> {
  const ended = await logOnTicket(deps, work, target);
  if (ended !== "written") return instead(deps, work, target, ended);
  await foldIn(deps, work, target);
  await finish(deps, work, target, "logged_on_ticket");
}

/**
 * Where a ticket takes no more comments: a call that has a ticket keeps it, and only the link is new;
 * another one gets a ticket, which follows up a closed one.
 */
async function instead(
  deps: LogCallDeps,
  work: Work,
  target: number,
  because: Exclude<CommentEnd, "written">,
): Promise<void> {
  const own = (await ticketRequestOf(deps.db, work.call.id))?.ticketId ?? null;
  const at = new Date(deps.clock.now());
  if (own !== null) {
    await trace(deps.db, work.call.id, "ticket_not_changed", { ticketId: target, because }, at);
    return finish(deps, work, because === "gone" ? own : target, "ticket_kept");
  }
  const source = because === "closed" ? await sourceOf(work, target) : null;
  const detail = { insteadOf: target, because, followUp: source !== null };
  await trace(deps.db, work.call.id, "new_ticket_instead", detail, at);
  await openTicket(deps, work, source);
}

async function sourceOf({ zendesk }: Work, ticketId: number): Promise<Source> {
  const standing = await zendesk.standingOf(ticketId);
  return { ticketId, requesterId: standing.kind === "gone" ? null : standing.requesterId };
}
