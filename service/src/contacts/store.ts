import type { Connection } from "../storage/database.ts";
import { and, eq, gt, lt, sql } from "../storage/drizzle.ts";
import { madeContacts } from "../storage/tickets-schema.ts";

export type MadeContact = Pick<typeof madeContacts.$inferSelect, "number" | "userId" | "name">;

/** A search shows a new user after minutes at most; what it shows counts from then on. */
const rememberedMs = 60 * 60_000;

/** Who was made a contact with this number a moment ago; null when nobody was. */
export async function madeContact(
  db: Connection,
  integrationId: string,
  number: string,
  now: number,
): Promise<MadeContact | null> {
  const [row] = await db
    .select()
    .from(madeContacts)
    .where(
      and(
        eq(madeContacts.integrationId, integrationId),
        eq(madeContacts.number, number),
        gt(madeContacts.madeAt, new Date(now - rememberedMs)),
      ),
    );
  return row ?? null;
}

/** Remembers a new contact until the helpdesk's search shows it, and forgets those it shows by now. */
export async function rememberMade(
  db: Connection,
  integrationId: string,
  contact: MadeContact,
  now: number,
): Promise<void> {
  await db
    .delete(madeContacts)
    .where(
      and(
        eq(madeContacts.integrationId, integrationId),
        lt(madeContacts.madeAt, new Date(now - rememberedMs)),
      ),
    );
  const row = { ...contact, integrationId, madeAt: new Date(now) };
  await db
    .insert(madeContacts)
    .values(row)
    .onConflictDoUpdate({
      target: [madeContacts.integrationId, madeContacts.number],
      set: { userId: sql`excluded.user_id`, name: sql`excluded.name`, madeAt: sql`excluded.made_at` },
    });
}
