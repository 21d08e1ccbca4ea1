/**
 * How long Zendesk goes on with a request whose answer nobody waits for is documented nowhere; servers commonly give one
 * up after a minute.
 */
const underWayMs = 60_000;

/** How long it is too soon to look for what came of a request that was sent at `sentAt`; 0 when it is not. */
export function waitToLook(sentAt: number | null, now: number): number {
  return sentAt === null ? 0 : Math.max(0, sentAt + underWayMs - now);
}
