import { isDeepStrictEqual } from "node:util";
import type { TicketChoices } from "@deskline/shared/admin-tickets";
import { eq } from "../storage/drizzle.ts";
import type { Directory } from "../calls/core/call.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secrets.ts";
import type { Database } from "../storage/database.ts";
import { bindings, pbxNumbers } from "../storage/extensions-schema.ts";
import type { Integration } from "./integration.ts";
import { settingsFrom, type ReadSettings } from "../tickets/core/kept-settings.ts";
import { allTicketChoices, allTicketSettings, type KeptChoices } from "../tickets/settings-store.ts";
import { listIntegrations, webhookSecrets } from "./store.ts";

/** An integration with what each of its events needs, ready in memory. */
export type KnownIntegration = Integration & {
  webhookSecrets: string[];
  directory: Directory;
  /** Name by number, of extensions and queues that have one. */
  names: ReadonlyMap<string, string>;
  boundExtensions: ReadonlySet<string>;
  /** Extension by the id of the agent it is bound to. */
  extensionOf: ReadonlyMap<number, string>;
  /** Agents by the extension that is bound to them. */
  agents: ReadonlyMap<string, { id: number; name: string }>;
  tickets: Pick<ReadSettings, "settings" | "unreadable"> & {
    choices: TicketChoices | null;
    callRecords: boolean | null;
  };
};

export type Registry = {
  byKey(key: string): KnownIntegration | undefined;
  byId(id: string): KnownIntegration | undefined;
  /** As `byId`; one that is not known is read for: what asks may be quicker than the news of it. */
  find(id: string): Promise<KnownIntegration | undefined>;
  all(): KnownIntegration[];
  /** Reads everything anew. Calls made meanwhile share one more reading. */
  reload(): Promise<void>;
  /** Hears of the integrations that a reading found new or changed, once the change acts here. */
  onChange(listener: (integrationIds: string[]) => void): void;
};

/**
 * Every integration of the deployment, held in memory so that an event costs no look-up and an
 * unknown key takes as long as a known one. Reloaded whenever a replica tells of a change.
 */
export function createRegistry(db: Database, box: SecretBox, log: Logger): Registry {
  let known = new Map<string, KnownIntegration>();
  let byKey = new Map<string, KnownIntegration>();
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const listeners: ((integrationIds: string[]) => void)[] = [];

  async function read(): Promise<void> {
    const [list, secrets, settings, choices] = await Promise.all([
      listIntegrations(db),
      webhookSecrets(db, box),
      allTicketSettings(db),
      allTicketChoices(db),
    ]);
    const fresh = await Promise.all(
      list.map(async (integration) => ({
        ...integration,
        webhookSecrets: secrets.get(integration.id) ?? [],
        tickets: ticketsOf(settings.get(integration.id), choices.get(integration.id)),
        ...(await numbersOf(db, integration.id)),
      })),
    );
    for (const { id, tickets } of fresh)
      if (tickets.unreadable !== null && tickets.unreadable !== known.get(id)?.tickets.unreadable)
        log.error(
          { integrationId: id, unreadable: tickets.unreadable },
          "the settings of tickets cannot be read: calls wait until they are mended",
        );
    const changed = fresh.filter((one) => !isDeepStrictEqual(one, known.get(one.id))).map((one) => one.id);
    known = new Map(fresh.map((integration) => [integration.id, integration]));
    byKey = new Map(fresh.map((integration) => [integration.key, integration]));
    log.debug({ integrations: fresh.length }, "integrations read");
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  }

  function reload(): Promise<void> {
    if (running === null) {
      running = read().finally(() => (running = null));
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return reload();
      });
    return next;
  }

  return {
    byKey: (key) => byKey.get(key),
    byId: (id) => known.get(id),
    find: async (id) => known.get(id) ?? reload().then(() => known.get(id)),
    all: () => [...known.values()],
    reload,
    onChange: (listener) => void listeners.push(listener),
  };
}

function ticketsOf(
  kept: ReadSettings = settingsFrom(),
  choices: KeptChoices | undefined,
): KnownIntegration["tickets"] {
  const { settings, unreadable } = kept;
  return {
    settings,
    unreadable,
    choices: choices?.choices ?? null,
    callRecords: choices?.callRecords ?? null,
  };
}

async function numbersOf(
  db: Database,
  integrationId: string,
): Promise<Pick<KnownIntegration, "directory" | "names" | "boundExtensions" | "extensionOf" | "agents">> {
  const [numbers, bound] = await Promise.all([
    db.select().from(pbxNumbers).where(eq(pbxNumbers.integrationId, integrationId)),
    db
      .select({ extension: bindings.extension, agentId: bindings.agentId, agentName: bindings.agentName })
      .from(bindings)
      .where(eq(bindings.integrationId, integrationId)),
  ]);
  const ofKind = (kind: string) => numbers.filter((row) => row.kind === kind).map((row) => row.number);
  const boundExtensions = new Set(bound.map((row) => row.extension));
  return {
    directory: {
      extensions: new Set([...ofKind("extension"), ...boundExtensions]),
      queues: new Set(ofKind("queue")),
    },
    names: new Map(numbers.filter((row) => row.name !== "").map((row) => [row.number, row.name])),
    boundExtensions,
    extensionOf: new Map(bound.map((row) => [row.agentId, row.extension])),
    agents: new Map(bound.map((row) => [row.extension, { id: row.agentId, name: row.agentName }])),
  };
}
