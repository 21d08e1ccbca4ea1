/** What of wrong passwords counts: those of the last hour, from one address and from all. */
export type Failures = {
  ofAddress: Tried;
  ofAll: Tried;
  /** Whether the operator has logged in from there before. */
  known: boolean;
};
export type Tried = { count: number; lastAt: number };

export const countedMs = 3600_000;

const address = { free: 5, firstMs: 15_000, longestMs: 15 * 60_000 };
/** Whoever tries from many addresses gets a guess now and then. */
const all = { free: 50, firstMs: 5000, longestMs: 10_000 };
/** Until so many were wrong, the first try of an address does not wait for those of others: it may be the operator's. */
const firstTries = 200;

/** How long the next try has to wait; 0 when it may come now. */
export function waitMs({ ofAddress, ofAll, known }: Failures, now: number): number {
  const isFirst = ofAddress.count === 0 && ofAll.count < firstTries;
  const forOthers = known || isFirst ? 0 : waitOf(ofAll, all, now);
  return Math.max(waitOf(ofAddress, address, now), forOthers, 0);
}

function waitOf({ count, lastAt }: Tried, limit: typeof address, now: number): number {
  if (count < limit.free) return 0;
  const pauseMs = Math.min(limit.firstMs * 2 ** (count - limit.free), limit.longestMs);
  return lastAt + pauseMs - now;
}
