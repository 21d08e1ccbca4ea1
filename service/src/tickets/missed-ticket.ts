import type { CallRow } from "../calls/store.ts";
import type { Connection } from "../storage/database.ts";
import type { Clock } from "../platform/clock.ts";
import { and, desc, eq, gt, isNotNull, ne, or, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import type { Helpdesk } from "./ports.ts";
import type { Work } from "./work.ts";

/** The ticket of missed calls on which the last missed call of this number stands; null when there is none so young as the settings want it. */
export async function missedTicketOf(
  db: Connection,
  { call, summary, integration }: Pick<Work, "call" | "summary" | "integration">,
): Promise<number | null> {
  const { id, integrationId, outsideKey } = call;
  if (outsideKey === null) return null;
  const since = new Date(summary.startedAt - integration.tickets.settings.missed.withinHours * 3600_000);
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

/** Who rings for longer is a call whose end was not heard. */
const longestRingMs = 10 * 60_000;

/** A call of which nothing was heard for longer than any is tried is on its way no more. */
const longestSilenceMs = 4 * 24 * 3600_000;

/**
 * Whether another call of this number that was heard of before this one is still on its way to its ticket, and comes
 * first: one that was missed or rings, or of `all` any that is over. The order is the same wherever it is asked, so
 * that no two wait for each other. One that was neither made nor tried for four days holds nobody up.
 */
export async function isBehindAnother(
  { db, clock }: { db: Connection; clock: Clock },
  { id, integrationId, outsideKey }: CallRow,
  which: "missed" | "all",
): Promise<boolean> {
  if (outsideKey === null) return false;
  const rings = sql`${calls.state} = 'ringing' and ${calls.summary} ->> 'direction' = 'inbound'
    and ${calls.startedAt} > ${new Date(clock.now() - longestRingMs)}`;
  const since = new Date(clock.now() - longestSilenceMs);
  const isHeardOf = sql`(${calls.createdAt} > ${since}
    or exists (select from call_trace t where t.call_id = ${calls.id} and t.at > ${since}))`;
  const [row] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.outsideKey, outsideKey),
        eq(calls.logging, "pending"),
        isHeardOf,
        sql`(${calls.createdAt}, ${calls.id}) < (select own.created_at, own.id from calls own where own.id = ${id})`,
        or(which === "all" ? eq(calls.state, "ended") : calls.missed, rings),
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
