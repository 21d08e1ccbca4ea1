import type { Connection } from "../storage/database.ts";
import { and, eq, sql } from "../storage/drizzle.ts";
import { contactPeople } from "../storage/contacts-schema.ts";
import type { Candidate } from "./core/match.ts";
import { fewestDigits, tailOf, type PhoneNumber } from "./core/number.ts";

/** More numbers than can be looked through. */
const mostFound = 1000;

type Row = {
  user_id: string;
  name: string;
  role: string;
  suspended: boolean;
  gone: string | null;
  updated_at: number;
  number: string;
  shared: boolean;
};

const columns = sql`p.user_id, p.name, p.role, p.suspended, p.gone,
  extract(epoch from p.updated_at)::float8 * 1000 as updated_at`;

/** Who has this very number, each with it alone; null when they are too many to be looked through. */
export async function peopleWithNumber(
  db: Connection,
  integrationId: string,
  caller: PhoneNumber,
): Promise<Candidate[] | null> {
  const { rows } = await db.execute<Row>(sql`
    select ${columns}, n.number, n.shared
    from contact_numbers n join contact_people p using (integration_id, user_id)
    where n.integration_id = ${integrationId} and n.value = ${caller.value} and p.gone is null
    limit ${mostFound + 1}`);
  return rows.length > mostFound ? null : toCandidates(rows);
}

/** Who has a number that ends alike; null when they are too many to be looked through. */
export async function peopleWithEnding(
  db: Connection,
  integrationId: string,
  caller: PhoneNumber,
): Promise<Candidate[] | null> {
  const tail = tailOf(caller).slice(0, fewestDigits);
  if (tail.length < fewestDigits) return [];
  // ":" is what comes behind "9".
  const { rows } = await db.execute<Row>(sql`
    select ${columns}, n.number, n.shared
    from contact_numbers n join contact_people p using (integration_id, user_id)
    where n.integration_id = ${integrationId} and n.tail >= ${tail} and n.tail < ${`${tail}:`} and p.gone is null
    limit ${mostFound + 1}`);
  return rows.length > mostFound ? null : toCandidates(rows);
}

/** Those of these users who are known here, those who are gone too, with all their numbers. */
export async function peopleKnown(
  db: Connection,
  integrationId: string,
  userIds: number[],
): Promise<Candidate[]> {
  if (userIds.length === 0) return [];
  const { rows } = await db.execute<Row & { number: string | null; shared: boolean | null }>(sql`
    select ${columns}, n.number, n.shared
    from contact_people p left join contact_numbers n using (integration_id, user_id)
    where p.integration_id = ${integrationId} and p.user_id = any(${sql.param(userIds)}::bigint[])
    order by n.place`);
  return toCandidates(rows);
}

function toCandidates(rows: (Omit<Row, "number"> & { number: string | null })[]): Candidate[] {
  const byId = new Map<number, Candidate>();
  for (const row of rows) {
    const userId = Number(row.user_id);
    const known = byId.get(userId);
    const numbers = row.number === null ? [] : [{ value: row.number, shared: row.shared }];
    if (known !== undefined) known.numbers.push(...numbers);
    else
      byId.set(userId, {
        userId,
        name: row.name,
        numbers,
        active: row.gone === null,
        suspended: row.suspended,
        agent: row.role !== "end-user",
        updatedAt: row.updated_at,
      });
  }
  return [...byId.values()];
}

const mostMerges = 10;

/** Who a user is now: whoever was merged into another is that one, as far as that is known; null when deleted. */
export async function presentId(
  db: Connection,
  integrationId: string,
  userId: number,
): Promise<number | null> {
  let id = userId;
  for (let i = 0; i < mostMerges; i += 1) {
    const [row] = await db
      .select({ gone: contactPeople.gone, mergedInto: contactPeople.mergedInto })
      .from(contactPeople)
      .where(and(eq(contactPeople.integrationId, integrationId), eq(contactPeople.userId, id)));
    if (row === undefined || row.gone === null) return id;
    if (row.mergedInto === null) return null;
    id = row.mergedInto;
  }
  return null;
}

/** How many have a number, and how many numbers. */
export async function countPeople(
  db: Connection,
  integrationId: string,
): Promise<{ people: number; numbers: number }> {
  const { rows } = await db.execute<{ people: number; numbers: number }>(sql`
    select count(*) filter (where place = 0)::int as people, count(*)::int as numbers
    from contact_numbers where integration_id = ${integrationId}`);
  return rows[0] ?? { people: 0, numbers: 0 };
}
