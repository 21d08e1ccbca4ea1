import type { Database } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { contactIndex } from "../storage/contacts-schema.ts";
import { keysOf } from "./keep-people.ts";

const atOnce = 500;

type Row = { user_id: string; place: number; number: string };

/** Makes what numbers are found by anew, as they are read in another country. */
export async function readNumbersAnew(db: Database, integrationId: string, country: string): Promise<void> {
  let last: Row | undefined = undefined;
  do {
    const behind: { user: string; place: number } = {
      user: last?.user_id ?? "-1",
      place: last?.place ?? -1,
    };
    const { rows } = await db.execute<Row>(sql`
      select user_id, place, number from contact_numbers
      where integration_id = ${integrationId} and (user_id, place) > (${behind.user}::bigint, ${behind.place}::int)
      order by user_id, place limit ${atOnce}`);
    await writeKeys(db, integrationId, rows, country);
    last = rows.length < atOnce ? undefined : rows.at(-1);
  } while (last !== undefined);
  await db.update(contactIndex).set({ country }).where(eq(contactIndex.integrationId, integrationId));
}

async function writeKeys(db: Database, integrationId: string, rows: Row[], country: string): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map((row) => ({ ...row, ...keysOf(row.number, country) }));
  await db.execute(sql`
    update contact_numbers n set value = g.value, tail = g.tail
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as g(user_id bigint, place int, number text, value text, tail text)
    where n.integration_id = ${integrationId} and n.user_id = g.user_id and n.place = g.place
      and n.number = g.number`);
}
