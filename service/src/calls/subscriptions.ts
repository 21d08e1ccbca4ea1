import { Client } from "pg";
import type { Connection } from "../storage/database.ts";
import { sql } from "../storage/drizzle.ts";
import { pause } from "../platform/pause.ts";
import { keepSubscribed, wantsSubscription, type SubscribeDeps } from "./keep-subscribed.ts";

export type SubscriptionDeps = SubscribeDeps & { databaseUrl: string };

export type Subscriptions = { close(): Promise<void> };

const lookEveryMs = 2000;
/** First key of the advisory locks; the second is the integration's. */
const lockSpace = 730_541;

/**
 * Keeps one WebSocket subscription for every integration that wants one, on one replica: whoever
 * holds the integration's advisory lock. When that replica dies, another takes over.
 */
export function startSubscriptions(deps: SubscriptionDeps): Subscriptions {
  const stop = new AbortController();
  const finished = superviseUntil(deps, stop.signal);
  return {
    close: async () => {
      stop.abort();
      await finished;
    },
  };
}

async function superviseUntil(deps: SubscriptionDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await superviseWithLocks(deps, signal);
    } catch (error) {
      deps.log.warn({ err: error }, "subscriptions lost their locks");
    }
    await pause(lookEveryMs, signal);
  }
}

/** Runs until the connection that holds the locks is lost, or until told to stop. */
async function superviseWithLocks(deps: SubscriptionDeps, signal: AbortSignal): Promise<void> {
  const client = new Client({
    connectionString: deps.databaseUrl,
    keepAlive: true,
    application_name: "deskline subscriptions",
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  const over = AbortSignal.any([signal, lost.signal]);
  const running = new Map<string, { cancel: () => void; done: Promise<void> }>();
  await client.connect();
  try {
    while (!over.aborted) {
      const wanted = new Map(
        deps.registry
          .all()
          .filter(wantsSubscription)
          .map((one) => [one.id, one]),
      );
      for (const [id, run] of running) if (!wanted.has(id)) run.cancel();
      for (const integration of wanted.values()) {
        if (running.has(integration.id) || !(await lockFor(client, integration.id))) continue;
        const cancel = new AbortController();
        const done = keepSubscribed(deps, integration.id, AbortSignal.any([over, cancel.signal]))
          .then(() => (over.aborted ? undefined : unlock(client, integration.id)))
          .catch((error: unknown) => {
            deps.log.warn({ integrationId: integration.id, err: error }, "a subscription ended badly");
            lost.abort(); // Its lock goes with the connection.
          })
          .finally(() => running.delete(integration.id));
        running.set(integration.id, { cancel: () => cancel.abort(), done });
      }
      await pause(lookEveryMs, over);
    }
  } finally {
    lost.abort();
    await Promise.allSettled([...running.values()].map((run) => run.done));
    await client.end().catch(() => undefined);
  }
}

async function lockFor(client: Client, integrationId: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock($1, hashtext($2)) as locked",
    [lockSpace, integrationId],
  );
  return rows[0]?.locked === true;
}

/** Whether any replica keeps the integration's subscription now; whether it stands is noted beside it. */
export async function isKept(db: Connection, integrationId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from pg_locks
    where locktype = 'advisory' and classid = ${lockSpace}
      and objid = (hashtext(${integrationId})::bigint & 4294967295)
      and database = (select oid from pg_database where datname = current_database())`);
  return rows.length > 0;
}

async function unlock(client: Client, integrationId: string): Promise<void> {
  await client.query("select pg_advisory_unlock($1, hashtext($2))", [lockSpace, integrationId]);
}
