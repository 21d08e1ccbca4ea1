import type { Call } from "../../calls/core/call.ts";
import { voiceOf } from "./draft.ts";
import { subjectAfter } from "./subject.ts";
import type { CallContext } from "./values.ts";

/** A call as an account with Talk Partner Edition records it. */
export type CallRecordDraft = {
  appId: number;
  externalId: string;
  direction: "inbound" | "outbound";
  from: string;
  to: string;
  startedAt: number;
  endedAt: number | null;
  agentId: number | null;
  endUserId: number | null;
  ticketId: number | null;
  ringMs: number;
  talkMs: number;
  holdMs: number;
  voicemail: boolean;
  completion: string;
  queueName: string | null;
  disposition: string | null;
  title: string;
  /** Where it is listened to; null where nothing was recorded. */
  recordingUrl: string | null;
};

export function draftCallRecord(
  call: Call,
  context: CallContext,
  about: Pick<CallRecordDraft, "appId" | "externalId" | "endUserId" | "ticketId">,
): CallRecordDraft {
  const { from, to, answeredById } = voiceOf(call, context.agents);
  const dialler = call.dialledBy === null ? undefined : context.agents.get(call.dialledBy);
  return {
    ...about,
    direction: call.direction === "outbound" ? "outbound" : "inbound",
    from: from === "" ? "anonymous" : from,
    to,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    agentId: answeredById ?? dialler?.id ?? null,
    ringMs: call.ringMs,
    talkMs: call.talkMs,
    holdMs: call.holdMs,
    voicemail: call.outcome === "voicemail",
    completion: completionOf(call),
    queueName: call.group === null ? null : (context.names.get(call.group) ?? call.group),
    disposition: context.note?.disposition ?? null,
    ...shownOf(call, context),
  };
}

/** What the comment of a call's record says beside it. */
export function shownOf(
  call: Call,
  { names, recordingLink }: CallContext,
): Pick<CallRecordDraft, "title" | "recordingUrl"> {
  return {
    title: subjectAfter(call, names),
    recordingUrl: call.recordings.length === 0 ? null : recordingLink,
  };
}

/** In Zendesk's words, where it has one. */
function completionOf(call: Call): string {
  if (call.outcome === "answered") return "completed";
  if (call.outcome === "voicemail") return "abandoned_in_voicemail";
  if (call.outcome === "abandoned") return call.group === null ? "abandoned_in_ivr" : "abandoned_in_queue";
  return call.outcome ?? "failed";
}

/** What of a call record follows what is said of the call later. */
export type RecordSaid = Pick<CallRecordDraft, "ticketId" | "endUserId" | "disposition">;

/** What is to be changed of a call record, and whether its ticket is to get the comment. */
export type Correction = { change: Partial<RecordSaid>; comment: boolean };

/**
 * What brings a record to what is said of its call by now; null when it says so. It keeps whom it names where nobody is
 * known any more. A ticket gets the comment once, and where the journal stands.
 */
export function correctionOf(
  before: RecordSaid,
  now: RecordSaid,
  on: { journals: readonly number[]; comments: readonly number[] },
): Correction | null {
  const { ticketId, endUserId, disposition } = now;
  const change: Partial<RecordSaid> = {
    ...(ticketId === before.ticketId ? {} : { ticketId }),
    ...(endUserId === null || endUserId === before.endUserId ? {} : { endUserId }),
    ...(disposition === before.disposition ? {} : { disposition }),
  };
  const comment = ticketId !== null && on.journals.includes(ticketId) && !on.comments.includes(ticketId);
  return comment || Object.keys(change).length > 0 ? { change, comment } : null;
}
