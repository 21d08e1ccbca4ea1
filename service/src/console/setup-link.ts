import type { Clock } from "../platform/clock.ts";
import type { Connection, Database } from "../storage/database.ts";
import { and, eq, gt, lt } from "../storage/drizzle.ts";
import { failedLogins, setupLinks } from "../storage/console-schema.ts";
import { hashOfToken, newToken } from "../platform/token.ts";
import { endSessions, forgetPassword, readPassword } from "./store.ts";

const lifeMs = 24 * 3600_000;

export type LinkDeps = { db: Database; clock: Clock };

/** A link with which the operator's password can be set, once within a day. Nothing but a hash of it is kept. */
export async function makeSetupLink(
  { db, clock }: { db: Connection; clock: Clock },
  publicUrl: string,
): Promise<string> {
  const now = clock.now();
  const { token, hash } = newToken();
  await db.delete(setupLinks).where(lt(setupLinks.expiresAt, new Date(now)));
  await db.insert(setupLinks).values({ tokenHash: hash, expiresAt: new Date(now + lifeMs) });
  return `${publicUrl}/console#setup=${token}`;
}

/** A link for whoever starts the service, as long as nobody has set the password. */
export async function firstSetupLink(deps: LinkDeps, publicUrl: string): Promise<string | null> {
  return (await readPassword(deps.db)) === null ? makeSetupLink(deps, publicUrl) : null;
}

export async function isSetupToken({ db, clock }: LinkDeps, token: string): Promise<boolean> {
  const [row] = await db
    .select({ hash: setupLinks.tokenHash })
    .from(setupLinks)
    .where(
      and(eq(setupLinks.tokenHash, hashOfToken(token)), gt(setupLinks.expiresAt, new Date(clock.now()))),
    );
  return row !== undefined;
}

/** Uses a link up, and all others with it. False when it was used or has ended meanwhile. */
export async function useSetupToken(tx: Connection, token: string, now: number): Promise<boolean> {
  const used = await tx.delete(setupLinks).returning();
  const hash = hashOfToken(token);
  return used.some((link) => link.tokenHash === hash && link.expiresAt.getTime() > now);
}

/** Locks everybody out who was let in, and forgets what let them in. */
export async function resetAccess(tx: Connection): Promise<void> {
  await endSessions(tx, null);
  await forgetPassword(tx);
  await tx.delete(failedLogins);
  await tx.delete(setupLinks);
}
