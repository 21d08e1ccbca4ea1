import { saveLogging, trace, callById, type CallRow } from "../calls/store.ts";
import { findContact, type ContactFinding } from "../contacts/find-contact.ts";
import type { People } from "../contacts/ports.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { showInZone } from "../platform/show-time.ts";
import type { Clock } from "../platform/clock.ts";
import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult, Queue } from "../queue/postgres.ts";
import { verdictOn } from "../queue/retry.ts";
import type { Database } from "../storage/database.ts";
import { draftTicket, idempotencyKeyOf } from "./core/draft.ts";
import type { Helpdesk } from "./ports.ts";
import {
  keepTicketRequest,
  noteAttempt,
  noteRefusal,
  saveTicketId,
  ticketRequestOf,
  type TicketRequest,
} from "./store.ts";

export type LogCallDeps = {
  db: Database;
  queue: Queue;
  registry: Registry;
  clock: Clock;
  random: () => number;
  log: Logger;
  /** The Zendesk account of an integration, as people and as tickets. */
  zendeskOf: (integrationId: string) => Promise<People & Helpdesk>;
};

/**
 * Brings a finished call to the helpdesk: finds the caller, then makes the ticket. Whatever fails and
 * however often it is asked, there is one ticket: the request is kept before it is first sent, sent
 * unchanged under one idempotency key, and its ticket looked for by the external id before it is sent
 * again. Only a request that was refused for good is written anew, under another key.
 */
export async function logCall(deps: LogCallDeps, job: Payload<"log-call">): Promise<JobResult> {
  const call = await callById(deps.db, job.callId);
  if (call === null || call.logging === "done" || call.summary === null) return { status: "done" };
  const integration = deps.registry.byId(call.integrationId);
  if (integration === undefined)
    return { status: "parked", reason: "The integration of this call does not exist any more." };
  try {
    await bringToHelpdesk(deps, call, integration);
    return { status: "done" };
  } catch (error) {
    return afterFailure(deps, job, error);
  }
}

async function bringToHelpdesk(
  deps: LogCallDeps,
  call: CallRow,
  integration: KnownIntegration,
): Promise<void> {
  const zendesk = await deps.zendeskOf(integration.id);
  const kept = await ticketRequestOf(deps.db, call.id);
  const sent = kept?.attempts ?? 0;
  const earlier = kept !== null && sent > 0 ? await zendesk.findTicket(kept.externalId) : null;
  if (earlier !== null) {
    await saveTicket(deps, call.id, earlier, "ticket_found");
    return;
  }
  const request =
    kept === null || kept.refused ? await prepareRequest(deps, call, integration, zendesk, sent) : kept;
  if (request === null) return;
  await noteAttempt(deps.db, call.id, new Date(deps.clock.now()));
  const ticketId = await openTicket(deps, zendesk, request);
  await saveTicket(deps, call.id, ticketId, "ticket_opened");
}

async function openTicket(deps: LogCallDeps, zendesk: Helpdesk, request: TicketRequest): Promise<number> {
  try {
    return await zendesk.openTicket(request.body, request.idempotencyKey);
  } catch (error) {
    if (error instanceof GatewayError && error.failure.kind === "rejected")
      await noteRefusal(deps.db, request);
    throw error;
  }
}

/** Finds the requester and keeps the request; null when there is to be no ticket, for a reason the call keeps. */
async function prepareRequest(
  deps: LogCallDeps,
  call: CallRow,
  integration: KnownIntegration,
  zendesk: People & Helpdesk,
  sent: number,
): Promise<TicketRequest | null> {
  const { summary } = call;
  if (summary === null) return null;
  const finding = await findContact(zendesk, summary.outsideNumber, integration.defaultCountry);
  const at = new Date(deps.clock.now());
  return deps.db.transaction(async (tx) => {
    await trace(tx, call.id, "contact", describeFinding(finding), at);
    if (finding.kind !== "one") {
      await saveLogging(tx, call.id, { logging: "not_possible", loggingReason: reasons[finding.kind] });
      return null;
    }
    const draft = draftTicket(summary, {
      names: integration.names,
      requesterId: finding.contact.userId,
      integrationId: integration.id,
      showTime: (instant) => showInZone(instant, integration.pbx.timeZone),
    });
    return keepTicketRequest(tx, {
      callId: call.id,
      idempotencyKey: idempotencyKeyOf(draft, sent),
      externalId: draft.externalId,
      body: zendesk.requestFor(draft),
    });
  });
}

const reasons = {
  none: "caller_unknown",
  several: "caller_ambiguous",
  too_many: "caller_ambiguous",
  withheld: "caller_withheld",
  malformed: "number_malformed",
} as const;

function describeFinding(finding: ContactFinding): Record<string, unknown> {
  switch (finding.kind) {
    case "one":
      return { result: "one", userId: finding.contact.userId, why: finding.why };
    case "several":
      return {
        result: "several",
        userIds: finding.contacts.map((contact) => contact.userId),
        why: finding.why,
      };
    case "none":
    case "too_many":
    case "withheld":
    case "malformed":
      return { result: finding.kind };
  }
}

async function saveTicket(deps: LogCallDeps, callId: string, ticketId: number, step: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await saveTicketId(tx, callId, ticketId);
    await saveLogging(tx, callId, { logging: "done", loggingReason: null, ticketId });
    await trace(tx, callId, step, { ticketId }, new Date(deps.clock.now()));
  });
}

async function afterFailure(deps: LogCallDeps, job: Payload<"log-call">, error: unknown): Promise<JobResult> {
  const now = deps.clock.now();
  const verdict = verdictOn(error, job, now, deps.random());
  if (!(error instanceof GatewayError))
    deps.log.error({ err: error, callId: job.callId }, "call could not be logged");
  await deps.db.transaction(async (tx) => {
    const at = new Date(now);
    if (verdict.kind === "park") {
      await trace(tx, job.callId, "parked", { reason: verdict.reason }, at);
      await saveLogging(tx, job.callId, { logging: "parked", loggingReason: verdict.reason });
      return;
    }
    await trace(
      tx,
      job.callId,
      "will_try_again",
      { because: wordsOf(error), inMs: Math.round(verdict.delayMs) },
      at,
    );
    await deps.queue.add(
      "log-call",
      { ...job, attempt: verdict.attempt, strikes: verdict.strikes },
      { key: job.callId, startAfter: new Date(now + verdict.delayMs) },
      tx,
    );
  });
  return verdict.kind === "park" ? { status: "parked", reason: verdict.reason } : { status: "done" };
}
