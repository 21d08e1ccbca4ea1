import type { Connection } from "../storage/database.ts";
import { and, eq, isNotNull, isNull, lte, or, sql } from "../storage/drizzle.ts";
import { contactIndex } from "../storage/contacts-schema.ts";
import type { Place } from "./core/follow.ts";

export type IndexRow = typeof contactIndex.$inferSelect;

/** What of an integration decides how its people are kept. */
export type IndexKey = { country: string; numberFields: string[] };

export async function indexOf(db: Connection, integrationId: string): Promise<IndexRow | null> {
  const [row] = await db.select().from(contactIndex).where(eq(contactIndex.integrationId, integrationId));
  return row ?? null;
}

/** Whether everybody is known here, so that nobody needs to be searched for. */
export async function isFilled(db: Connection, integrationId: string): Promise<boolean> {
  const [row] = await db
    .select({ filledAt: contactIndex.filledAt })
    .from(contactIndex)
    .where(eq(contactIndex.integrationId, integrationId));
  return row !== undefined && row.filledAt !== null;
}

/** Begins an index, if there is none yet; it is first read at once, or at `nextAt`. */
export async function beginIndex(
  db: Connection,
  integrationId: string,
  key: IndexKey,
  now: Date,
  nextAt: Date | null = null,
): Promise<void> {
  await db
    .insert(contactIndex)
    .values({ integrationId, ...key, begunAt: now, nextAt })
    .onConflictDoNothing();
}

/**
 * Takes the turn to ask the helpdesk, for so long at most: one replica has it at a time, and nobody before
 * it is time. Null when it is not.
 */
export async function takeTurn(
  db: Connection,
  integrationId: string,
  now: number,
  leaseMs: number,
): Promise<IndexRow | null> {
  const at = new Date(now);
  const [row] = await db
    .update(contactIndex)
    .set({ askedAt: at, nextAt: new Date(now + leaseMs) })
    .where(
      and(
        eq(contactIndex.integrationId, integrationId),
        or(isNull(contactIndex.nextAt), lte(contactIndex.nextAt, at)),
      ),
    )
    .returning();
  return row ?? null;
}

/**
 * Whether a turn may still write, and nobody comes between until the transaction ends. `begun_again`: everybody is to
 * be read from the first on meanwhile. `lost`: the people are forgotten, or another replica has read on.
 */
export async function lockTurn(tx: Connection, turn: IndexRow): Promise<"ours" | "begun_again" | "lost"> {
  const [row] = await tx
    .select()
    .from(contactIndex)
    .where(eq(contactIndex.integrationId, turn.integrationId))
    .for("update");
  if (row === undefined || row.askedAt?.getTime() !== turn.askedAt?.getTime()) return "lost";
  return row.begunAt.getTime() === turn.begunAt.getTime() && row.cursor === turn.cursor
    ? "ours"
    : "begun_again";
}

/** When the pass began that reads everybody, and no refill or disconnect comes between until the transaction ends; null without an index. */
export async function holdIndex(tx: Connection, integrationId: string): Promise<number | null> {
  const [row] = await tx
    .select({ begunAt: contactIndex.begunAt })
    .from(contactIndex)
    .where(eq(contactIndex.integrationId, integrationId))
    .for("share");
  return row?.begunAt.getTime() ?? null;
}

/** Ends the turn with what it came to, and says when the next one is. One that is somebody else's by now goes on. */
export async function endTurn(
  tx: Connection,
  { integrationId, askedAt }: IndexRow,
  change: Partial<Place> &
    Partial<Pick<IndexRow, "filledAt" | "readAt" | "trouble" | "pageSize">> & { read?: number },
  nextAt: Date,
): Promise<void> {
  const { changesUntil, read, ...rest } = change;
  await tx
    .update(contactIndex)
    .set({
      ...rest,
      ...(changesUntil === undefined
        ? {}
        : { changesUntil: changesUntil === null ? null : new Date(changesUntil) }),
      ...(read === undefined ? {} : { peopleRead: sql`${contactIndex.peopleRead} + ${read}` }),
      nextAt,
    })
    .where(
      and(
        eq(contactIndex.integrationId, integrationId),
        askedAt === null ? isNull(contactIndex.askedAt) : eq(contactIndex.askedAt, askedAt),
      ),
    );
}

/** Has everybody read anew, from the first on. Who is known stays known meanwhile. */
export async function beginAgain(
  db: Connection,
  integrationId: string,
  numberFields: string[] | null,
  now: Date,
): Promise<void> {
  await db
    .update(contactIndex)
    .set({
      ...(numberFields === null ? {} : { numberFields }),
      begunAt: now,
      cursor: null,
      mark: null,
      pages: 0,
      peopleRead: 0,
      peopleTotal: null,
      changesUntil: null,
    })
    .where(eq(contactIndex.integrationId, integrationId));
}

/** Whether a pass that reads everybody is under way. */
export function isReadingAll({ begunAt, readAt }: IndexRow): boolean {
  return readAt === null || readAt < begunAt;
}

/** Lets the helpdesk be asked at once, if it was asked to the end or something was in the way; a turn that runs goes on. */
export async function askSoon(db: Connection, integrationId: string, now: Date): Promise<void> {
  await db
    .update(contactIndex)
    .set({ nextAt: now })
    .where(
      and(
        eq(contactIndex.integrationId, integrationId),
        or(isNotNull(contactIndex.trouble), lte(contactIndex.askedAt, contactIndex.readAt)),
      ),
    );
}

export async function setWebhook(
  db: Connection,
  integrationId: string,
  webhook: Partial<Pick<IndexRow, "webhookUrl" | "webhookSecret" | "webhookTrouble" | "webhookSeenAt">>,
): Promise<void> {
  await db.update(contactIndex).set(webhook).where(eq(contactIndex.integrationId, integrationId));
}

export async function setTotal(db: Connection, integrationId: string, peopleTotal: number): Promise<void> {
  await db.update(contactIndex).set({ peopleTotal }).where(eq(contactIndex.integrationId, integrationId));
}
