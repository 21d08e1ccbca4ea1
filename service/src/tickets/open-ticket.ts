import { saveContact, saveLogging, trace } from "../calls/store.ts";
import { findCaller } from "../contacts/find-caller.ts";
import type { ContactFinding } from "../contacts/find-contact.ts";
import { touchCall } from "../live/touch.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { draftTicket, idempotencyKeyOf } from "./core/draft.ts";
import { noteText } from "./core/note.ts";
import {
  keepTicketRequest,
  noteAttempt,
  noteOf,
  noteRefusal,
  saveJournalText,
  saveTicketId,
  ticketRequestOf,
  type TicketRequest,
} from "./store.ts";
import { finish, journalContext, type LogCallDeps, type Work } from "./work.ts";

/** A closed ticket that the new one is to follow up, and whose it was. */
export type Source = { ticketId: number; requesterId: number | null };

/**
 * Makes the ticket of a call. Whatever fails and however often it is asked, there is one: the request is
 * kept before it is first sent, sent unchanged under one idempotency key, and its ticket looked for by
 * the external id before it is sent again. Only a request that was refused for good is written anew,
 * under another key and then without its source. @throws {GatewayError}
 */
export async function openTicket(deps: LogCallDeps, work: Work, source: Source | null): Promise<void> {
  const { call, zendesk } = work;
  const kept = await ticketRequestOf(deps.db, call.id);
  const sent = kept?.attempts ?? 0;
  const earlier = kept !== null && sent > 0 ? await zendesk.findTicket(kept.externalId) : null;
  if (earlier !== null) return end(deps, work, earlier, "ticket_found");
  const request =
    kept === null || kept.refused
      ? await prepare(deps, work, kept === null || kept.followUpOf === null ? source : null, sent)
      : kept;
  if (request === null) return;
  await noteAttempt(deps.db, call.id, new Date(deps.clock.now()));
  const ticketId = await send(deps, work, request);
  if (ticketId === "without_source") return openTicket(deps, work, null);
  await end(deps, work, ticketId, "ticket_opened");
}

async function end(deps: LogCallDeps, work: Work, ticketId: number, step: string): Promise<void> {
  await saveTicketId(deps.db, work.call.id, ticketId);
  await finish(deps, work, ticketId, step);
}

/** A refusal made no ticket. One that may be due to the source is tried once more without it. */
async function send(
  deps: LogCallDeps,
  { call, zendesk }: Work,
  request: TicketRequest,
): Promise<number | "without_source"> {
  try {
    return await zendesk.openTicket(request.body, request.idempotencyKey);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    await noteRefusal(deps.db, request);
    if (request.followUpOf === null) throw error;
    const detail = { of: request.followUpOf, because: error.message };
    await trace(deps.db, call.id, "follow_up_refused", detail, new Date(deps.clock.now()));
    return "without_source";
  }
}

/** Finds the requester and keeps the request; null when there is to be no ticket, for a reason the call keeps. */
async function prepare(
  deps: LogCallDeps,
  work: Work,
  source: Source | null,
  sent: number,
): Promise<TicketRequest | null> {
  const { call, summary, integration, zendesk } = work;
  const requester = await requesterOf(deps, work, source, sent);
  const at = new Date(deps.clock.now());
  return deps.db.transaction(async (tx) => {
    await trace(tx, call.id, "contact", requester.detail, at);
    if (requester.userId === null) {
      await saveLogging(tx, call.id, { logging: "not_possible", loggingReason: requester.reason });
      return null;
    }
    if (requester.found) {
      await saveContact(tx, call.id, requester.userId);
      await touchCall(tx, integration.id, call.id);
    }
    const context = journalContext(integration, await noteOf(tx, call.id));
    const draft = draftTicket(summary, {
      ...context,
      requesterId: requester.userId,
      integrationId: integration.id,
      followUpOf: source?.ticketId ?? null,
    });
    if (context.note !== null) await saveJournalText(tx, call.id, noteText(context.note));
    return keepTicketRequest(tx, {
      callId: call.id,
      idempotencyKey: idempotencyKeyOf(draft, sent),
      externalId: draft.externalId,
      body: zendesk.requestFor(draft),
      followUpOf: draft.followUpOf,
    });
  });
}

type Requester =
  | { userId: number; found: boolean; detail: Record<string, unknown> }
  | { userId: null; reason: string; detail: Record<string, unknown> };

/**
 * Whom somebody chose, else whose the closed ticket was, else who was found when it rang, else who is found
 * now. What was found is not taken again after a refusal, which may have been due to it.
 */
async function requesterOf(
  deps: LogCallDeps,
  { call, summary, integration, zendesk }: Work,
  source: Source | null,
  sent: number,
): Promise<Requester> {
  const { contactUserId: known, contactByHand: chosen } = call;
  if (known !== null && chosen)
    return { userId: known, found: false, detail: { result: "one", userId: known, why: "chosen_by_hand" } };
  const owner = source?.requesterId ?? null;
  if (owner !== null)
    return { userId: owner, found: false, detail: { result: "one", userId: owner, why: "closed_ticket" } };
  if (known !== null && sent === 0)
    return { userId: known, found: false, detail: { result: "one", userId: known, why: "known_before" } };
  const finding = await findCaller(deps, zendesk, integration, summary.outsideE164 ?? summary.outsideNumber);
  const detail = describeFinding(finding);
  return finding.kind === "one"
    ? { userId: finding.contact.userId, found: true, detail }
    : { userId: null, reason: reasons[finding.kind], detail };
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
