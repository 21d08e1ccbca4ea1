import type { Clock } from "../platform/clock.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import { firstLookMs } from "./core/patience.ts";
import { saveStanding } from "./store.ts";

/** Has it looked whether the recordings of a call are there, a moment after its end. */
export async function beginAwaiting(
  { queue, clock }: { queue: Queue; clock: Clock },
  tx: JobTransaction,
  callId: string,
  endedAt: number | null,
): Promise<void> {
  const now = clock.now();
  await saveStanding(tx, callId, "waiting", new Date(now));
  // The PBX's clock may be ahead of ours.
  const startAfter = new Date(Math.min(endedAt ?? now, now) + firstLookMs);
  await queue.add("await-recording", { callId, tries: 0 }, { key: callId, startAfter }, tx);
}
