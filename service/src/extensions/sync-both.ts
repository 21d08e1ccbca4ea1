import type { Integration } from "../integrations/integration.ts";
import type { PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { noteReadTrouble, type Side } from "./store.ts";
import { syncAgents } from "./sync-agents.ts";
import { syncNumbers } from "./sync-numbers.ts";

export type SyncDeps = GrantDeps & PbxSessionDeps;

/** Reads agents and extensions anew. Of a side that fails, why is kept, and what was known. */
export async function syncBoth(deps: SyncDeps, integration: Integration): Promise<void> {
  await Promise.all([
    attempt(deps, integration.id, "zendesk", () => syncAgents(deps, integration.id)),
    attempt(deps, integration.id, "pbx", () => syncNumbers(deps, integration)),
  ]);
}

async function attempt(
  { db }: SyncDeps,
  integrationId: string,
  side: Side,
  read: () => Promise<unknown>,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    await noteReadTrouble(db, integrationId, side, error.message);
  }
}
