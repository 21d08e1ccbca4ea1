import type { Clock } from "../platform/clock.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Database } from "../storage/database.ts";
import { and, eq, lt, sql } from "../storage/drizzle.ts";
import { ticketUpdates } from "../storage/tickets-schema.ts";
import { mostUpdates, roomWindowMs, waitForRoom } from "./core/room.ts";

/**
 * Notes that a ticket is about to be updated, so that all replicas, and all integrations with one account, stay
 * below what Zendesk takes together. @throws {GatewayError} `rate_limited` until there is room for it
 */
export async function takeRoom(
  { db, clock }: { db: Database; clock: Clock },
  { id: integrationId, zendesk: { subdomain } }: Pick<KnownIntegration, "id" | "zendesk">,
  ticketId: number,
): Promise<void> {
  const now = clock.now();
  const account = subdomain ?? integrationId;
  const retryAfterMs = await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`room:${account}:${ticketId}`}, 0))`,
    );
    await tx.delete(ticketUpdates).where(lt(ticketUpdates.sentAt, new Date(now - roomWindowMs)));
    const sent = await tx
      .select({ at: ticketUpdates.sentAt })
      .from(ticketUpdates)
      .where(and(eq(ticketUpdates.account, account), eq(ticketUpdates.ticketId, ticketId)));
    const wait = waitForRoom(
      sent.map(({ at }) => at.getTime()),
      now,
    );
    if (wait === 0) await tx.insert(ticketUpdates).values({ account, ticketId, sentAt: new Date(now) });
    return wait;
  });
  if (retryAfterMs === 0) return;
  const seconds = Math.ceil(retryAfterMs / 1000);
  const because = `has had ${mostUpdates} updates of ticket ${ticketId} within ten minutes, the next waits ${seconds} s`;
  throw new GatewayError("Zendesk", { kind: "rate_limited", retryAfterMs, because });
}
