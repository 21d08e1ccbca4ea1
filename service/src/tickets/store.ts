import { and, eq, sql } from "../storage/drizzle.ts";
import type { Connection } from "../storage/database.ts";
import { ticketRequests } from "../storage/schema.ts";

export type TicketRequest = typeof ticketRequests.$inferSelect;

/** What was or is to be asked of the helpdesk for this call; null when nothing yet. */
export async function ticketRequestOf(db: Connection, callId: string): Promise<TicketRequest | null> {
  const [row] = await db.select().from(ticketRequests).where(eq(ticketRequests.callId, callId));
  return row ?? null;
}

/**
 * Keeps a request before it is first sent. The first one kept stays unless it was refused; the one that
 * counts is returned.
 */
export async function keepTicketRequest(
  db: Connection,
  request: Pick<TicketRequest, "callId" | "idempotencyKey" | "externalId" | "body">,
): Promise<TicketRequest> {
  const { idempotencyKey, body } = request;
  await db
    .insert(ticketRequests)
    .values(request)
    .onConflictDoUpdate({
      target: ticketRequests.callId,
      set: { idempotencyKey, body, refused: false },
      setWhere: eq(ticketRequests.refused, true),
    });
  const kept = await ticketRequestOf(db, request.callId);
  if (kept === null) throw new Error("a kept request cannot be read back");
  return kept;
}

/** Notes that the helpdesk refused the request with this key for good: no ticket came of it. */
export async function noteRefusal(db: Connection, request: TicketRequest): Promise<void> {
  const { callId, idempotencyKey } = request;
  await db
    .update(ticketRequests)
    .set({ refused: true })
    .where(and(eq(ticketRequests.callId, callId), eq(ticketRequests.idempotencyKey, idempotencyKey)));
}

/** Notes that the request is about to be sent. */
export async function noteAttempt(db: Connection, callId: string, at: Date): Promise<void> {
  await db
    .update(ticketRequests)
    .set({
      attempts: sql`${ticketRequests.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${ticketRequests.firstAttemptAt}, ${at})`,
    })
    .where(eq(ticketRequests.callId, callId));
}

export async function saveTicketId(db: Connection, callId: string, ticketId: number): Promise<void> {
  await db.update(ticketRequests).set({ ticketId }).where(eq(ticketRequests.callId, callId));
}
