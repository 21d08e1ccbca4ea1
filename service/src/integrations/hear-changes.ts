import type { Logger } from "../platform/logger.ts";
import { listen } from "../storage/listen.ts";
import type { Registry } from "./registry.ts";
import { changedChannel } from "./store.ts";

const againAfterMs = 1000;

/**
 * Has the integrations read anew whenever a replica tells of a change. A reading that fails is repeated until one
 * succeeds: nobody tells of that change again.
 */
export async function hearChanges(
  databaseUrl: string,
  registry: Registry,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  let again: NodeJS.Timeout | null = null;
  let closed = false;

  async function read(): Promise<void> {
    try {
      await registry.reload();
    } catch (error) {
      log.warn({ err: error }, "integrations not read");
      if (!closed) again ??= setTimeout(readAgain, againAfterMs);
    }
  }

  function readAgain(): void {
    again = null;
    void read();
  }

  const listener = await listen(databaseUrl, changedChannel, () => void read(), log);
  return {
    close: async () => {
      closed = true;
      if (again !== null) clearTimeout(again);
      await listener.close();
    },
  };
}
