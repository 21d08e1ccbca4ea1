import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";

/** Channel on which replicas tell one another what has changed for the app. */
export const liveChannel = "deskline_live";

/** Gives the call a new revision, and has it sent to the agents it concerns once the transaction is committed. */
export async function touchCall(tx: Connection, integrationId: string, callId: string): Promise<void> {
  await tx
    .update(calls)
    .set({ revision: sql`nextval('call_revisions')`, changedAt: sql`now()` })
    .where(eq(calls.id, callId));
  await tellCallChanged(tx, integrationId, callId);
}

/** As `touchCall`, for a change that took a new revision itself. */
export async function tellCallChanged(tx: Connection, integrationId: string, callId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${liveChannel}, ${`call ${integrationId} ${callId}`})`);
}

/** Has one agent's frames read `/api/app/me` again; all agents' of the integration when none is named. */
export async function tellAgentChanged(
  tx: Connection,
  integrationId: string,
  agentId: number | null,
): Promise<void> {
  await tx.execute(sql`select pg_notify(${liveChannel}, ${`me ${integrationId} ${agentId ?? "*"}`})`);
}
