import { askForChanged } from "../phonebook/contact-store.ts";
import type { Connection } from "../storage/database.ts";
import { sql } from "../storage/drizzle.ts";
import { storedNumber, tailOf } from "./core/number.ts";
import type { Person } from "./core/person.ts";

/** Whose people these are, and the country in which their numbers are read. */
export type Keeping = { integrationId: string; country: string };

/**
 * Keeps people as they are in the helpdesk now; what is older than what is kept already changes nothing, and
 * who has no number and was not known is left out. Somebody who was missing once, and taken for merged without being told
 * into whom, is there again when everybody is read anew and they are among them. Everything that tells of people ends here: the list of
 * changes, webhooks, and what we write ourselves. Returns those that are new or changed.
 */
export async function keepPeople(
  tx: Connection,
  { integrationId, country }: Keeping,
  people: readonly Person[],
  now: number,
): Promise<number[]> {
  if (people.length === 0) return [];
  const given = latest(people).map(({ updatedAt, ...person }) => ({
    ...person,
    updatedAt: new Date(updatedAt).toISOString(),
    digest: JSON.stringify([person, null]),
  }));
  const { rows } = await tx.execute<{ user_id: string }>(sql`
    with given as materialized (
      select "userId" as user_id, name, role, email, "organizationId" as organization_id, suspended, gone,
        "mergedInto" as merged_into, "updatedAt" as updated_at, md5(digest) as digest, numbers
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g("userId" bigint, name text, role text, email text,
        "organizationId" bigint, suspended boolean, gone text, "mergedInto" bigint, "updatedAt" timestamptz,
        digest text, numbers jsonb)
    ), before as materialized (
      select p.user_id, p.digest from contact_people p join given using (user_id)
      where p.integration_id = ${integrationId}
    ), kept as (
      insert into contact_people (integration_id, user_id, name, role, email, organization_id, suspended, gone,
        merged_into, updated_at, digest, changed_at)
      select ${integrationId}, user_id, name, role, email, organization_id, suspended, gone, merged_into,
        updated_at, digest, ${new Date(now).toISOString()}::timestamptz
      from given
      where numbers <> '[]' or user_id in (select user_id from before)
      order by user_id
      on conflict (integration_id, user_id) do update set
        name = excluded.name, role = excluded.role, email = excluded.email,
        organization_id = excluded.organization_id, suspended = excluded.suspended, gone = excluded.gone,
        merged_into = coalesce(excluded.merged_into, contact_people.merged_into),
        updated_at = excluded.updated_at, digest = excluded.digest,
        changed_at = case when contact_people.digest = excluded.digest
          then contact_people.changed_at else excluded.changed_at end
      where excluded.updated_at >= contact_people.updated_at
        or (contact_people.gone = 'merged' and contact_people.merged_into is null and contact_people.changed_at < (
          select i.begun_at from contact_index i where i.integration_id = ${integrationId}))
      returning user_id, digest
    )
    select kept.user_id from kept left join before using (user_id)
    where before.digest is distinct from kept.digest`);
  const changed = rows.map((row) => Number(row.user_id));
  await replaceNumbers(tx, { integrationId, country }, people, new Set(changed));
  if (changed.length > 0) await askForChanged(tx, integrationId, changed);
  return changed;
}

/** A page may hold somebody twice. */
function latest(people: readonly Person[]): Person[] {
  const byId = new Map<number, Person>();
  for (const person of people) {
    const other = byId.get(person.userId);
    if (other === undefined || other.updatedAt <= person.updatedAt) byId.set(person.userId, person);
  }
  return [...byId.values()];
}

async function replaceNumbers(
  tx: Connection,
  { integrationId, country }: Keeping,
  people: readonly Person[],
  changed: ReadonlySet<number>,
): Promise<void> {
  if (changed.size === 0) return;
  const ids = sql.param([...changed]);
  await tx.execute(
    sql`delete from contact_numbers where integration_id = ${integrationId} and user_id = any(${ids}::bigint[])`,
  );
  const rows = latest(people)
    .filter((person) => changed.has(person.userId))
    .flatMap(({ userId, numbers }) =>
      numbers.map((one, place) => ({ userId, place, ...one, ...keysOf(one.number, country) })),
    );
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into contact_numbers (integration_id, user_id, place, number, source, field, shared, value, tail)
    select ${integrationId}, "userId", place, number, source, field, shared, value, tail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("userId" bigint, place int, number text,
      source text, field text, shared boolean, value text, tail text)`);
}

/** What a number is found by. */
export function keysOf(number: string, country: string): { value: string; tail: string } {
  const read = storedNumber(number, country);
  return { value: read.value, tail: tailOf(read) };
}
