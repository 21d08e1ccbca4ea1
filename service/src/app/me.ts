import type { Me, PhoneState } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Database } from "../storage/database.ts";
import type { Agent } from "./agent.ts";
import { obstacleOf } from "./core/obstacle.ts";
import { countMissed, readSettings } from "./store.ts";

/** How an extension's phone is now; `unknown` when the PBX does not tell. */
export type PhoneStateOf = (integration: KnownIntegration, extension: string) => Promise<PhoneState>;

export type MeDeps = { db: Database; phoneStateOf: PhoneStateOf };

/** What the app has to know of the agent and of the integration. */
export async function meOf({ db, phoneStateOf }: MeDeps, agent: Agent, verified: boolean): Promise<Me> {
  const { integration, id, name, admin, extension } = agent;
  const holder = { integrationId: integration.id, agentId: id };
  const [settings, missed, phone] = await Promise.all([
    readSettings(db, holder),
    extension === null ? 0 : countMissed(db, holder, extension),
    extension === null ? null : phoneStateOf(integration, extension),
  ]);
  const obstacle = obstacleOf({ status: integration.status, extension });
  return {
    agent: { id, name, admin },
    extension:
      extension === null || phone === null
        ? null
        : { number: extension, name: integration.names.get(extension) ?? "", phone },
    obstacle: verified || obstacle === "integration_disabled" ? obstacle : "not_connected",
    integration: {
      name: integration.name,
      country: integration.defaultCountry,
      dispositions: integration.dispositions,
    },
    pop: integration.popRules,
    settings: integration.agentsChoosePops ? settings : { ...settings, pop: "pop" },
    mayChoosePops: integration.agentsChoosePops,
    missed,
  };
}
