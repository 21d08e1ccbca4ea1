import { Client } from "pg";
import type { Logger } from "../platform/logger.ts";

const retryMs = 1000;

/**
 * Calls `onTold` with each notification on a channel, and with null after every (re)connection, since what
 * was told in between is lost. Resolves when listening; heals by itself until closed.
 */
export async function listen(
  url: string,
  channel: string,
  onTold: (payload: string | null) => void,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString: url,
      keepAlive: true,
      application_name: "deskline listener",
    });
    fresh.on("notification", (message) => onTold(message.payload ?? ""));
    fresh.on("error", (error) => log.warn({ err: error }, "listener connection lost"));
    fresh.on("end", () => reconnectLater(fresh));
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    client = fresh;
    onTold(null);
  }

  function reconnectLater(lost: Client): void {
    if (closed || (client !== null && client !== lost)) return;
    client = null;
    timer ??= setTimeout(() => {
      timer = null;
      if (closed) return;
      connect().catch((error: unknown) => {
        log.warn({ err: error }, "listener cannot connect");
        reconnectLater(lost);
      });
    }, retryMs);
  }

  await connect();
  return {
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
}
