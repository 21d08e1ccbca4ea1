import type { Connection, Database } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { oauthRequests, zendeskConnections } from "../storage/schema.ts";
import type { Integration } from "./integration.ts";
import { readIntegration } from "./store.ts";

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

/**
 * Leaves the account, and reads what is there to be undone: what was stored while the fence waited for it is found,
 * and from here on nothing more is stored of that account.
 */
export async function leaveBehindFence(db: Database, integrationId: string): Promise<Integration> {
  return db.transaction(async (tx) => {
    await fenceAccount(tx, integrationId);
    const left = await readIntegration(tx, integrationId);
    if (left === null) throw new Error("there is no such integration");
    return left;
  });
}
