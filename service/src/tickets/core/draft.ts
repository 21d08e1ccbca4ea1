import type { Call } from "../../calls/core/call.ts";
import { journalHtml, journalOf } from "./journal.ts";
import { subjectAfter, type Names } from "./subject.ts";

/** A ticket as it is to stand in the helpdesk. */
export type TicketDraft = {
  subject: string;
  requesterId: number;
  /** First comment, HTML; private. */
  journal: string;
  channel: "voicemail" | "phone_inbound" | "phone_outbound";
  externalId: string;
};

export type DraftContext = {
  names: Names;
  requesterId: number;
  integrationId: string;
  showTime: (at: number) => string;
};

/** The ticket that a finished call becomes. */
export function draftTicket(call: Call, context: DraftContext): TicketDraft {
  return {
    subject: subjectAfter(call, context.names),
    requesterId: context.requesterId,
    journal: journalHtml(journalOf(call, context.names, context.showTime)),
    channel: channelOf(call),
    externalId: externalIdOf(context.integrationId, call.pbxCallId),
  };
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
