import type { PopClaim } from "@deskline/shared/app";
import type { Agent } from "../app/agent.ts";
import { isUuid } from "../platform/uuid.ts";
import type { Database } from "../storage/database.ts";
import { and, arrayContains, eq, sql } from "../storage/drizzle.ts";
import { callPops } from "../storage/app-schema.ts";
import { calls } from "../storage/calls-schema.ts";

/** True for the tab that asks first, however often it does; null when the agent takes no part in such a call. */
export async function claimPop(
  db: Database,
  agent: Agent,
  callId: string,
  { moment, tab }: { moment: PopClaim["moment"]; tab: string | null },
): Promise<boolean | null> {
  if (agent.extension === null || !isUuid(callId)) return null;
  const [call] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.id, callId),
        eq(calls.integrationId, agent.integration.id),
        arrayContains(calls.extensions, [agent.extension]),
      ),
    );
  if (call === undefined) return null;
  const claimed = await db
    .insert(callPops)
    .values({ callId, agentId: agent.id, moment, tab })
    .onConflictDoUpdate({
      target: [callPops.callId, callPops.agentId, callPops.moment],
      set: { tab },
      setWhere: sql`${callPops.tab} = ${tab}`,
    })
    .returning({ callId: callPops.callId });
  return claimed.length > 0;
}
