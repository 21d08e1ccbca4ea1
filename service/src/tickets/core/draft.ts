import type { Call } from "../../calls/core/call.ts";
import { htmlEscape } from "./html.ts";
import { journalHtml, journalOf } from "./journal.ts";
import { noteLines, type Note } from "./note.ts";
import { subjectAfter, type Names } from "./subject.ts";

/** A ticket as it is to stand in the helpdesk. */
export type TicketDraft = {
  subject: string;
  requesterId: number;
  /** First comment, HTML; private. */
  journal: string;
  channel: "voicemail" | "phone_inbound" | "phone_outbound";
  externalId: string;
  /** A closed ticket that this one goes on from. */
  followUpOf: number | null;
};

/** What a journal needs beside the call. `showTime` writes an instant in the integration's time zone. */
export type JournalContext = { names: Names; note: Note | null; showTime: (at: number) => string };

export type DraftContext = JournalContext & {
  requesterId: number;
  integrationId: string;
  followUpOf: number | null;
};

/** The ticket that a finished call becomes. */
export function draftTicket(call: Call, context: DraftContext): TicketDraft {
  return {
    subject: subjectAfter(call, context.names),
    requesterId: context.requesterId,
    journal: journalOfCall(call, context),
    channel: channelOf(call),
    externalId: externalIdOf(context.integrationId, call.pbxCallId),
    followUpOf: context.followUpOf,
  };
}

/** The call as a comment on a ticket that existed before, which has a subject of its own. */
export function callComment(call: Call, context: JournalContext): string {
  return `<p>${htmlEscape(subjectAfter(call, context.names))}</p>${journalOfCall(call, context)}`;
}

/** A note that was written after the call had come to its ticket. */
export function noteComment(call: Call, context: JournalContext): string {
  const lines = noteLines(context.note);
  return journalHtml([
    { label: "Call", text: `${subjectAfter(call, context.names)}, ${context.showTime(call.startedAt)}` },
    ...(lines.length > 0 ? lines : [{ label: "Note", text: "removed" }]),
  ]);
}

function journalOfCall(call: Call, { names, note, showTime }: JournalContext): string {
  return journalHtml([...journalOf(call, names, showTime), ...noteLines(note)]);
}

function channelOf(call: Call): TicketDraft["channel"] {
  if (call.direction === "outbound") return "phone_outbound";
  return call.outcome === "voicemail" ? "voicemail" : "phone_inbound";
}

/**
 * The key under which the helpdesk makes this ticket once. A refusal is answered again under the key it
 * was given for, so that a draft after requests that were `sent` and refused has another.
 */
export function idempotencyKeyOf(draft: TicketDraft, sent: number): string {
  return sent === 0 ? `${draft.externalId}:ticket` : `${draft.externalId}:ticket:${sent}`;
}

/** Finds the ticket of a call again when nobody remembers making it. A call's identifier is unique per PBX only. */
function externalIdOf(integrationId: string, pbxCallId: string): string {
  return `deskline:${integrationId}:${pbxCallId}`;
}
