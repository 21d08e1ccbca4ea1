import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { oauthRequests, zendeskConnections } from "../storage/schema.ts";

/**
 * Leaves the account, in the caller's transaction: a consent or an installation that is under way is not of this
 * integration any more, however late its answer comes.
 */
export async function fenceAccount(tx: Connection, integrationId: string): Promise<void> {
  await tx
    .update(zendeskConnections)
    .set({ timesLeft: sql`${zendeskConnections.timesLeft} + 1`, appWork: null, appJob: null })
    .where(eq(zendeskConnections.integrationId, integrationId));
  await tx.delete(oauthRequests).where(eq(oauthRequests.integrationId, integrationId));
}
