import type { Clock } from "../platform/clock.ts";
import type { Connection, Database } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { failedLogins } from "../storage/console-schema.ts";
import { countedMs, waitMs, type Failures } from "./core/throttle.ts";

export type ThrottleDeps = { db: Database; clock: Clock };

/** One try of a password: it counts as failed until it is known to be right. */
export type Try =
  { kind: "may"; succeeded: (tx: Connection) => Promise<void> } | { kind: "wait"; ms: number };

/**
 * Asks for a try of a password by somebody, an address or a session. All replicas count together, and tries that
 * come at the same moment do too.
 */
export async function takeTry(
  { db, clock }: ThrottleDeps,
  by: string,
  { known }: { known: boolean },
): Promise<Try> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('tries of the password'))`);
    const ms = waitMs({ ...(await failuresOf(tx, by, now)), known }, now);
    if (ms > 0) return { kind: "wait", ms };
    await tx.insert(failedLogins).values({ address: by, at: new Date(now) });
    return { kind: "may", succeeded: (later) => forgetFailures(later, by) };
  });
}

async function failuresOf(tx: Connection, by: string, now: number): Promise<Omit<Failures, "known">> {
  const { address, at } = failedLogins;
  const lastAt = sql<number>`coalesce(extract(epoch from max(${at}))::float8 * 1000, 0)`;
  const ofBy = sql`${address} = ${by}`;
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      lastAt,
      own: sql<number>`count(*) filter (where ${ofBy})::int`,
      ownLastAt: sql<number>`coalesce(extract(epoch from max(${at}) filter (where ${ofBy}))::float8 * 1000, 0)`,
    })
    .from(failedLogins)
    .where(sql`${at} > ${new Date(now - countedMs)}`);
  return {
    ofAddress: { count: row?.own ?? 0, lastAt: row?.ownLastAt ?? 0 },
    ofAll: { count: row?.count ?? 0, lastAt: row?.lastAt ?? 0 },
  };
}

async function forgetFailures(tx: Connection, by: string): Promise<void> {
  await tx.delete(failedLogins).where(eq(failedLogins.address, by));
}
