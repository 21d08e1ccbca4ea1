import type { UnfitReason } from "@deskline/shared/admin-phonebook";
import type { Connection } from "../storage/database.ts";
import { and, asc, eq, gt, inArray, isNotNull, or, sql } from "../storage/drizzle.ts";
import { phonebookContacts } from "../storage/phonebook-schema.ts";
import { waitsFor } from "./core/waits.ts";

export type ContactRow = typeof phonebookContacts.$inferSelect;

const ofUser = (integrationId: string, userId: number) =>
  and(eq(phonebookContacts.integrationId, integrationId), eq(phonebookContacts.userId, userId));

/** Asks for a user to be brought to the phonebook. False where none is bound. */
export async function askFor(
  tx: Connection,
  integrationId: string,
  userId: number,
  why: number,
): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`insert into phonebook_contacts (integration_id, user_id, waiting)
    select integration_id, ${userId}::bigint, ${why}::smallint from phonebooks where integration_id = ${integrationId}
    on conflict (integration_id, user_id) do update
      set waiting = least(phonebook_contacts.waiting, excluded.waiting), asked = phonebook_contacts.asked + 1`);
  return (rowCount ?? 0) > 0;
}

/** Asks for those of these users who are in the phonebook, or were to be, to be looked at again; who waits for the copy does so on. */
export async function askForChanged(
  tx: Connection,
  integrationId: string,
  userIds: readonly number[],
): Promise<void> {
  await tx.execute(sql`update phonebook_contacts set asked = asked + 1,
      waiting = case when waiting = ${waitsFor.copy} and contact_id is null then waiting
        else least(waiting, ${waitsFor.change}::smallint) end
    where integration_id = ${integrationId}
      and user_id in (select jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb)::bigint)`);
}

/** Asks for everybody who is a contact; how many they are. */
export async function askForEverybody(tx: Connection, integrationId: string): Promise<number> {
  const { rowCount } =
    await tx.execute(sql`insert into phonebook_contacts (integration_id, user_id, name, waiting)
    select integration_id, user_id, left(name, 200), ${waitsFor.copy}::smallint from contact_people
    where integration_id = ${integrationId} and gone is null and role = 'end-user'
    on conflict (integration_id, user_id) do update
      set waiting = least(phonebook_contacts.waiting, excluded.waiting), asked = phonebook_contacts.asked + 1`);
  return rowCount ?? 0;
}

/** Lets go of whoever waits for the copy of everybody. */
export async function stopAsking(tx: Connection, integrationId: string): Promise<void> {
  await tx.execute(sql`delete from phonebook_contacts
    where integration_id = ${integrationId} and waiting = ${waitsFor.copy} and contact_id is null and not unsure`);
  await tx.execute(sql`update phonebook_contacts set waiting = null
    where integration_id = ${integrationId} and waiting = ${waitsFor.copy}`);
}

/** Has everybody who is in the phonebook looked at again, changed or not. */
export async function askForAll(tx: Connection, integrationId: string): Promise<void> {
  await tx.execute(sql`update phonebook_contacts set waiting = ${waitsFor.change}, asked = asked + 1
    where integration_id = ${integrationId} and waiting is null`);
}

/**
 * Who waits, the most urgent first. Whoever is not known yet has to wait until everybody was read; where the PBX is
 * full only those are taken who are on it.
 */
export async function takeWaiting(
  db: Connection,
  integrationId: string,
  { limit, onPbxOnly }: { limit: number; onPbxOnly: boolean },
): Promise<ContactRow[]> {
  return db
    .select()
    .from(phonebookContacts)
    .where(
      and(
        eq(phonebookContacts.integrationId, integrationId),
        isNotNull(phonebookContacts.waiting),
        onPbxOnly ? isNotNull(phonebookContacts.contactId) : undefined,
        sql`(exists (select from contact_people p where p.integration_id = ${integrationId} and p.user_id = ${phonebookContacts.userId})
          or exists (select from contact_index i where i.integration_id = ${integrationId} and i.filled_at is not null))`,
      ),
    )
    .orderBy(asc(phonebookContacts.waiting), asc(phonebookContacts.userId))
    .limit(limit);
}

/** Keeps what became of a contact. It goes on waiting if it was asked for meanwhile. */
export async function finish(db: Connection, row: ContactRow, change: Partial<ContactRow>): Promise<void> {
  await db
    .update(phonebookContacts)
    .set({
      name: row.name,
      ...change,
      unsure: false,
      waiting: sql`case when ${phonebookContacts.asked} = ${row.asked} then null else ${phonebookContacts.waiting} end`,
    })
    .where(ofUser(row.integrationId, row.userId));
}

export async function changeContactRow(
  db: Connection,
  { integrationId, userId }: ContactRow,
  change: Partial<ContactRow>,
): Promise<void> {
  await db.update(phonebookContacts).set(change).where(ofUser(integrationId, userId));
}

export async function forget(db: Connection, { integrationId, userId }: ContactRow): Promise<void> {
  await db.delete(phonebookContacts).where(ofUser(integrationId, userId));
}

/** Those of these users, and those whose contacts have these numbers. */
export async function rowsOf(
  db: Connection,
  integrationId: string,
  { userIds, contactIds }: { userIds: number[]; contactIds: number[] },
): Promise<ContactRow[]> {
  return db
    .select()
    .from(phonebookContacts)
    .where(
      and(
        eq(phonebookContacts.integrationId, integrationId),
        or(inArray(phonebookContacts.userId, userIds), inArray(phonebookContacts.contactId, contactIds)),
      ),
    );
}

/** Takes a contact on the PBX for this user's, and has it made as it should be. */
export async function adopt(
  db: Connection,
  integrationId: string,
  userId: number,
  contactId: number,
): Promise<void> {
  const row = { contactId, written: null, shown: null, unsure: false, waiting: waitsFor.change };
  await db
    .insert(phonebookContacts)
    .values({ integrationId, userId, ...row })
    .onConflictDoUpdate({ target: [phonebookContacts.integrationId, phonebookContacts.userId], set: row });
}

/** Has contacts written again, whatever was written before. */
export async function writeAgain(db: Connection, integrationId: string, userIds: number[]): Promise<void> {
  const most = 5000;
  for (let i = 0; i < userIds.length; i += most)
    await db
      .update(phonebookContacts)
      .set({ written: null, shown: null, waiting: waitsFor.change })
      .where(
        and(
          eq(phonebookContacts.integrationId, integrationId),
          inArray(phonebookContacts.userId, userIds.slice(i, i + most)),
        ),
      );
}

/** Users whose contact is on the PBX as far as is known. */
export async function usersOnPbx(db: Connection, integrationId: string): Promise<number[]> {
  const rows = await db
    .select({ userId: phonebookContacts.userId })
    .from(phonebookContacts)
    .where(and(eq(phonebookContacts.integrationId, integrationId), isNotNull(phonebookContacts.contactId)));
  return rows.map(({ userId }) => userId);
}

/** Whether contacts may have been made that are not known. */
export async function isAnyUnsure(db: Connection, integrationId: string): Promise<boolean> {
  const [row] = await db
    .select({ userId: phonebookContacts.userId })
    .from(phonebookContacts)
    .where(and(eq(phonebookContacts.integrationId, integrationId), eq(phonebookContacts.unsure, true)))
    .limit(1);
  return row !== undefined;
}

/** After all of the PBX was looked through. */
export async function allSure(db: Connection, integrationId: string): Promise<void> {
  await db
    .update(phonebookContacts)
    .set({ unsure: false })
    .where(and(eq(phonebookContacts.integrationId, integrationId), eq(phonebookContacts.unsure, true)));
}

export type Counts = { written: number; waiting: number; copying: number; unfit: number };

export async function countRows(db: Connection, integrationId: string): Promise<Counts> {
  const { rows } = await db.execute<Counts>(sql`select
      count(*) filter (where contact_id is not null)::int as written,
      count(*) filter (where waiting is not null)::int as waiting,
      count(*) filter (where waiting = ${waitsFor.copy})::int as copying,
      count(*) filter (where unfit is not null)::int as unfit
    from phonebook_contacts where integration_id = ${integrationId}`);
  return rows[0] ?? { written: 0, waiting: 0, copying: 0, unfit: 0 };
}

export type UnfitRow = { userId: number; name: string; reason: UnfitReason; detail: string | null };

/** Who is not in the phonebook, and why. */
export async function listUnfit(
  db: Connection,
  integrationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<UnfitRow[]> {
  const rows = await db
    .select()
    .from(phonebookContacts)
    .where(
      and(
        eq(phonebookContacts.integrationId, integrationId),
        isNotNull(phonebookContacts.unfit),
        gt(phonebookContacts.userId, after),
      ),
    )
    .orderBy(asc(phonebookContacts.userId))
    .limit(limit);
  return rows.flatMap(({ userId, name, unfit, detail }) =>
    unfit === null ? [] : [{ userId, name, reason: unfit, detail }],
  );
}
