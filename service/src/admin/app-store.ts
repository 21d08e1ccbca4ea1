import type { AppState } from "@deskline/shared/admin-zendesk";
import { noApp } from "../integrations/change.ts";
import { tellChanged } from "../integrations/store.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, isNotNull, ne } from "../storage/drizzle.ts";
import { zendeskConnections } from "../storage/schema.ts";

export type AppWork = NonNullable<AppState["work"]>;
export type ZendeskRow = typeof zendeskConnections.$inferSelect;

/** The row of the account, which nobody else changes until the transaction ends. */
export async function lockZendesk(tx: Connection, integrationId: string): Promise<ZendeskRow> {
  const [row] = await tx
    .select()
    .from(zendeskConnections)
    .where(eq(zendeskConnections.integrationId, integrationId))
    .for("update");
  if (row === undefined) throw new Error("the integration has no Zendesk connection");
  return row;
}

/** One installation: that of an account which was left meanwhile is nobody's any more. */
export type Installing = { integrationId: string; timesLeft: number };

/**
 * Keeps how far the installation is; `appJob` is Zendesk's own job, where it changes. False, and nothing is kept, when
 * the account was left meanwhile.
 */
export async function keepWork(
  db: Connection,
  { integrationId, timesLeft }: Installing,
  appWork: AppWork,
  more: { appJob?: string | null; appVersion?: string } = {},
): Promise<boolean> {
  const kept = await db
    .update(zendeskConnections)
    .set({ appWork, ...more })
    .where(
      and(eq(zendeskConnections.integrationId, integrationId), eq(zendeskConnections.timesLeft, timesLeft)),
    )
    .returning({ id: zendeskConnections.integrationId });
  return kept.length > 0;
}

/** Whether the app is known that acts for us, with which Zendesk keeps records of calls. */
export async function isAppKnown(db: Connection, integrationId: string): Promise<boolean> {
  const { appId, integrationId: id } = zendeskConnections;
  const rows = await db
    .select({ id })
    .from(zendeskConnections)
    .where(and(eq(id, integrationId), isNotNull(appId)));
  return rows.length > 0;
}

/** Nothing is installed any more. */
export async function unlinkApp(tx: Connection, integrationId: string): Promise<void> {
  await tx.update(zendeskConnections).set(noApp).where(eq(zendeskConnections.integrationId, integrationId));
  await tellChanged(tx);
}

/** Apps that other integrations use. */
export async function appsOfOthers(db: Connection, integrationId: string): Promise<Set<number>> {
  const rows = await db
    .select({ appId: zendeskConnections.appId })
    .from(zendeskConnections)
    .where(and(ne(zendeskConnections.integrationId, integrationId), isNotNull(zendeskConnections.appId)));
  return new Set(rows.flatMap(({ appId }) => (appId === null ? [] : [appId])));
}

/** Whether another integration is of the same account: then their apps need names of their own. */
export async function sharesAccount(
  db: Connection,
  { integrationId, subdomain }: Pick<ZendeskRow, "integrationId" | "subdomain">,
): Promise<boolean> {
  if (subdomain === null) return false;
  const rows = await db
    .select({ id: zendeskConnections.integrationId })
    .from(zendeskConnections)
    .where(
      and(eq(zendeskConnections.subdomain, subdomain), ne(zendeskConnections.integrationId, integrationId)),
    )
    .limit(1);
  return rows.length > 0;
}
