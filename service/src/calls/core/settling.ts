import type { Call } from "./call.ts";
import { channelsInOrder, currentStatus } from "./channels.ts";
import type { CallFacts } from "./facts.ts";

/**
 * How much longer to listen before an ended call is taken as final.
 * `complete`: every channel is gone and a CDR row is here, only sister rows may follow.
 * `awaiting`: something is still untold, the CDR row or the end of a channel.
 */
export type Settling = "complete" | "awaiting";

export function settlingOf(facts: CallFacts, call: Call): Settling | null {
  if (call.state !== "ended") return null;
  const recorded = Object.keys(facts.records).length > 0;
  const allGone = channelsInOrder(facts).every((channel) => currentStatus(channel) === "gone");
  return recorded && allGone ? "complete" : "awaiting";
}

export type SettlingTimes = { quietMs: number; awaitingMs: number };

/** The instant (epoch ms) from which the call is final if nothing more is told. */
export function finalFrom(settling: Settling, lastToldAt: number, times: SettlingTimes): number {
  return lastToldAt + (settling === "complete" ? times.quietMs : times.awaitingMs);
}
