import type { CallRow } from "../calls/store.ts";
import type { Connection } from "../storage/database.ts";
import { and, desc, eq, gt, isNotNull, ne, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import type { Helpdesk } from "./ports.ts";

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

/** Whether another call of this number, missed or whichever, was settled before this one and is still on its way: it comes first. */
export async function isBehindAnother(
  db: Connection,
  { id, integrationId, outsideKey, settledAt }: CallRow,
  which: "missed" | "all",
): Promise<boolean> {
  if (outsideKey === null || settledAt === null) return false;
  const [row] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.outsideKey, outsideKey),
        which === "missed" ? calls.missed : undefined,
        eq(calls.logging, "pending"),
        sql`(${calls.settledAt}, ${calls.id}) < (${settledAt}, ${id})`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Whether an inbound call of this number, heard of before this one, rings or was missed and has not come to its ticket yet. */
export async function isAfterUndecided(
  db: Connection,
  { id, integrationId, outsideKey }: CallRow,
  since: Date,
): Promise<boolean> {
  if (outsideKey === null) return false;
  const [row] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.outsideKey, outsideKey),
        eq(calls.logging, "pending"),
        gt(calls.startedAt, since),
        sql`(${calls.createdAt}, ${calls.id}) < (select created_at, id from calls own where own.id = ${id})`,
        sql`(${calls.missed} or (${calls.state} = 'ringing' and ${calls.summary} ->> 'direction' = 'inbound'))`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The ticket, or the one that it was merged into, where that is not solved; else null. @throws {GatewayError} */
export async function unsolvedOf(zendesk: Helpdesk, ticketId: number | null): Promise<number | null> {
  if (ticketId === null) return null;
  const standing = await zendesk.standingOf(ticketId);
  if (standing.kind === "open") return standing.ticket.status === "solved" ? null : ticketId;
  return unsolvedOf(zendesk, standing.kind === "merged" ? await zendesk.winnerOf(ticketId) : null);
}
