import type { PopFailure } from "@deskline/shared/app";
import type { Agent } from "../app/agent.ts";
import { trace } from "../calls/store.ts";
import type { Clock } from "../platform/clock.ts";
import { isUuid } from "../platform/uuid.ts";
import type { Database } from "../storage/database.ts";
import { and, eq, inArray, isNull } from "../storage/drizzle.ts";
import { callPops } from "../storage/app-schema.ts";
import { calls } from "../storage/calls-schema.ts";

/**
 * Notes that Zendesk did not show a call although this agent's tab was to. False when it was noted before,
 * and when the agent was never granted such a pop.
 */
export async function notePopFailure(
  { db, clock }: { db: Database; clock: Clock },
  agent: Agent,
  callId: string,
  { moment, words }: PopFailure,
): Promise<boolean> {
  if (!isUuid(callId)) return false;
  return db.transaction(async (tx) => {
    const ofIntegration = tx
      .select({ id: calls.id })
      .from(calls)
      .where(and(eq(calls.id, callId), eq(calls.integrationId, agent.integration.id)));
    const noted = await tx
      .update(callPops)
      .set({ failure: words })
      .where(
        and(
          eq(callPops.agentId, agent.id),
          eq(callPops.moment, moment),
          isNull(callPops.failure),
          inArray(callPops.callId, ofIntegration),
        ),
      )
      .returning({ callId: callPops.callId });
    if (noted.length === 0) return false;
    await trace(tx, callId, "pop_failed", { agentId: agent.id, moment, words }, new Date(clock.now()));
    return true;
  });
}
