import { callById, moveContact, saveContact, saveLogging, trace } from "../calls/store.ts";
import { fallbackOf, reasonOf } from "../contacts/core/effect.ts";
import { describeMet, meetCaller, type Met } from "../contacts/meet-caller.ts";
import { presentId } from "../contacts/people-store.ts";
import { readPeople } from "../contacts/read-news.ts";
import { touchCall } from "../live/touch.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
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
  if (ticketId === "requester_gone") {
    const call = (await callById(deps.db, work.call.id)) ?? work.call;
    return openTicket(deps, { ...work, call }, source);
  }
  await end(deps, work, ticketId, "ticket_opened");
}

async function end(deps: LogCallDeps, work: Work, ticketId: number, step: string): Promise<void> {
  await saveTicketId(deps.db, work.call.id, ticketId);
  await finish(deps, work, ticketId, step);
}

/**
 * A refusal made no ticket. One that may be due to the source is tried once more without it, and one for a
 * requester who was deleted or merged meanwhile with whoever that is now.
 */
async function send(
  deps: LogCallDeps,
  work: Work,
  request: TicketRequest,
): Promise<number | "without_source" | "requester_gone"> {
  const { call, zendesk } = work;
  try {
    return await zendesk.openTicket(request.body, request.idempotencyKey);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    await noteRefusal(deps.db, request);
    if (await isRequesterGone(deps, work)) return "requester_gone";
    if (request.followUpOf === null) throw error;
    const detail = { of: request.followUpOf, because: error.message };
    await trace(deps.db, call.id, "follow_up_refused", detail, new Date(deps.clock.now()));
    return "without_source";
  }
}

/** Reads the requester anew, where that can be done; of one who is somebody else now, or gone, the call takes note. */
async function isRequesterGone(deps: LogCallDeps, { call, integration }: Work): Promise<boolean> {
  const userId = (await callById(deps.db, call.id))?.contactUserId ?? null;
  if (userId === null) return false;
  try {
    await readPeople(deps, integration, [userId]);
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
  const present = await presentId(deps.db, integration.id, userId);
  if (present === userId) return false;
  await deps.db.transaction(async (tx) => {
    await moveContact(tx, call.id, present);
    const at = new Date(deps.clock.now());
    await trace(tx, call.id, "contact_gone", { userId, present }, at);
    await touchCall(tx, integration.id, call.id);
  });
  return true;
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
      await wantInPhonebook(deps, tx, integration.id, requester.userId);
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
  const { contactByHand: chosen, contactUserId } = call;
  const known = contactUserId === null ? null : await presentId(deps.db, integration.id, contactUserId);
  if (known !== null && chosen)
    return { userId: known, found: false, detail: { result: "one", userId: known, why: "chosen_by_hand" } };
  const owner = source?.requesterId ?? null;
  if (owner !== null)
    return { userId: owner, found: false, detail: { result: "one", userId: owner, why: "closed_ticket" } };
  if (known !== null && sent === 0)
    return { userId: known, found: false, detail: { result: "one", userId: known, why: "known_before" } };
  const met = await meetCaller(deps, zendesk, integration, summary);
  const detail = describeMet(met);
  if (met.created !== null && "userId" in met.created)
    return { userId: met.created.userId, found: true, detail };
  if (met.created !== null) return { userId: null, reason: "contact_refused", detail };
  if (met.finding.kind === "one") return { userId: met.finding.contact.userId, found: true, detail };
  const fallback = isNobody(met) ? fallbackOf(integration.contacts, summary.direction) : null;
  if (fallback !== null)
    return { userId: fallback.id, found: false, detail: { ...detail, why: "fallback_requester" } };
  return { userId: null, reason: reasonOf[met.finding.kind], detail };
}

/** A caller with no number that could be anybody's. */
function isNobody({ finding }: Met): boolean {
  return finding.kind === "withheld" || finding.kind === "malformed" || finding.kind === "internal";
}
