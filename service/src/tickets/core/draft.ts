import type { Call } from "../../calls/core/call.ts";
import { htmlEscape } from "./html.ts";
import { journalHtml } from "./journal.ts";
import { noteLines } from "./note.ts";
import type { TicketPlan } from "./plan.ts";
import { ourSideOf, subjectAfter, type Names } from "./subject.ts";
import type { CallContext } from "./values.ts";

/** A ticket as it is to stand in the helpdesk. */
export type TicketDraft = TicketPlan & {
  requesterId: number;
  channel: "voicemail" | "phone_inbound" | "phone_outbound";
  externalId: string;
  /** A closed ticket that this one goes on from. */
  followUpOf: number | null;
  /** Null where the call is told by the journal alone. */
  voice: VoiceComment | null;
  /** Files that the helpdesk has already, for the first comment. */
  uploads: string[];
};

/** A call as Zendesk shows it itself, with a bar for the recording. */
export type VoiceComment = {
  from: string;
  to: string;
  startedAt: number;
  durationMs: number;
  answeredById: number | null;
};

/** The ticket that a call becomes. */
export function draftTicket(
  call: Call,
  plan: TicketPlan,
  about: {
    requesterId: number;
    integrationId: string;
    followUpOf: number | null;
    voice: VoiceComment | null;
    uploads: string[];
  },
): TicketDraft {
  const { integrationId, ...rest } = about;
  return {
    ...plan,
    ...rest,
    channel: channelOf(call),
    externalId: externalIdOf(integrationId, call.pbxCallId),
  };
}

/** The call as Zendesk's own kind of comment tells it. */
export function voiceOf(call: Call, agents: CallContext["agents"]): VoiceComment {
  const ours = ourSideOf(call);
  const outside = call.outsideE164 ?? call.outsideNumber ?? "";
  const inbound = call.direction !== "outbound";
  return {
    from: inbound ? outside : ours,
    to: inbound ? (call.did ?? call.dialled ?? ours) : outside,
    startedAt: call.startedAt,
    durationMs: call.talkMs,
    answeredById: call.outcome === "answered" ? (agents.get(ours)?.id ?? null) : null,
  };
}

/** The call as a comment on a ticket that existed before, which has a subject of its own. */
export function callComment(call: Call, plan: Pick<TicketPlan, "html">, names: Names): string {
  return `<p>${htmlEscape(subjectAfter(call, names))}</p>${plan.html}`;
}

/** A note that was written after the call had come to its ticket. */
export function noteComment(call: Call, context: Pick<CallContext, "names" | "note" | "showTime">): string {
  const lines = noteLines(context.note);
  return journalHtml([
    { label: "Call", text: `${subjectAfter(call, context.names)}, ${context.showTime(call.startedAt)}` },
    ...(lines.length > 0 ? lines : [{ label: "Note", text: "removed" }]),
  ]);
}

function channelOf(call: Call): TicketDraft["channel"] {
  if (call.direction === "outbound") return "phone_outbound";
  return call.outcome === "voicemail" ? "voicemail" : "phone_inbound";
}

/**
 * The key under which the helpdesk makes this ticket once. A refusal is answered again under the key it
 * was given for, so that a draft after requests that were `sent` and refused has another.
 */
export function idempotencyKeyOf(draft: Pick<TicketDraft, "externalId">, sent: number): string {
  return sent === 0 ? `${draft.externalId}:ticket` : `${draft.externalId}:ticket:${sent}`;
}

/** Finds the ticket of a call again when nobody remembers making it. A call's identifier is unique per PBX only. */
export function externalIdOf(integrationId: string, pbxCallId: string): string {
  return `deskline:${integrationId}:${pbxCallId}`;
}
