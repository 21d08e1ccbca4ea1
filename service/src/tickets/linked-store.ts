import type { Connection } from "../storage/database.ts";
import { sql } from "../storage/drizzle.ts";

/**
 * Which of these calls stand on a ticket that was neither made of them nor found by a rule, and from which they were
 * not dialled: somebody linked them.
 */
export async function linkedAmong(db: Connection, callIds: string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from calls c
    where c.id = any(${sql.param(callIds)}::uuid[])
      and c.ticket_id is not null and c.ticket_id is distinct from c.dialled_from_ticket
      and not exists (select from ticket_requests r where r.call_id = c.id and r.ticket_id = c.ticket_id)
      and not exists (select from ticket_comments m where m.call_id = c.id and m.ticket_id = c.ticket_id
        and m.changes ? 'byRule')`);
  return new Set(rows.map((row) => row.id));
}
