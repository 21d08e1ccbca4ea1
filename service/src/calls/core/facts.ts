import type { CallEvent, CallRecord, Dialled, FailureReason, LegStatus, Member } from "./event.ts";

/** When a thing was first and last told, epoch ms of receipt. */
export type Span = { first: number; last: number };

/** Everything told of one channel. Values that may change on the way (`to`, `via`) are kept as sets. */
export type ChannelFacts = {
  kind: Member["kind"];
  /** Extension number; for trunk legs the `from` party. */
  party: string;
  trunk: string | null;
  to: Record<string, number>;
  via: Record<string, number>;
  statuses: Partial<Record<LegStatus, Span>>;
};

/**
 * What the PBX told of a call so far, and nothing concluded from it. Merging is a join: order and
 * repetition of events cannot matter, because every field only ever takes a minimum, a maximum or a union.
 */
export type CallFacts = {
  firstToldAt: number;
  lastToldAt: number;
  startedAtHint: number | null;
  channels: Record<string, ChannelFacts>;
  records: Record<string, CallRecord>;
  failures: Record<string, FailureReason["kind"]>;
  /** `queue` and `extension` of each agent that let a queue call ring out. */
  agentMisses: { queue: string; extension: string }[];
  transferTold: boolean;
  forwardTold: boolean;
  /** One report showed the caller gone while a phone still rang. */
  callerLeftRinging: boolean;
  /** When the PBX was last asked for its calls in progress and named the call, or did not. */
  inProgressAt: number | null;
  notInProgressAt: number | null;
  /** What the PBX was ordered to dial; absent unless it was dialled through us. */
  dialled?: Dialled & { at: number };
};

/** What only the PBX's records, reports and looks tell, before they have. */
export const nothingTold = {
  records: {},
  failures: {},
  agentMisses: [],
  transferTold: false,
  forwardTold: false,
  callerLeftRinging: false,
  inProgressAt: null,
  notInProgressAt: null,
} satisfies Partial<CallFacts>;

export function noFacts(event: CallEvent): CallFacts {
  return {
    ...nothingTold,
    firstToldAt: event.receivedAt,
    lastToldAt: event.receivedAt,
    startedAtHint: event.startedAtHint,
    channels: {},
  };
}

/** Adds one event to what is known. Commutative, associative and idempotent. */
export function addEvent(before: CallFacts, event: CallEvent): CallFacts {
  if (event.kind === "in_progress")
    return { ...before, inProgressAt: Math.max(before.inProgressAt ?? 0, event.receivedAt) };
  if (event.kind === "not_in_progress")
    return { ...before, notInProgressAt: Math.max(before.notInProgressAt ?? 0, event.receivedAt) };
  const facts: CallFacts = {
    ...before,
    firstToldAt: Math.min(before.firstToldAt, event.receivedAt),
    lastToldAt: Math.max(before.lastToldAt, event.receivedAt),
    startedAtHint: earliest(before.startedAtHint, event.startedAtHint),
  };
  switch (event.kind) {
    case "members":
      return withMembers(facts, event.members, event.receivedAt);
    case "transferred":
      return { ...withMembers(facts, event.members, event.receivedAt), transferTold: true };
    case "forwarded":
      return { ...withMembers(facts, event.members, event.receivedAt), forwardTold: true };
    case "leg_failed":
      return {
        ...withMembers(facts, event.members, event.receivedAt),
        failures: { ...facts.failures, [event.reason.words]: event.reason.kind },
      };
    case "agent_missed":
      return { ...facts, agentMisses: withMiss(facts.agentMisses, event.queue, event.extension) };
    case "record":
      return { ...facts, records: withRecord(facts.records, event.record) };
    case "dialled": {
      const { extension, number, e164, outside, receivedAt } = event;
      return withDialled(facts, { extension, number, e164, outside, at: receivedAt });
    }
  }
}

function withMembers(facts: CallFacts, members: Member[], at: number): CallFacts {
  const channels = new Map(Object.entries(facts.channels));
  for (const member of members) {
    channels.set(member.channelId, withMember(channels.get(member.channelId), member, at));
  }
  const callerGone = members.some((m) => m.kind === "inbound" && m.status === "gone");
  const phoneRings = members.some((m) => m.kind === "extension" && m.status === "ringing");
  return {
    ...facts,
    channels: Object.fromEntries(channels),
    callerLeftRinging: facts.callerLeftRinging || (callerGone && phoneRings),
  };
}

function withMember(before: ChannelFacts | undefined, member: Member, at: number): ChannelFacts {
  const told = before?.statuses[member.status];
  return {
    kind: member.kind,
    party: greater(before?.party ?? null, member.kind === "extension" ? member.number : member.from) ?? "",
    trunk: member.kind === "extension" ? null : greater(before?.trunk ?? null, member.trunk || null),
    to: member.kind === "extension" ? {} : withValue(before?.to ?? {}, member.to, at),
    via: withValue(before?.via ?? {}, member.via ?? "", at),
    statuses: {
      ...before?.statuses,
      [member.status]: { first: Math.min(told?.first ?? at, at), last: Math.max(told?.last ?? at, at) },
    },
  };
}

function withValue(values: Record<string, number>, value: string, at: number): Record<string, number> {
  return value === "" ? values : { ...values, [value]: Math.min(own(values, value) ?? at, at) };
}

/** One call is dialled once; should two orders be told of it, the first holds, of two at once the lesser. */
function withDialled(facts: CallFacts, order: Required<CallFacts>["dialled"]): CallFacts {
  const before = facts.dialled;
  if (before === undefined) return { ...facts, dialled: order };
  const key = ({ extension, number, e164, outside }: Dialled) =>
    [extension, number, e164 ?? "", outside].join("|");
  const sooner = compare(order.at, before.at) || compare(key(order), key(before));
  return sooner < 0 ? { ...facts, dialled: order } : facts;
}

function withMiss(
  misses: CallFacts["agentMisses"],
  queue: string,
  extension: string,
): CallFacts["agentMisses"] {
  if (misses.some((m) => m.queue === queue && m.extension === extension)) return misses;
  return [...misses, { queue, extension }].sort(
    (a, b) => compare(a.queue, b.queue) || compare(a.extension, b.extension),
  );
}

/**
 * Rows of one stage meet under one key, whether the live event or the CDR list brought them; where
 * one knows more (a recording that appeared later, a duration that grew) the fuller value stays.
 */
export function withRecord(records: CallFacts["records"], row: CallRecord): CallFacts["records"] {
  const key = [row.startedAt, row.from, row.to, row.status].join("|");
  const before = records[key];
  return { ...records, [key]: before === undefined ? row : fuller(before, row) };
}

function fuller(a: CallRecord, b: CallRecord): CallRecord {
  return {
    ...a,
    localAt: a.localAt === null || b.localAt === null ? null : Math.min(a.localAt, b.localAt),
    durationMs: Math.max(a.durationMs, b.durationMs),
    talkMs: Math.max(a.talkMs, b.talkMs),
    direction: a.direction > b.direction ? b.direction : a.direction,
    sourceTrunk: greater(a.sourceTrunk, b.sourceTrunk),
    destinationTrunk: greater(a.destinationTrunk, b.destinationTrunk),
    did: greater(a.did, b.did),
    didName: greater(a.didName, b.didName),
    recording: greater(a.recording, b.recording),
  };
}

function greater(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

export function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A value under a key that came from outside: `toString` and its like are not among them. */
export function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
