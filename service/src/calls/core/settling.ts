import type { Call } from "./call.ts";
import { lastTold } from "./channels.ts";
import type { CallFacts } from "./facts.ts";

/**
 * How much longer to listen before a call is taken as final; null while it runs.
 * `complete`: it has ended and a CDR row is here, only sister rows may follow.
 * `awaiting`: something is still untold: the CDR row of an ended call, or the end of a recorded one.
 */
export type Settling = "complete" | "awaiting";

export function settlingOf(facts: CallFacts, call: Call): Settling | null {
  const recorded = Object.keys(facts.records).length > 0;
  if (call.state === "ended") return recorded ? "complete" : "awaiting";
  return recorded ? "awaiting" : null;
}

export type SettlingTimes = { quietMs: number; awaitingMs: number };

/** The instant (epoch ms) from which the call is final if nothing more is told. */
export function finalFrom(settling: Settling, lastToldAt: number, times: SettlingTimes): number {
  return lastToldAt + (settling === "complete" ? times.quietMs : times.awaitingMs);
}

/** What happens while the PBX is asked may be told before or after its answer. */
const answerMs = 2000;
/** For so long a call without a record may be silent and not be named before it is taken for ended. */
const silenceMs = 10 * 60_000;

/**
 * Whether a call is over that the PBX, asked at an instant (epoch ms), did not name among those in progress.
 * Without a record it must have been silent for long: no one has seen every call named that waits somewhere.
 * Where the PBX cannot name its calls (`none`), a record has to do; where it named `some`, nothing follows.
 */
export function hasVanished(facts: CallFacts, named: "all" | "some" | "none", askedAt: number): boolean {
  if (named === "some") return false;
  const silentMs = askedAt - lastSignOfLife(facts);
  if (Object.keys(facts.records).length > 0) return silentMs > answerMs;
  return named === "all" && silentMs > silenceMs;
}

/** When a party of the call was last told of; of a call without any, when anything was. */
function lastSignOfLife({ channels, dialled, lastToldAt }: CallFacts): number {
  const told = [...Object.values(channels).map(lastTold), ...(dialled === undefined ? [] : [dialled.at])];
  return told.length > 0 ? Math.max(...told) : lastToldAt;
}
