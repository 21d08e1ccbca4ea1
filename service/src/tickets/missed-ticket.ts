import type { CallRow } from "../calls/store.ts";
import type { Connection } from "../storage/database.ts";
import { and, desc, eq, gt, isNotNull, ne, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";

/** The ticket of missed calls on which the last missed call of this number stands; null when there is none so young. */
export async function missedTicketOf(
  db: Connection,
  { id, integrationId, outsideKey }: CallRow,
  since: Date,
): Promise<number | null> {
  if (outsideKey === null) return null;
  const [row] = await db
    .select({ ticketId: calls.ticketId })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.outsideKey, outsideKey),
        ne(calls.id, id),
        calls.missed,
        eq(calls.logging, "done"),
        isNotNull(calls.ticketId),
        gt(calls.startedAt, since),
        sql`exists (select from ticket_requests r join calls made on made.id = r.call_id
          where r.ticket_id = ${calls.ticketId} and made.missed and made.integration_id = ${integrationId})`,
      ),
    )
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(1);
  return row?.ticketId ?? null;
}

/** Whether another call of this number was settled before this one and is still on its way: it comes first. */
export async function isBehindAnother(
  db: Connection,
  { id, integrationId, outsideKey, settledAt }: CallRow,
): Promise<boolean> {
  if (outsideKey === null || settledAt === null) return false;
  const [row] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.outsideKey, outsideKey),
        calls.missed,
        eq(calls.logging, "pending"),
        sql`(${calls.settledAt}, ${calls.id}) < (${settledAt}, ${id})`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
