import type { Direction } from "@deskline/shared/calls";
import type { Directory } from "./call.ts";
import { channelsInOrder, earliestOf, talked, tookTheCall, was, type Channel } from "./channels.ts";
import type { CallRecord } from "./event.ts";
import { compare, own, type CallFacts, type ChannelFacts } from "./facts.ts";
import { answeredAtOf, recordsInOrder } from "./records.ts";

/** Everything told of a call, put in order once, with what its numbers are. */
export type Evidence = {
  facts: CallFacts;
  channels: Channel[];
  extensionChannels: Channel[];
  inbound: Channel | undefined;
  outbound: Channel | undefined;
  records: CallRecord[];
  isExtension: (number: string) => boolean;
  isQueue: (number: string) => boolean;
};

function cameFromExtension(row: CallRecord, e: Evidence): boolean {
  return row.sourceTrunk === null && e.isExtension(row.from);
}

const roundingMs = 2000;

/**
 * A caller over a trunk is outside even when the number equals an extension's. Only the call's first
 * stage tells: later ones name the trunk as well, and as the caller whoever handed the call on.
 */
function cameFromOutside(row: CallRecord, e: Evidence): boolean {
  const { startedAtHint } = e.facts;
  return (
    row.sourceTrunk !== null &&
    startedAtHint !== null &&
    Math.abs(row.startedAt - startedAtHint) <= roundingMs
  );
}

/** A number dialled out over a trunk is outside even when it equals an extension's. */
export function wentToExtension(row: CallRecord, e: Evidence): boolean {
  const wentOut = row.destinationTrunk !== null && row.sourceTrunk === null;
  return !wentOut && e.isExtension(row.to);
}

export function evidenceOf(facts: CallFacts, directory: Directory): Evidence {
  const channels = channelsInOrder(facts);
  const extensionChannels = channels.filter((channel) => channel.kind === "extension");
  const seen = new Set(extensionChannels.map((channel) => channel.party));
  for (const miss of facts.agentMisses) seen.add(miss.extension);
  const queues = new Set(facts.agentMisses.map((miss) => miss.queue));
  return {
    facts,
    channels,
    extensionChannels,
    inbound: channels.find((channel) => channel.kind === "inbound"),
    outbound: channels.find((channel) => channel.kind === "outbound"),
    records: recordsInOrder(facts),
    isExtension: (number) => seen.has(number) || directory.extensions.has(number),
    isQueue: (number) => queues.has(number) || directory.queues.has(number),
  };
}

/** Trunk legs and trunk names outrank the declared type, which real PBXs get wrong now and then. */
export function directionOf(e: Evidence): Direction {
  const told = new Set(e.records.map((row) => directionOfRecord(row, e)));
  if (e.inbound !== undefined || told.has("inbound")) return "inbound";
  if (e.outbound !== undefined || told.has("outbound")) return "outbound";
  if (told.size === 0 && e.facts.dialled?.outside === true) return "outbound";
  return "internal";
}

function directionOfRecord(row: CallRecord, e: Evidence): Direction {
  if (row.sourceTrunk !== null) return "inbound";
  if (row.destinationTrunk !== null) return "outbound";
  if (row.direction === "outbound" && cameFromExtension(row, e) && wentToExtension(row, e)) return "internal";
  return row.direction;
}

/**
 * The party outside as signalled, or null when withheld or there is none. The row of a call that was
 * handed on names the extension that did it as the caller.
 */
export function outsideNumberOf(e: Evidence, direction: Direction): string | null {
  const rows = e.records.filter((row) => directionOfRecord(row, e) === direction);
  switch (direction) {
    case "inbound":
      return (
        e.inbound?.party ||
        (rows.find((row) => !e.isExtension(row.from)) ?? rows.find((row) => cameFromOutside(row, e)))?.from ||
        null
      );
    case "outbound":
      return (
        earliestOf(e.outbound?.to ?? {}) ??
        rows.find((row) => !wentToExtension(row, e))?.to ??
        e.facts.dialled?.number ??
        null
      );
    case "internal":
      return null;
  }
}

/** The extension that placed the call. The PBX rings it first when the call was dialled by API. */
export function dialledByOf(e: Evidence, direction: Direction): string | null {
  if (direction === "inbound") return null;
  if (e.facts.dialled !== undefined) return e.facts.dialled.extension;
  if (e.outbound !== undefined && e.isExtension(e.outbound.party)) return e.outbound.party;
  const caller = e.extensionChannels.find((channel) => was(channel, "calling"));
  const recorded = e.records.find((row) => cameFromExtension(row, e))?.from;
  return caller?.party ?? recorded ?? e.extensionChannels[0]?.party ?? null;
}

type Sighting = { number: string; at: number };

/** Extensions whose phone rang, each once, in order. A row that tells of a busy or unreachable phone tells of no ringing. */
export function rangOf(e: Evidence, dialledBy: string | null): string[] {
  const fromChannels = e.extensionChannels
    .filter((channel) => was(channel, "ringing") || tookTheCall(channel))
    .map((channel) => ({ number: channel.party, at: firstTold(channel) }));
  const fromRecords = e.records
    .filter((row) => wentToExtension(row, e) && !isUnreached(row))
    .map((row) => ({ number: row.to, at: row.startedAt }));
  const missed = e.facts.agentMisses.map((miss) => miss.extension);
  return unique([...inOrder(fromChannels, fromRecords), ...missed]).filter((number) => number !== dialledBy);
}

/**
 * Extensions that were called and could not ring: busy, not to be disturbed, out of reach. That no ringing
 * was told is not enough; a failure or a record must say so.
 */
export function unreachedOf(e: Evidence, rang: string[], dialledBy: string | null): string[] {
  const failed = Object.keys(e.facts.failures).length > 0;
  const silent = e.extensionChannels.filter(
    (channel) => failed && !talked(channel) && !was(channel, "calling"),
  );
  const called = [
    ...silent.map((channel) => channel.party),
    ...e.records.filter((row) => wentToExtension(row, e) && isUnreached(row)).map((row) => row.to),
  ];
  return unique(called).filter((number) => number !== dialledBy && !rang.includes(number));
}

function isUnreached(row: CallRecord): boolean {
  return row.status === "busy" || row.status === "failed";
}

/** Extensions that answered, each once, in order. */
export function answeredByOf(e: Evidence, dialledBy: string | null): string[] {
  const fromChannels = e.extensionChannels
    .filter(tookTheCall)
    .map((channel) => ({ number: channel.party, at: firstTold(channel) }));
  const fromRecords = e.records
    .filter((row) => row.status === "answered" && wentToExtension(row, e))
    .map((row) => ({ number: row.to, at: answeredAtOf(row) }));
  return inOrder(fromChannels, fromRecords).filter((number) => number !== dialledBy);
}

/** Channels know their order; only where one was missed do times decide, the record's before ours. */
function inOrder(fromChannels: Sighting[], fromRecords: Sighting[]): string[] {
  const seen = new Set(fromChannels.map((sighting) => sighting.number));
  if (fromRecords.every((sighting) => seen.has(sighting.number))) {
    return unique(fromChannels.map((sighting) => sighting.number));
  }
  const recorded = new Set(fromRecords.map((sighting) => sighting.number));
  const timed = [...fromRecords, ...fromChannels.filter((sighting) => !recorded.has(sighting.number))];
  return unique(timed.sort((a, b) => compare(a.at, b.at)).map((sighting) => sighting.number));
}

function firstTold(channel: ChannelFacts): number {
  return Math.min(...Object.values(channel.statuses).map((span) => span.first));
}

/**
 * The queue or ring group that was rung. The PBX lists its queues but no ring groups, and an IVR leads to
 * an extension in the same words as they do. So a number that is no known queue must have led to several
 * extensions, and must not have answered by itself when no human did.
 */
export function groupOf(e: Evidence, humanAnswered: boolean): string | null {
  const queue = e.facts.agentMisses[0]?.queue;
  if (queue !== undefined) return queue;
  const answersByItself = (number: string) =>
    !humanAnswered &&
    !e.isQueue(number) &&
    e.records.some((row) => row.to === number && row.status === "answered");
  const ways = [
    ...e.extensionChannels
      .flatMap((channel) => Object.keys(channel.via).sort())
      .filter((number) => e.isQueue(number) || calledVia(e, number).length > 1),
    ...e.records.filter((row) => e.isQueue(row.to)).map((row) => row.to),
  ];
  return ways.filter((number) => !e.isExtension(number) && !answersByItself(number)).at(-1) ?? null;
}

/** What of the PBX itself a caller came through: by the stages that records tell of, then what only channels name. */
export function routeOf(e: Evidence, direction: Direction): string[] {
  if (direction !== "inbound") return [];
  const stages = e.records.filter((row) => row.destinationTrunk === null && row.to !== row.did);
  const ways = e.channels.flatMap((channel) => Object.keys(channel.via).sort());
  return unique([...stages.map((row) => row.to), ...ways]).filter(
    (number) => /^\d+$/.test(number) && !e.isExtension(number),
  );
}

function calledVia(e: Evidence, number: string): string[] {
  const channels = e.extensionChannels.filter((channel) => own(channel.via, number) !== undefined);
  return unique(channels.map((channel) => channel.party));
}

/** Every destination told, for the question whether somebody was dialled whose phone never rang. */
export function destinationsOf(e: Evidence): string[] {
  const told = [
    ...e.channels.flatMap((channel) => Object.keys(channel.to)),
    ...e.records.map((row) => row.to),
  ];
  return unique(told.filter((number) => number !== "")).sort();
}

export function unique<T>(items: T[]): T[] {
  return [...new Set(items)];
}
