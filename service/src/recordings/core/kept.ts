const dayMs = 24 * 3600_000;

/** Whether recordings of a call that ended then are still to be played; null days: as long as the PBX keeps them. */
export function isKept(keepDays: number | null, endedAt: number | null, now: number): boolean {
  return keepDays === null || endedAt === null || endedAt > keptAfter(keepDays, now);
}

/** Recordings of calls that ended by then are not kept any more. */
export function keptAfter(keepDays: number, now: number): number {
  return now - keepDays * dayMs;
}
