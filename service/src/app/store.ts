import type { AgentSettings } from "@deskline/shared/app";
import type { Connection } from "../storage/database.ts";
import { and, eq, gt, sql } from "../storage/drizzle.ts";
import { agentSettings, appAgents } from "../storage/app-schema.ts";
import { callExtensions } from "../storage/calls-schema.ts";
import { zendeskConnections } from "../storage/schema.ts";
import { tellChanged } from "../integrations/store.ts";
import type { KnownAgent } from "./core/standing.ts";
import type { SessionHolder } from "./session.ts";

export async function readAgent(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
): Promise<KnownAgent | null> {
  const [row] = await db
    .select()
    .from(appAgents)
    .where(and(eq(appAgents.integrationId, integrationId), eq(appAgents.agentId, agentId)));
  if (row === undefined) return null;
  const { name, admin, active, ticketRestriction, checkedAt } = row;
  return { name, admin, active, ticketRestriction, checkedAt: checkedAt.getTime() };
}

export async function saveAgent(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
  { checkedAt, ...known }: KnownAgent,
): Promise<void> {
  const fields = { ...known, checkedAt: new Date(checkedAt) };
  await db
    .insert(appAgents)
    .values({ integrationId, agentId, ...fields })
    .onConflictDoUpdate({ target: [appAgents.integrationId, appAgents.agentId], set: fields });
}

const untouched: AgentSettings = { pop: "pop", openTopBar: false };

export async function readSettings(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
): Promise<AgentSettings> {
  const [row] = await db
    .select({ pop: agentSettings.pop, openTopBar: agentSettings.openTopBar })
    .from(agentSettings)
    .where(and(eq(agentSettings.integrationId, integrationId), eq(agentSettings.agentId, agentId)));
  return row ?? untouched;
}

/** What is not given stays. */
export async function saveSettings(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
  settings: Partial<AgentSettings>,
): Promise<void> {
  await db
    .insert(agentSettings)
    .values({ integrationId, agentId, ...settings })
    .onConflictDoUpdate({ target: [agentSettings.integrationId, agentSettings.agentId], set: settings });
}

/** Missed calls are counted from the first time an agent uses the app. */
export async function startCountingMissed(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
): Promise<void> {
  await db.insert(agentSettings).values({ integrationId, agentId }).onConflictDoNothing();
}

/** The agent has looked at the missed calls: from now on others are counted. */
export async function markMissedSeen(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
): Promise<void> {
  const set = { missedSeenAt: sql`clock_timestamp()` };
  await db
    .insert(agentSettings)
    .values({ integrationId, agentId, ...set })
    .onConflictDoUpdate({ target: [agentSettings.integrationId, agentSettings.agentId], set });
}

/**
 * How many calls from outside came to the extension, were answered by nobody, and became known as such
 * since the agent last looked. By our clock: the PBX's may be another.
 */
export async function countMissed(
  db: Connection,
  { integrationId, agentId }: SessionHolder,
  extension: string,
): Promise<number> {
  const [row] = await db
    .select({ missed: sql<number>`count(*)::int` })
    .from(callExtensions)
    .innerJoin(
      agentSettings,
      and(eq(agentSettings.integrationId, callExtensions.integrationId), eq(agentSettings.agentId, agentId)),
    )
    .where(
      and(
        eq(callExtensions.integrationId, integrationId),
        eq(callExtensions.extension, extension),
        callExtensions.missed,
        gt(callExtensions.missedAt, agentSettings.missedSeenAt),
      ),
    );
  return row?.missed ?? 0;
}

export type AppInstallation = { appId: number; installationId: number };

/** Names the app's installation in Zendesk from which agents load us. */
export async function linkApp(
  db: Connection,
  integrationId: string,
  installation: AppInstallation,
): Promise<void> {
  await db
    .update(zendeskConnections)
    .set(installation)
    .where(eq(zendeskConnections.integrationId, integrationId));
  await tellChanged(db);
}
