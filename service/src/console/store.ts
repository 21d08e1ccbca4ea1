import { and, desc, eq, gt, ne, sql } from "../storage/drizzle.ts";
import type { Connection } from "../storage/database.ts";
import { auditLog, consoleSessions, operatorPassword } from "../storage/console-schema.ts";

export type SessionRow = typeof consoleSessions.$inferSelect;

/** Whether the operator has been in from an address before, as the audit log tells. */
export async function hasLoggedIn(db: Connection, address: string): Promise<boolean> {
  const rows = await db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      sql`${auditLog.action} in ('session.begun', 'password.set') and ${auditLog.after} ->> 'address' = ${address}`,
    )
    .limit(1);
  return rows.length > 0;
}

/** The hash of the operator's password; null while none is set. */
export async function readPassword(db: Connection): Promise<string | null> {
  const [row] = await db.select({ hash: operatorPassword.hash }).from(operatorPassword);
  return row?.hash ?? null;
}

export async function savePassword(db: Connection, hash: string): Promise<void> {
  await db
    .insert(operatorPassword)
    .values({ hash })
    .onConflictDoUpdate({ target: operatorPassword.id, set: { hash, setAt: sql`now()` } });
}

export async function forgetPassword(db: Connection): Promise<void> {
  await db.delete(operatorPassword);
}

export async function addSession(db: Connection, session: Omit<SessionRow, "id">): Promise<void> {
  await db.insert(consoleSessions).values(session);
}

export async function readSession(db: Connection, tokenHash: string): Promise<SessionRow | null> {
  const [row] = await db.select().from(consoleSessions).where(eq(consoleSessions.tokenHash, tokenHash));
  return row ?? null;
}

export async function markSeen(db: Connection, id: string, at: Date): Promise<void> {
  await db.update(consoleSessions).set({ lastSeenAt: at }).where(eq(consoleSessions.id, id));
}

/** Those that have not ended, the one used last first. */
export async function listSessions(
  db: Connection,
  { now, seenSince }: { now: Date; seenSince: Date },
): Promise<SessionRow[]> {
  return db
    .select()
    .from(consoleSessions)
    .where(and(gt(consoleSessions.expiresAt, now), gt(consoleSessions.lastSeenAt, seenSince)))
    .orderBy(desc(consoleSessions.lastSeenAt));
}

/** False when there is no such session. */
export async function endSession(db: Connection, id: string): Promise<boolean> {
  const gone = await db
    .delete(consoleSessions)
    .where(eq(consoleSessions.id, id))
    .returning({ id: consoleSessions.id });
  return gone.length > 0;
}

/** Ends all sessions but one, or all. */
export async function endSessions(db: Connection, but: string | null): Promise<void> {
  await db.delete(consoleSessions).where(but === null ? undefined : ne(consoleSessions.id, but));
}
