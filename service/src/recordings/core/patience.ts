/** The PBX has no recording in the moment a call ends, and does not say when it has. */
export const firstLookMs = 5000;
const longestPauseMs = 5 * 60_000;

/** How long after so many looks in vain the next one comes. */
export function pauseAfter(tries: number): number {
  return Math.min(firstLookMs * 2 ** Math.max(0, tries - 1), longestPauseMs);
}

/** So often a PBX that cannot be asked is asked again: for a day. */
export const mostTries = 24 * 12;
