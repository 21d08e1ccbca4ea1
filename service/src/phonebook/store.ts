import type { PhonebookTrouble } from "@deskline/shared/admin-phonebook";
import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { phonebooks } from "../storage/phonebook-schema.ts";
import { waitsFor } from "./core/waits.ts";

export type PhonebookRow = typeof phonebooks.$inferSelect;

/** The phonebook that is bound; null where none is. */
export async function readBound(db: Connection, integrationId: string): Promise<PhonebookRow | null> {
  const [row] = await db.select().from(phonebooks).where(eq(phonebooks.integrationId, integrationId));
  return row ?? null;
}

/** As `readBound`, and nobody else changes it until the transaction ends. */
export async function lockBound(tx: Connection, integrationId: string): Promise<PhonebookRow | null> {
  const [row] = await tx
    .select()
    .from(phonebooks)
    .where(eq(phonebooks.integrationId, integrationId))
    .for("update");
  return row ?? null;
}

export async function changeBound(
  db: Connection,
  integrationId: string,
  change: Partial<PhonebookRow>,
): Promise<void> {
  await db.update(phonebooks).set(change).where(eq(phonebooks.integrationId, integrationId));
}

/** Keeps a phonebook as the one that is bound. One that was bound before goes on under the new number. */
export async function bind(
  tx: Connection,
  integrationId: string,
  { id, name }: { id: number; name: string },
): Promise<void> {
  const fresh = { phonebookId: id, name, count: 0, trouble: null, checkedAt: null };
  await tx
    .insert(phonebooks)
    .values({ integrationId, ...fresh })
    .onConflictDoUpdate({ target: phonebooks.integrationId, set: fresh });
}

/**
 * Whether another integration with the same PBX copies to a phonebook; the two would undo each other's work. Nobody else
 * binds it until the transaction ends.
 */
export async function isBoundElsewhere(
  tx: Connection,
  integrationId: string,
  phonebookId: number,
): Promise<boolean> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('bind phonebook'), hashtext(${String(phonebookId)}))`,
  );
  const { rows } = await tx.execute(sql`select 1 from phonebooks p
    join pbx_connections theirs on theirs.integration_id = p.integration_id
    join pbx_connections ours on ours.integration_id = ${integrationId}
    where p.integration_id <> ${integrationId} and p.phonebook_id = ${phonebookId}
      and p.trouble->>'kind' is distinct from 'phonebook_gone'
      and (theirs.url = ours.url or theirs.about->>'serial' = ours.about->>'serial')`);
  return rows.length > 0;
}

/** Forgets the phonebook and what is in it; on the PBX nothing changes. */
export async function unbind(tx: Connection, integrationId: string): Promise<void> {
  await tx.delete(phonebooks).where(eq(phonebooks.integrationId, integrationId));
}

export async function noteTrouble(
  db: Connection,
  integrationId: string,
  trouble: PhonebookTrouble | null,
): Promise<void> {
  await changeBound(db, integrationId, { trouble });
}

/** Of a copy of everybody that runs: whether it has come to its end. It has not as long as not everybody is known. */
export async function endCopy(db: Connection, integrationId: string, now: number): Promise<void> {
  await db.execute(sql`update phonebooks set copy_state = 'done', copy_ended_at = ${new Date(now)}
    where integration_id = ${integrationId} and copy_state = 'running' and not exists (
      select from phonebook_contacts c where c.integration_id = ${integrationId} and c.waiting = ${waitsFor.copy})
    and not exists (select from contact_index i where i.integration_id = ${integrationId} and i.filled_at is null)`);
}

/** Everybody is known now: a copy that runs takes in those who were not when it began. */
export async function widenCopy(tx: Connection, integrationId: string, now: number): Promise<void> {
  await tx.execute(sql`with added as (
      insert into phonebook_contacts (integration_id, user_id, name, waiting)
      select p.integration_id, p.user_id, left(p.name, 200), ${waitsFor.copy}::smallint
      from contact_people p join phonebooks b on b.integration_id = p.integration_id and b.copy_state = 'running'
      where p.integration_id = ${integrationId} and p.gone is null and p.role = 'end-user'
      on conflict do nothing returning 1
    )
    update phonebooks set copy_total = copy_total + (select count(*) from added)
    where integration_id = ${integrationId} and copy_state = 'running'`);
  await endCopy(tx, integrationId, now);
}

/** Only one process at a time brings a phonebook up to date; held until the transaction ends, or the process does. */
export async function lockSync(tx: Connection, integrationId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('phonebook'), hashtext(${integrationId})) as locked`,
  );
  return rows[0]?.locked === true;
}

/**
 * Of the integrations that are switched on those whose phonebook has something to be done: contacts that wait, or a
 * comparison that is due. One that cannot go on by itself is tried less often.
 */
export async function duePhonebooks(
  db: Connection,
  { checkedBefore, stuckBefore }: { checkedBefore: number; stuckBefore: number },
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`select p.integration_id as id from phonebooks p
    join integrations i on i.id = p.integration_id
    where i.disabled_at is null
      and (p.trouble is null or p.trouble->>'kind' = 'pbx' or (p.trouble->>'at')::numeric < ${stuckBefore})
      and (p.trouble is not null or p.checked_at is null or p.checked_at < ${new Date(checkedBefore)}
        or exists (select from phonebook_contacts c where c.integration_id = p.integration_id and c.waiting is not null))`);
  return rows.map(({ id }) => id);
}
