import { requesterOf, type Requester } from "./requester.ts";
import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { RefusedField } from "@deskline/shared/admin-tickets";
import {
  callById,
  lockCall,
  moveContact,
  saveContact,
  saveLogging,
  trace,
  type CallRow,
} from "../calls/store.ts";
import { presentId } from "../contacts/people-store.ts";
import { readPeople } from "../contacts/read-news.ts";
import { touchCall } from "../live/touch.ts";
import type { Connection } from "../storage/database.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { attachRecordings, isToBeAttached } from "./attach-recording.ts";
import { noAttachment, remarkOf, withRemark, type Attachment } from "./core/attachment.ts";
import { draftTicket, idempotencyKeyOf, voiceOf, type TicketDraft } from "./core/draft.ts";
import { noteText } from "./core/note.ts";
import type { Moment } from "./core/plan.ts";
import { recordsBy } from "./core/record-way.ts";
import { toLeaveOut, without } from "./core/refused.ts";
import { chosenInstead } from "./follow-choice.ts";
import {
  keepTicketRequest,
  noteAttempt,
  noteNotSent,
  noteOf,
  noteRefusal,
  retireRequest,
  saveJournalText,
  saveTicketId,
  ticketRequestOf,
  type TicketRequest,
} from "./store.ts";
import { lookAtFallback } from "./look-at-fallback.ts";
import { tellRefused } from "./tell-refused.ts";
import { forgetUploads } from "./uploads-store.ts";
import { contextFor, planFor, type LogCallDeps, type Work } from "./work.ts";

/** A closed ticket that the new one is to follow up, and whose it was. */
export type Source = { ticketId: number; requesterId: number | null };

export type Opening = {
  source: Source | null;
  /** What a rule changes of the usual ticket. */
  look: RuleLook;
  moment: Moment;
};

export type Opened = { ticketId: number; step: "ticket_found" | "ticket_opened" };

/** What is left out of a draft that was refused, and who or what may be at fault. */
type Anew = {
  leaveOut: readonly RefusedField["field"][];
  requesterGone: boolean;
  sourceRefused: boolean;
  fallbackGone: boolean;
};

const asWanted: Anew = { leaveOut: [], requesterGone: false, sourceRefused: false, fallbackGone: false };

/**
 * Makes the ticket of a call. Whatever fails and however often it is asked, there is one: the request is
 * kept before it is first sent, sent unchanged under one idempotency key, and its ticket looked for by
 * the external id before it is sent again. Only a request that was refused for good is written anew,
 * under another key: as the settings are by now, then without the fields that were refused, else for whoever its
 * requester is by now, else without its source; and one that certainly made no ticket, for whom somebody chose by
 * hand since. Null when there is to be
 * no ticket, for a reason that the call keeps. @throws {GatewayError}
 */
export async function openTicket(
  deps: LogCallDeps,
  work: Work,
  opening: Opening,
  anew: Anew = asWanted,
): Promise<Opened | null> {
  const { call, zendesk } = work;
  const kept = await keptRequest(deps, call);
  const sent = kept?.attempts ?? 0;
  const earlier = kept !== null && sent > 0 ? await zendesk.findTicket(kept.externalId) : null;
  if (earlier !== null) return found(deps, work, earlier, "ticket_found");
  const wanted = anew.sourceRefused || anew.requesterGone ? { ...opening, source: null } : opening;
  const request = kept === null || kept.refused ? await prepare(deps, work, wanted, kept, anew) : kept;
  if (request === null) return null;
  await noteAttempt(deps.db, call.id, new Date(deps.clock.now()));
  try {
    const ticketId = await zendesk.openTicket(request.body, request.idempotencyKey);
    return await found(deps, work, ticketId, "ticket_opened");
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const isOfBefore = request === kept;
    const next = await afterRefusal(deps, work, wanted, { request, isOfBefore }, anew, error);
    const now = next.requesterGone ? await callById(deps.db, call.id) : null;
    return openTicket(deps, { ...work, call: now ?? call }, opening, next);
  }
}

/** What was asked for before; to be written anew where nobody can have it and it is for the wrong one. */
async function keptRequest({ db }: LogCallDeps, call: CallRow): Promise<TicketRequest | null> {
  const kept = await ticketRequestOf(db, call.id);
  if (kept === null || kept.refused || kept.unanswered > 0) return kept;
  if (kept.followUpOf !== null) return kept; // written anew it would lose its source
  if ((await chosenInstead(db, call, kept)) === null) return kept;
  await retireRequest(db, call.id);
  return { ...kept, refused: true };
}

async function found(deps: LogCallDeps, work: Work, ticketId: number, step: Opened["step"]): Promise<Opened> {
  await saveTicketId(deps.db, work.call.id, ticketId);
  await forgetUploads(deps.db, work.call.id);
  return { ticketId, step };
}

/**
 * A refusal made no ticket. One that was kept from before is written as it is wanted now. That is tried once more
 * without the fields that Zendesk does not take; if that is not it for whoever the requester is now, where another
 * was chosen or the one was deleted or merged meanwhile; and else without the ticket to be followed up.
 * @throws {GatewayError} when there is nothing to leave out
 */
async function afterRefusal(
  deps: LogCallDeps,
  work: Work,
  opening: Opening,
  { request, isOfBefore }: { request: TicketRequest; isOfBefore: boolean },
  anew: Anew,
  error: GatewayError,
): Promise<Anew> {
  const { call } = work;
  if (error.failure.kind !== "rejected") {
    if (!error.ambiguous) await noteNotSent(deps.db, call.id);
    throw error;
  }
  await noteRefusal(deps.db, request);
  if (isOfBefore) return anew;
  const isAttached = opening.moment === "end" && isToBeAttached(work);
  const attachment = isAttached ? { uploads: ["?"], remark: null } : noAttachment;
  const draft = await draftFor(
    deps,
    work,
    opening,
    { requesterId: 0, name: null, attachment },
    anew.leaveOut,
  );
  const refused = toLeaveOut(error.failure, draft);
  if (refused !== null) {
    await tellRefused(deps, work, refused, error.failure.detail);
    return { ...anew, leaveOut: [...anew.leaveOut, ...refused] };
  }
  const now = await callById(deps.db, call.id);
  const requesterGone = { ...anew, requesterGone: true };
  if (now !== null && (await chosenInstead(deps.db, now, request)) !== null) return requesterGone;
  if (await isRequesterGone(deps, work)) return requesterGone;
  const fallback = anew.fallbackGone ? "present" : await lookAtFallback(deps, work);
  if (fallback === "moved") return requesterGone;
  if (fallback === "gone") return { ...anew, fallbackGone: true };
  if (request.followUpOf === null) throw error;
  const detail = { of: request.followUpOf, because: error.message };
  await trace(deps.db, call.id, "follow_up_refused", detail, new Date(deps.clock.now()));
  return { ...anew, sourceRefused: true };
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
  opening: Opening,
  kept: TicketRequest | null,
  anew: Anew,
): Promise<TicketRequest | null> {
  const { call, zendesk } = work;
  const { leaveOut, sourceRefused, fallbackGone } = anew;
  const again = kept !== null && kept.attempts > 0 && !kept.early && leaveOut.length === 0 && !sourceRefused;
  const requester = await requesterOf(deps, work, opening.source, { again, fallbackGone });
  const early = opening.moment === "ring";
  if (requester.userId === null && early) return null; // its end tries again, and keeps the reason
  const known = await noteRequester(deps, work, requester);
  if (known !== "noted") return prepare(deps, { ...work, call: known }, opening, kept, anew);
  if (requester.userId === null) return null;
  const { userId: requesterId, name } = requester;
  const attachment = await attachmentFor(deps, work, opening, leaveOut);
  const draft = await draftFor(deps, work, opening, { requesterId, name, attachment }, leaveOut);
  const request = await deps.db.transaction(async (tx) => {
    const chosen = await chosenMeanwhile(tx, call);
    if (chosen !== null) return { chosen };
    if (draft.noteText !== null && !early) await saveJournalText(tx, call.id, draft.noteText);
    const ticket = { ...draft, externalId: kept?.externalId ?? draft.externalId };
    return keepTicketRequest(tx, {
      callId: call.id,
      idempotencyKey: idempotencyKeyOf(ticket, kept?.attempts ?? 0),
      externalId: ticket.externalId,
      body: zendesk.requestFor(ticket),
      followUpOf: ticket.followUpOf,
      early,
      subject: ticket.subject,
      requesterId,
      leftOut: [...leaveOut],
    });
  });
  if (!("chosen" in request)) return request;
  return prepare(deps, { ...work, call: request.chosen }, opening, kept, anew);
}

/** Keeps who was found before the recording is waited for; the call as it is now when somebody has said meanwhile who it is. */
async function noteRequester(
  deps: LogCallDeps,
  { call, integration }: Work,
  requester: Requester,
): Promise<"noted" | CallRow> {
  return deps.db.transaction(async (tx) => {
    const chosen = await chosenMeanwhile(tx, call);
    if (chosen !== null) return chosen;
    await trace(tx, call.id, "contact", requester.detail, new Date(deps.clock.now()));
    if (requester.userId === null) {
      await saveLogging(tx, call.id, { logging: "not_possible", loggingReason: requester.reason });
    } else if (requester.found) {
      await saveContact(tx, call.id, requester.userId, requester.made);
      await wantInPhonebook(deps, tx, integration.id, requester.userId);
      await touchCall(tx, integration.id, call.id);
    }
    return "noted";
  });
}

/** The call, locked, where somebody has said who it is since it was read. */
async function chosenMeanwhile(tx: Connection, before: CallRow): Promise<CallRow | null> {
  const now = await lockCall(tx, before.id);
  if (now === null || !now.contactByHand || now.contactUserId === null) return null;
  return before.contactByHand && before.contactUserId === now.contactUserId ? null : now;
}

/** While it rings there is none; one that was refused is not brought again. */
async function attachmentFor(
  deps: LogCallDeps,
  work: Work,
  { moment }: Opening,
  leaveOut: Anew["leaveOut"],
): Promise<Attachment> {
  if (leaveOut.includes("attachment")) return { uploads: [], remark: remarkOf("refused") };
  return moment === "end" ? attachRecordings(deps, work) : noAttachment;
}

async function draftFor(
  deps: LogCallDeps,
  work: Work,
  { source, look, moment }: Opening,
  { requesterId, name, attachment }: { requesterId: number; name: string | null; attachment: Attachment },
  leaveOut: Anew["leaveOut"],
): Promise<TicketDraft & { noteText: string | null }> {
  const { summary, integration } = work;
  const { settings, callRecords } = integration.tickets;
  const context = contextFor(deps, work, await noteOf(deps.db, work.call.id), name);
  const withVoice = moment === "end" && recordsBy(settings, callRecords) === "voice_comment";
  const plan = planFor(work, look, context, moment);
  const told = { ...plan, html: withRemark(plan.html, attachment.remark) };
  const draft = draftTicket(summary, told, {
    requesterId,
    uploads: attachment.uploads,
    integrationId: integration.id,
    followUpOf: source?.ticketId ?? null,
    voice: withVoice ? voiceOf(summary, integration.agents) : null,
  });
  return {
    ...without(draft, leaveOut),
    noteText: context.note === null ? null : noteText(context.note),
  };
}
