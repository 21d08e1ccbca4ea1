import type { Direction } from "@deskline/shared/calls";
import { was, talked, tookTheCall, type Channel } from "./channels.ts";
import type { CallRecord, LegStatus } from "./event.ts";
import { wentToExtension, type Evidence } from "./parties.ts";
import { answeredAtOf, endOf, talkMsOf } from "./records.ts";

export type Times = {
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  ringMs: number;
  talkMs: number;
};

/**
 * The CDR is the PBX's own clock and wins; what it leaves open is told by the call's identifier,
 * then by the time of receipt.
 */
export function timesOf(
  e: Evidence,
  direction: Direction,
  ended: boolean,
  firstAnsweredBy: string | null,
  answered: boolean,
): Times {
  const startedAt = Math.min(...e.records.map((row) => row.startedAt), Number.POSITIVE_INFINITY);
  // Without a record all else is told by our clock, and the PBX's may be ahead of it.
  const told = Math.min(e.facts.startedAtHint ?? e.facts.firstToldAt, e.facts.firstToldAt);
  const start = Number.isFinite(startedAt) ? startedAt : told;
  const end = ended ? endedAtOf(e) : null;
  const talks = answered ? conversationRows(e, direction) : [];
  const answeredAt = answered ? answeredAtFrom(e, direction, talks, firstAnsweredBy) : null;
  return {
    startedAt: start,
    answeredAt,
    endedAt: end,
    ringMs: Math.max(0, ringMsOf(e, talks, start, answeredAt, end, firstAnsweredBy)),
    talkMs:
      answeredAt === null || end === null
        ? 0
        : talks.length > 0
          ? talkMsOf(talks)
          : Math.max(0, end - answeredAt),
  };
}

/** Rows of stages in which two people spoke: to an extension, or out to the other party; a queue's row only when nothing better is told. */
function conversationRows(e: Evidence, direction: Direction): CallRecord[] {
  const answered = e.records.filter((row) => row.status === "answered");
  if (direction === "outbound") {
    const out = answered.filter((row) => !wentToExtension(row, e));
    return out.length > 0 ? out : answered;
  }
  const toExtensions = answered.filter((row) => wentToExtension(row, e));
  const withCaller = toExtensions.filter((row) => row.direction === direction);
  if (withCaller.length > 0) return withCaller;
  if (toExtensions.length > 0) return toExtensions;
  return answered.sort((a, b) => answeredAtOf(b) - answeredAtOf(a)).slice(0, 1);
}

function answeredAtFrom(
  e: Evidence,
  direction: Direction,
  talks: CallRecord[],
  firstAnsweredBy: string | null,
): number | null {
  const own = talks.filter((row) => row.to === firstAnsweredBy);
  const rows = own.length > 0 ? own : talks;
  if (rows.length > 0) return Math.min(...rows.map(answeredAtOf));
  const channels =
    direction === "outbound"
      ? e.channels.filter((channel) => channel.kind === "outbound" && talked(channel))
      : e.extensionChannels.filter(tookTheCall);
  const told = channels.map((channel) =>
    firstOf(channel, ["talking_as_callee", "talking_as_caller", "held"]),
  );
  return told.length > 0 ? Math.min(...told) : null;
}

function ringMsOf(
  e: Evidence,
  talks: CallRecord[],
  start: number,
  answeredAt: number | null,
  end: number | null,
  firstAnsweredBy: string | null,
): number {
  const firstRing = Math.min(
    ...e.channels
      .filter((channel) => was(channel, "ringing"))
      .map((channel) => firstOf(channel, ["ringing"])),
  );
  if (answeredAt !== null) {
    const row = talks.find((talk) => talk.to === firstAnsweredBy) ?? talks[0];
    if (row !== undefined) return row.durationMs - row.talkMs;
    return answeredAt - (Number.isFinite(firstRing) ? firstRing : start);
  }
  if (end === null) return 0;
  if (e.records.length > 0) return Math.max(...e.records.map((row) => row.durationMs - row.talkMs));
  return Number.isFinite(firstRing) ? end - firstRing : 0;
}

function endedAtOf(e: Evidence): number {
  if (e.records.length > 0) return Math.max(...e.records.map(endOf));
  const gone = e.channels.map((channel) => channel.statuses.gone?.first ?? e.facts.lastToldAt);
  return gone.length > 0 ? Math.max(...gone) : e.facts.lastToldAt;
}

function firstOf(channel: Channel, statuses: LegStatus[]): number {
  return Math.min(...statuses.map((status) => channel.statuses[status]?.first ?? Number.POSITIVE_INFINITY));
}

/**
 * When extensions took the conversation, in the order in which they did: by the records where each has one. One
 * record of the whole call tells when the first of them took it, whoever it names, and of the others nothing: our
 * clock is asked only where there is no record.
 */
export function takenAtOf(e: Evidence, extensions: readonly string[]): Record<string, number> {
  const answered = e.records.filter((row) => row.status === "answered");
  const recorded = extensions.map((number) =>
    earliest(
      answered
        .filter((row) => row.to === number || (row.from === number && !wentToExtension(row, e)))
        .map(answeredAtOf),
    ),
  );
  const isTold = answered.length >= extensions.length && recorded.every((at) => at !== null);
  const whole = earliest(answered.map(answeredAtOf));
  const taken = isTold
    ? recorded
    : e.records.length > 0
      ? [whole]
      : extensions.map((number) => heardAt(e, number));
  return Object.fromEntries(
    extensions.flatMap((number, place) => {
      const at = taken[place] ?? null;
      return at === null ? [] : [[number, at]];
    }),
  );
}

function heardAt(e: Evidence, extension: string): number | null {
  return earliest(
    e.extensionChannels
      .filter((channel) => channel.party === extension && talked(channel))
      .map((channel) => firstOf(channel, ["talking_as_callee", "talking_as_caller", "held"])),
  );
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}

/** By our clock, since records tell of no holds. Of several of one party no more is told than the first and the last. */
export function holdMsOf(channel: Channel): number {
  const { held, gone, talking_as_callee: callee, talking_as_caller: caller } = channel.statuses;
  if (held === undefined) return 0;
  const resumed = Math.max(callee?.last ?? 0, caller?.last ?? 0);
  const until = resumed > held.last ? resumed : (gone?.first ?? held.last);
  return Math.max(0, until - held.first);
}
