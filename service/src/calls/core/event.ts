import type { Direction, FailureKind } from "@deskline/shared/calls";

/**
 * What the PBX said of one party's channel, in words that no vendor owns.
 * `calling` hears ringback, `ringing` is called; `talking_as_caller` and `talking_as_callee` tell
 * which side of the conversation a party took.
 */
export type LegStatus =
  "calling" | "ringing" | "early_media" | "talking_as_caller" | "talking_as_callee" | "held" | "gone";

/** One party of a call as one report shows it. A report may list only the party that changed. */
export type Member = {
  channelId: string;
  status: LegStatus;
  /** Number of the IVR, queue, ring group or the like through which the party was reached. */
  via: string | null;
} & (
  | { kind: "extension"; number: string }
  | { kind: "inbound"; from: string; to: string; trunk: string }
  | { kind: "outbound"; from: string; to: string; trunk: string }
);

export type RecordStatus = "answered" | "no_answer" | "busy" | "failed" | "voicemail" | "abandoned";

/** One CDR row: the whole call, or one stage of it. Instants are epoch ms, durations ms. */
export type CallRecord = {
  /** As the PBX told it; off by some quarter hours where `localAt` is set and the time zone is not the PBX's. */
  startedAt: number;
  /** When it was received, if the PBX told its start in local time; null when in a time that knows no zone. */
  localAt: number | null;
  from: string;
  to: string;
  durationMs: number;
  talkMs: number;
  status: RecordStatus;
  direction: Direction;
  sourceTrunk: string | null;
  destinationTrunk: string | null;
  did: string | null;
  didName: string | null;
  recording: string | null;
};

/** Why a leg could not be connected, or an order was not carried out: the PBX's own words and what they come to. */
export type FailureReason = { words: string; kind: FailureKind };

/** `number` is what the PBX was told, `e164` what it means; `outside` whether it leads out of the PBX. */
export type Dialled = { extension: string; number: string; e164: string | null; outside: boolean };

type EventBase = {
  /** The PBX's identifier of the call; stable across IVR, queue and transfer. */
  pbxCallId: string;
  /** When we received it, epoch ms. The PBX stamps no time on live events. */
  receivedAt: number;
  /** Start of the call as its identifier tells it, epoch ms; null when it tells nothing. */
  startedAtHint: number | null;
};

/** What happened, as told by the PBX. What is true is `Call`; only `transition` gets from one to the other. */
export type CallEvent = EventBase &
  (
    | { kind: "members"; members: Member[] }
    | { kind: "transferred"; members: Member[] }
    | { kind: "forwarded"; members: Member[] }
    | { kind: "leg_failed"; reason: FailureReason; members: Member[] }
    | { kind: "agent_missed"; queue: string; extension: string }
    | { kind: "record"; record: CallRecord }
    /** The PBX, asked for its calls in progress, named this one, or did not. */
    | { kind: "in_progress" }
    | { kind: "not_in_progress" }
    /** The PBX took our order to ring this extension and then call the number. */
    | ({ kind: "dialled" } & Dialled)
  );
