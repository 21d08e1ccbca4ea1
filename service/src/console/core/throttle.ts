/** What of wrong passwords counts: those of the last hour, from one address and from all. */
export type Failures = { ofAddress: Tried; ofAll: Tried };
export type Tried = { count: number; lastAt: number };

export const countedMs = 3600_000;

const address = { free: 5, firstMs: 15_000, longestMs: 15 * 60_000 };
/** Whoever tries from many addresses gets a guess now and then; so does the operator, who needs one. */
const all = { free: 50, firstMs: 5000, longestMs: 10_000 };

/** How long the next try has to wait; 0 when it may come now. */
export function waitMs({ ofAddress, ofAll }: Failures, now: number): number {
  return Math.max(waitOf(ofAddress, address, now), waitOf(ofAll, all, now), 0);
}

function waitOf({ count, lastAt }: Tried, limit: typeof address, now: number): number {
  if (count < limit.free) return 0;
  const pauseMs = Math.min(limit.firstMs * 2 ** (count - limit.free), limit.longestMs);
  return lastAt + pauseMs - now;
}
