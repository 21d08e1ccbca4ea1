import type { CallState, Direction } from "@deskline/shared/calls";
import type { Call, Directory } from "./call.ts";
import {
  earliestOf,
  goneSince,
  lastTold,
  legOf,
  talked,
  tookTheCall,
  was,
  type Channel,
} from "./channels.ts";
import { failureOf } from "./failure.ts";
import type { CallFacts } from "./facts.ts";
import { humanAnswered, unansweredOutcome } from "./outcome.ts";
import {
  answeredByOf,
  destinationsOf,
  dialledByOf,
  directionOf,
  evidenceOf,
  groupOf,
  outsideNumberOf,
  rangOf,
  routeOf,
  unique,
  unreachedOf,
  type Evidence,
} from "./parties.ts";
import { holdMsOf, takenAtOf, timesOf } from "./times.ts";

/** The call that the facts describe. Pure, and blind to the order in which the facts came. */
export function callFrom(pbxCallId: string, facts: CallFacts, directory: Directory): Call {
  const e = evidenceOf(facts, directory);
  const direction = directionOf(e);
  const dialledBy = dialledByOf(e, direction);
  const answeredBy = answeredByOf(e, dialledBy);
  const rang = rangOf(e, dialledBy);
  const answered = humanAnswered(e, direction, answeredBy);
  const unreached = unreachedOf(e, rang, dialledBy);
  const ended = hasEnded(e);
  const outsideNumber = outsideNumberOf(e, direction);
  const transferChain = unique([...(dialledBy === null ? [] : [dialledBy]), ...answeredBy]);
  return {
    pbxCallId,
    state: stateOf(ended, answered),
    direction,
    outcome: !ended ? null : answered ? "answered" : unansweredOutcome(e, rang),
    outsideNumber,
    outsideE164: direction === "outbound" ? (facts.dialled?.e164 ?? null) : null,
    did: e.records.find((row) => row.did !== null)?.did ?? null,
    didName: e.records.find((row) => row.didName !== null)?.didName ?? null,
    dialled: dialledOf(e, direction, outsideNumber),
    destinations: destinationsOf(e),
    trunk: trunkOf(e, direction),
    group: groupOf(e, answered),
    route: routeOf(e, direction),
    dialledBy,
    rang,
    unreached,
    answeredBy,
    transferChain: direction === "internal" ? [] : transferChain,
    takenAt: takenAtOf(e, transferChain),
    transferred: facts.transferTold || (direction === "inbound" && answeredBy.length > 1),
    handedTo: handedToOf(e, direction),
    wasHeld: e.channels.some((channel) => was(channel, "held")),
    holdMs: Math.max(0, ...e.channels.map(holdMsOf)),
    legs: e.channels.map(legOf),
    ...timesOf(e, direction, ended, answeredBy[0] ?? null, answered),
    recordings: unique(e.records.flatMap((row) => (row.recording === null ? [] : [row.recording]))),
    failures: Object.keys(facts.failures).sort(),
    failure: failureOf(e, ended, answered),
    refused: wasRefused(e),
  };
}

/**
 * A record alone ends nothing: the PBX may write one per stage, and the next stage still be talking. Nor do
 * silent channels while the PBX names the call: somebody may wait where no phone is told of.
 */
function hasEnded(e: Evidence): boolean {
  const { failures, inProgressAt, dialled } = e.facts;
  const gone = goneSince(e.facts);
  const lastMoved = Math.max(0, ...e.channels.map(lastTold));
  if (inProgressAt !== null && gone === null && inProgressAt > lastMoved) return false;
  if (e.channels.length > 0) return e.channels.every((channel) => channel.status === "gone");
  if (e.records.length > 0 || Object.keys(failures).length > 0) return true;
  return gone !== null && gone > (dialled?.at ?? 0);
}

/** The order to dial was taken and then not carried out: no phone rang, and there is no record. */
function wasRefused({ facts, channels, records }: Evidence): boolean {
  const failed = Object.keys(facts.failures).length > 0;
  return facts.dialled !== undefined && failed && channels.length === 0 && records.length === 0;
}

function stateOf(ended: boolean, answered: boolean): CallState {
  if (ended) return "ended";
  return answered ? "talking" : "ringing";
}

function dialledOf(e: Evidence, direction: Direction, outsideNumber: string | null): string | null {
  switch (direction) {
    case "inbound":
      return (
        e.records.find((row) => row.did !== null)?.did ?? e.records[0]?.to ?? earliestOf(e.inbound?.to ?? {})
      );
    case "outbound":
      return outsideNumber;
    case "internal":
      return (
        e.records[0]?.to ??
        e.facts.dialled?.number ??
        e.extensionChannels.find((channel) => !was(channel, "calling"))?.party ??
        null
      );
  }
}

function trunkOf(e: Evidence, direction: Direction): string | null {
  switch (direction) {
    case "inbound":
      return e.inbound?.trunk ?? e.records.find((row) => row.sourceTrunk !== null)?.sourceTrunk ?? null;
    case "outbound":
      return (
        e.outbound?.trunk ?? e.records.find((row) => row.destinationTrunk !== null)?.destinationTrunk ?? null
      );
    case "internal":
      return null;
  }
}

function told(channels: Channel[]): string[] {
  return channels.flatMap((channel) => earliestOf(channel.to) ?? []);
}

/** An outside number that only rang along was handed nothing. */
function handedToOf(e: Evidence, direction: Direction): string | null {
  const out = e.channels.filter((channel) => channel.kind === "outbound");
  switch (direction) {
    case "inbound": {
      const taken = out.filter(talked);
      return (
        told(taken.length > 0 ? taken : calledLast(e, out))[0] ??
        e.records.find((row) => row.destinationTrunk !== null && !e.isExtension(row.to))?.to ??
        null
      );
    }
    case "outbound":
      // A second leg to the same number is another trunk tried.
      return e.facts.transferTold ? (told(out).find((number) => number !== told(out)[0]) ?? null) : null;
    case "internal":
      return null;
  }
}

/** Where a call was forwarded or transferred and nobody took it there: what was called after whoever had answered. */
function calledLast(e: Evidence, out: Channel[]): Channel[] {
  if (!e.facts.forwardTold && !e.facts.transferTold) return [];
  const lastTaken = e.channels.findLastIndex(
    (channel) => channel.kind === "extension" && tookTheCall(channel),
  );
  return out.filter((channel) => e.channels.indexOf(channel) > lastTaken);
}
