import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { RefusedField } from "@deskline/shared/admin-tickets";
import { lockCall, saveContact, saveLogging, trace, type CallRow } from "../calls/store.ts";
import { touchCall } from "../live/touch.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
import type { Connection } from "../storage/database.ts";
import { attachRecordings } from "./attach-recording.ts";
import { noAttachment, remarkOf, withRemark, type Attachment } from "./core/attachment.ts";
import { draftTicket, idempotencyKeyOf, voiceOf, type TicketDraft } from "./core/draft.ts";
import { noteText } from "./core/note.ts";
import type { Moment } from "./core/plan.ts";
import { recordsBy } from "./core/record-way.ts";
import { without } from "./core/refused.ts";
import { requesterOf, type Requester } from "./requester.ts";
import { keepTicketRequest, noteOf, saveJournalText, type TicketRequest } from "./store.ts";
import { contextFor, planFor, type LogCallDeps, type Work } from "./work.ts";

/** A closed ticket that the new one is to follow up, and whose it was. */
export type Source = { ticketId: number; requesterId: number | null };

export type Opening = {
  source: Source | null;
  /** What a rule changes of the usual ticket. */
  look: RuleLook;
  moment: Moment;
};

/** What is left out of a draft that was refused, and who or what may be at fault. */
export type Anew = {
  leaveOut: readonly RefusedField["field"][];
  requesterGone: boolean;
  sourceRefused: boolean;
  fallbackGone: boolean;
};

/** Finds the requester and keeps the request; null when there is to be no ticket, for a reason the call keeps. */
export async function prepareTicket(
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
  if (known !== "noted") return prepareTicket(deps, { ...work, call: known }, opening, kept, anew);
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
  return prepareTicket(deps, { ...work, call: request.chosen }, opening, kept, anew);
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

export async function draftFor(
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
