import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import { saveLogging, trace, type CallRow } from "../calls/store.ts";
import type { Call } from "../calls/core/call.ts";
import type { TraceStep } from "../calls/core/trace-step.ts";
import type { People, PeopleBook } from "../contacts/ports.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { touchCall } from "../live/touch.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import { recordingAddress } from "../recordings/address.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { planTicket, type Moment, type TicketPlan } from "./core/plan.ts";
import { targetOf } from "./core/target.ts";
import type { CallContext } from "./core/values.ts";
import { bringAnew } from "./bring-anew.ts";
import { correctRecordLater } from "./correct-later.ts";
import { saveWithChosen } from "./follow-choice.ts";
import type { Helpdesk } from "./ports.ts";
import { logNoteLater } from "./note-later.ts";
import type { NoteRow } from "./store.ts";
import { contextOf, noteFrom } from "./surroundings.ts";

export type LogCallDeps = {
  db: Database;
  queue: Queue;
  registry: Registry;
  clock: Clock;
  random: () => number;
  log: Logger;
  publicUrl: string;
  /** The Zendesk account of an integration, as people and as tickets. */
  zendeskOf: (integrationId: string) => Promise<People & PeopleBook & Helpdesk>;
};

/** A call on its way to the helpdesk, as it was when this began. */
export type Work = {
  call: CallRow;
  summary: Call;
  integration: KnownIntegration;
  zendesk: People & PeopleBook & Helpdesk;
};

/** What is told of a call: with the note as it is now, and the caller's name as far as it is known. */
export function contextFor(
  { publicUrl }: Pick<LogCallDeps, "publicUrl">,
  { call, summary, integration }: Work,
  note: NoteRow | null,
  contactName: string | null = null,
): CallContext {
  const known = call.candidates?.find((one) => one.userId === call.contactUserId)?.name;
  return contextOf(integration, summary, {
    note: noteFrom(note),
    contactName: contactName ?? known ?? null,
    recordingLink: recordingAddress(publicUrl, call.id),
  });
}

/** A ticket as the settings and a rule want it for the call. */
export function planFor(work: Work, look: RuleLook, context: CallContext, moment: Moment): TicketPlan {
  return planTicket(work.summary, work.integration.tickets.settings, look, context, moment);
}

/**
 * Notes that the call stands in a ticket, which belongs to whom somebody chose meanwhile. If it was said that it
 * belongs to another one, it is brought there. @throws {GatewayError}
 */
export async function finish(
  deps: LogCallDeps,
  work: Work,
  ticketId: number,
  step: TraceStep,
): Promise<void> {
  const { call, integration } = work;
  await saveWithChosen(deps, work, ticketId, async (tx, now) => {
    const at = new Date(deps.clock.now());
    await trace(tx, call.id, step, { ticketId }, at);
    if (targetOf(now) !== targetOf(call)) return bringAnew(deps, tx, call);
    await saveLogging(tx, call.id, { logging: "done", loggingReason: null, ticketId });
    await logNoteLater({ queue: deps.queue, tx, callId: call.id, now: at.getTime() });
    await correctRecordLater({ queue: deps.queue, tx, callId: call.id, now: at.getTime() });
    await touchCall(tx, integration.id, call.id);
  });
}
