import type { Connection } from "../storage/database.ts";
import { and, eq, lt } from "../storage/drizzle.ts";
import { contactCreations } from "../storage/contacts-schema.ts";

export type Creation = typeof contactCreations.$inferSelect;

type Key = Pick<Creation, "integrationId" | "number">;

function of({ integrationId, number }: Key) {
  return and(eq(contactCreations.integrationId, integrationId), eq(contactCreations.number, number));
}

/** Takes it on to make a contact of a number; null while somebody else is about it, on whatever replica. */
export async function claimCreation(
  db: Connection,
  key: Key,
  now: number,
  forMs: number,
): Promise<Creation | null> {
  const claimedUntil = new Date(now + forMs);
  const [row] = await db
    .insert(contactCreations)
    .values({ ...key, claimedUntil })
    .onConflictDoUpdate({
      target: [contactCreations.integrationId, contactCreations.number],
      set: { claimedUntil },
      setWhere: lt(contactCreations.claimedUntil, new Date(now)),
    })
    .returning();
  return row ?? null;
}

export async function noteSent(db: Connection, key: Key, sent: boolean): Promise<void> {
  await db.update(contactCreations).set({ sent }).where(of(key));
}

/** Lets others try; what may have been sent already stays noted. */
export async function giveUpClaim(db: Connection, key: Key): Promise<void> {
  await db
    .update(contactCreations)
    .set({ claimedUntil: new Date(0) })
    .where(of(key));
}

/** The contact is there, or will not be made. False where that was forgotten with everybody else. */
export async function endCreation(tx: Connection, key: Key): Promise<boolean> {
  const ended = await tx.delete(contactCreations).where(of(key)).returning();
  return ended.length > 0;
}
