const idleMs = 2 * 3600_000;
/** However much it is used. */
export const longestMs = 24 * 3600_000;
const noteEveryMs = 60_000;

export type Lived = { lastSeenAt: Date; expiresAt: Date };

export function hasEnded({ lastSeenAt, expiresAt }: Lived, now: number): boolean {
  return now >= expiresAt.getTime() || now >= lastSeenAt.getTime() + idleMs;
}

/** A session that was last seen before this instant has ended. */
export function seenSince(now: number): number {
  return now - idleMs;
}

/** Not each request is worth a write. */
export function shouldNote({ lastSeenAt }: Lived, now: number): boolean {
  return now - lastSeenAt.getTime() >= noteEveryMs;
}
