import { tellChanged } from "../integrations/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Database } from "../storage/database.ts";
import type { Helpdesk } from "./ports.ts";
import { saveCallRecords } from "./settings-store.ts";

/** Finds out once whether the account keeps call records, where the settings leave it to that. */
export async function withRecordWay(
  db: Database,
  zendesk: Helpdesk,
  integration: KnownIntegration,
): Promise<KnownIntegration> {
  const { tickets } = integration;
  if (tickets.settings.record !== "auto" || tickets.callRecords !== null) return integration;
  const callRecords = await findOut(db, zendesk, integration.id);
  return { ...integration, tickets: { ...tickets, callRecords } };
}

/** Asks anew, and keeps the answer if there is one. */
export async function findOut(
  db: Database,
  zendesk: Helpdesk,
  integrationId: string,
): Promise<boolean | null> {
  const callRecords = await zendesk.keepsCallRecords();
  if (callRecords === null) return null;
  await saveCallRecords(db, integrationId, callRecords);
  await tellChanged(db);
  return callRecords;
}
