/**
 * Zendesk, or what stands before it, gives up a request of its own within a minute. What was not found before then may
 * still come.
 */
const underWayMs = 60_000;

/** How long it is too soon to look for what came of a request that was sent at `sentAt`; 0 when it is not. */
export function waitToLook(sentAt: number | null, now: number): number {
  return sentAt === null ? 0 : Math.max(0, sentAt + underWayMs - now);
}
