/**
 * Zendesk takes 30 updates of one ticket from one user in ten minutes (reference zendesk-api, section 3). What we
 * leave of them is for what else is done in the name of the same user.
 */
export const mostUpdates = 20;
export const roomWindowMs = 10 * 60_000;

/** How long (ms) the next update of a ticket waits behind those that were sent at these times (epoch ms); 0 where there is room. */
export function waitForRoom(sentAt: readonly number[], now: number): number {
  const recent = sentAt.filter((at) => at > now - roomWindowMs).toSorted((a, b) => b - a);
  const inTheWay = recent[mostUpdates - 1];
  return inTheWay === undefined ? 0 : inTheWay + roomWindowMs - now;
}
