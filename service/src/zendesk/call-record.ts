import type { CallRecordDraft, RecordSaid } from "../tickets/core/call-record.ts";
import type { VoiceComment } from "../tickets/core/draft.ts";

/** A call as the Tickets API takes it. */
export function voiceCommentBody(voice: VoiceComment, isPublic: boolean) {
  return {
    from: voice.from,
    to: voice.to,
    started_at: new Date(voice.startedAt).toISOString(),
    call_duration: inSeconds(voice.durationMs),
    ...(voice.answeredById === null ? {} : { answered_by_id: voice.answeredById }),
    public: isPublic,
  };
}

/** A call as the Calls API of Talk Partner Edition takes it; with its comment where it has a ticket. */
export function callRecordBody(draft: CallRecordDraft): string {
  return JSON.stringify({
    call: {
      app_id: draft.appId,
      external_id: draft.externalId,
      direction: draft.direction,
      from_line: draft.from,
      to_line: draft.to,
      call_started_at: new Date(draft.startedAt).toISOString(),
      ...(draft.endedAt === null ? {} : { call_ended_at: new Date(draft.endedAt).toISOString() }),
      ...(draft.agentId === null ? {} : { agent_id: draft.agentId }),
      ...(draft.endUserId === null ? {} : { end_user_id: draft.endUserId }),
      ...(draft.ticketId === null ? {} : { ticket_id: draft.ticketId }),
      wait_time: inSeconds(draft.ringMs),
      talk_time: inSeconds(draft.talkMs),
      hold_time: inSeconds(draft.holdMs),
      voicemail: draft.voicemail,
      completion_status: draft.completion,
      ...(draft.queueName === null ? {} : { queue_name: draft.queueName }),
      ...(draft.disposition === null ? {} : { call_disposition: draft.disposition }),
      ...(draft.recordingUrl === null ? {} : { recording_url: draft.recordingUrl }),
    },
    ...(draft.ticketId === null ? {} : { comment: recordCommentBody(draft) }),
  });
}

/** What of a call record is changed. */
export function recordChangeBody({ ticketId, endUserId, disposition }: Partial<RecordSaid>) {
  return {
    call: {
      ...(ticketId === undefined ? {} : { ticket_id: ticketId }),
      ...(endUserId === undefined ? {} : { end_user_id: endUserId }),
      ...(disposition === undefined ? {} : { call_disposition: disposition }),
    },
  };
}

/** A call record as it is shown on its ticket. */
export function recordCommentBody({ title, recordingUrl }: Pick<CallRecordDraft, "title" | "recordingUrl">) {
  return {
    title,
    call_fields: recordingUrl === null ? shownFields : [...shownFields, "recording_url"],
  };
}

const shownFields = [
  "direction",
  "from_line",
  "to_line",
  "wait_time",
  "talk_time",
  "hold_time",
  "completion_status",
];

function inSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
