import type { z } from "zod";
import type {
  CallEvent,
  CallRecord,
  FailureReason,
  LegStatus,
  Member,
  RecordStatus,
} from "../../calls/core/event.ts";
import { parseJson } from "../../platform/json.ts";
import type { PbxReading } from "../port.ts";
import { epochOfLocalTime } from "./local-time.ts";
import {
  AgentMissedMessage,
  FailureMessage,
  MembersMessage,
  RecordMessage,
  type Envelope,
  type MemberStatus,
  type RawMember,
} from "./schema.ts";
import { cleanText, numberOf } from "./text.ts";

/** Events of the PBX that say something of a call. All others are kept and left alone. */
export const callEventTypes = {
  state: 30011,
  record: 30012,
  transfer: 30013,
  forward: 30014,
  failure: 30015,
  agentMissed: 30026,
};

/** An extension was made, changed or removed. */
export const extensionChanged = 30022;

type Circumstances = { receivedAt: number; timeZone: string };

/** Translates one event frame into the project's vocabulary. Never throws: what cannot be read comes back with its reason. */
export function toCallEvent(envelope: Envelope, at: Circumstances): PbxReading {
  if (envelope.type === extensionChanged) return { kind: "numbers_changed" };
  if (!Object.values(callEventTypes).includes(envelope.type)) return { kind: "other" };
  const message = parsedMessage(envelope.msg);
  if (typeof message !== "object" || message === null) {
    return { kind: "unreadable", reason: "msg is neither an object nor the JSON text of one" };
  }
  switch (envelope.type) {
    case callEventTypes.state:
      return read(MembersMessage, message, at, (m) => ({
        kind: "members",
        members: m.members.map(toMember),
      }));
    case callEventTypes.transfer:
      return read(MembersMessage, message, at, (m) => ({
        kind: "transferred",
        members: m.members.map(toMember),
      }));
    case callEventTypes.forward:
      return read(MembersMessage, message, at, (m) => ({
        kind: "forwarded",
        members: m.members.map(toMember),
      }));
    case callEventTypes.failure:
      return read(FailureMessage, message, at, (m) => ({
        kind: "leg_failed",
        reason: toFailureReason(m.reason),
        members: m.members.map(toMember),
      }));
    case callEventTypes.agentMissed:
      return read(AgentMissedMessage, message, at, (m) => ({
        kind: "agent_missed",
        queue: plainQueueNumber(m.queue_number),
        extension: numberOf(m.agent_number),
      }));
    default:
      return read(RecordMessage, message, at, (m) => ({ kind: "record", record: toRecord(m, at) }));
  }
}

/** A queue's number comes as `6400` in some events and as `queue-6400` in others. */
function plainQueueNumber(text: string): string {
  return numberOf(text).replace(/^queue-/, "");
}

type Body<E> = E extends CallEvent ? Omit<E, "pbxCallId" | "receivedAt" | "startedAtHint"> : never;

function read<T extends { call_id: string }>(
  schema: z.ZodType<T>,
  message: unknown,
  at: Circumstances,
  body: (message: T) => Body<CallEvent>,
): PbxReading {
  const parsed = schema.safeParse(message);
  if (!parsed.success) return { kind: "unreadable", reason: firstIssue(parsed.error) };
  const pbxCallId = callIdOf(parsed.data.call_id);
  if (pbxCallId === "") return { kind: "unreadable", reason: "call_id: empty" };
  return {
    kind: "call",
    event: {
      ...body(parsed.data),
      pbxCallId,
      receivedAt: at.receivedAt,
      startedAtHint: startOfCallId(pbxCallId, at.receivedAt),
    },
  };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? "unreadable" : `${issue.path.join(".") || "msg"}: ${issue.message}`;
}

function parsedMessage(msg: unknown): unknown {
  return typeof msg === "string" ? parseJson(msg) : msg;
}

/** Failure events write the counter of a call's identifier with leading zeros, `1790000000.000012` for `1790000000.12`. */
export function callIdOf(text: string): string {
  return cleanText(text).replace(/^(\d{10})\.0+(\d+)$/, "$1.$2");
}

const oneDayMs = 86_400_000;

/** A call's identifier starts with the epoch second of its start; believed only within two days of now. */
export function startOfCallId(pbxCallId: string, receivedAt: number): number | null {
  const seconds = /^(\d{10})\.\d+$/.exec(pbxCallId)?.[1];
  if (seconds === undefined) return null;
  const startedAt = Number(seconds) * 1000;
  return Math.abs(receivedAt - startedAt) < 2 * oneDayMs ? startedAt : null;
}

const legStatuses: Record<MemberStatus, LegStatus> = {
  ALERT: "calling",
  RING: "ringing",
  EARLYMEDIA: "early_media",
  ANSWERED: "talking_as_caller",
  ANSWER: "talking_as_callee",
  HOLD: "held",
  BYE: "gone",
};

export function toMember(raw: RawMember): Member {
  const channel = "extension" in raw ? raw.extension : "inbound" in raw ? raw.inbound : raw.outbound;
  const common = {
    channelId: cleanText(channel.channel_id),
    status: legStatuses[channel.member_status],
    via: numberOf(channel.call_path) || null,
  };
  if ("extension" in raw) return { ...common, kind: "extension", number: numberOf(raw.extension.number) };
  const [kind, trunk] =
    "inbound" in raw ? (["inbound", raw.inbound] as const) : (["outbound", raw.outbound] as const);
  return {
    ...common,
    kind,
    from: numberOf(trunk.from),
    to: numberOf(trunk.to),
    trunk: cleanText(trunk.trunk_name),
  };
}

/** The guide's "User Busy" is a callee who declined, and its "603 Declined" one who let it ring out. */
const failureKinds: [RegExp, FailureReason["kind"]][] = [
  [/dial permission|outbound restrict/, "no_permission"],
  [/congestion/, "no_line"],
  [/user busy/, "declined"],
  [/^486|busy|dnd/, "busy"],
  [/^603|declined/, "no_answer"],
  [/^404|^410|^484|not found|incomplete/, "wrong_number"],
  [/^408|^480|unreachable|unavailable/, "unreachable"],
];

/** Reasons differ in wording and case between firmware: matched by SIP code, then by substring. */
function toFailureReason(text: string): FailureReason {
  const words = cleanText(text) || "unknown";
  const lower = words.toLowerCase();
  return { words, kind: failureKinds.find(([pattern]) => pattern.test(lower))?.[1] ?? "failed" };
}

const recordStatuses = new Map<string, RecordStatus>(
  Object.entries({
    answered: "answered" as const,
    "no answer": "no_answer" as const,
    busy: "busy" as const,
    voicemail: "voicemail" as const,
    abandoned: "abandoned" as const,
    failed: "failed" as const,
  }),
);

/** A status that newer firmware may add is read by whether anybody talked. */
export function recordStatusOf(status: string, talkMs: number): RecordStatus {
  return recordStatuses.get(status.trim().toLowerCase()) ?? (talkMs > 0 ? "answered" : "no_answer");
}

function toRecord(row: RecordMessage, at: Circumstances): CallRecord {
  const durationMs = row.call_duration * 1000;
  const talkMs = Math.min(row.talk_duration * 1000, durationMs);
  const near = startOfCallId(callIdOf(row.call_id), at.receivedAt);
  const told = epochOfLocalTime(row.time_start, at.timeZone, near);
  return {
    startedAt: told ?? near ?? at.receivedAt - durationMs,
    localAt: told === null ? null : at.receivedAt,
    from: numberOf(row.call_from),
    to: numberOf(row.call_to),
    durationMs,
    talkMs,
    status: recordStatusOf(row.status, talkMs),
    direction: directionFromType(row.type),
    sourceTrunk: cleanText(row.src_trunk_name) || null,
    destinationTrunk: cleanText(row.dst_trunk_name) || null,
    did: numberOf(row.did_number) || null,
    didName: cleanText(row.did_name) || null,
    recording: cleanText(row.recording) || null,
  };
}

export function directionFromType(type: string): CallRecord["direction"] {
  const lower = type.trim().toLowerCase();
  return lower === "inbound" || lower === "outbound" ? lower : "internal";
}
