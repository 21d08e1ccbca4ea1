const dayMs = 24 * 3600_000;

/** Whether recordings of a call that ended then are still to be played; null days: as long as the PBX keeps them. */
export function isKept(keepDays: number | null, endedAt: number | null, now: number): boolean {
  return keepDays === null || endedAt === null || now < endedAt + keepDays * dayMs;
}
