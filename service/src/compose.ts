import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { createPublicKeys } from "./app/public-keys.ts";
import { createSessions } from "./app/session.ts";
import { pbxFor } from "./dialling/deps.ts";
import { createPhoneStates } from "./dialling/phone-states.ts";
import { createRecordingLinks } from "./dialling/recording-link.ts";
import { createSignIns } from "./recordings/sign-ins.ts";
import { firstSetupLink } from "./console/setup-link.ts";
import { createHub } from "./live/hub.ts";
import { liveChannel } from "./live/touch.ts";
import { startSubscriptions } from "./calls/subscriptions.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { hearChanges } from "./integrations/hear-changes.ts";
import { createRegistry } from "./integrations/registry.ts";
import { zendeskAccount } from "./integrations/zendesk-grant.ts";
import { systemClock } from "./platform/clock.ts";
import type { Logger } from "./platform/logger.ts";
import { createMetrics } from "./platform/metrics.ts";
import { createSecretBox, loadKeys } from "./platform/secrets.ts";
import { explainDatabase, explainListen } from "./platform/start-error.ts";
import { startJobs } from "./start-jobs.ts";
import { startQueue } from "./queue/postgres.ts";
import { vendorOf } from "./pbx/vendors.ts";
import { openDatabase } from "./storage/database.ts";
import { startEmbeddedPostgres } from "./storage/embedded/server.ts";
import { listen } from "./storage/listen.ts";
import { migrate } from "./storage/migrate.ts";
import type { BringDeps } from "./tickets/bring-recording.ts";
import { readPublicKey } from "./zendesk/apps.ts";
import { zendeskOn } from "./zendesk/zendesk.ts";

export type Service = {
  url: string;
  /** For setting the operator's password; null when it is set. It is a secret: shown to whoever starts us, and nowhere else. */
  setupLink: string | null;
  close(): Promise<void>;
};

/** With the rest of the stop this stays within five seconds. */
const lastRequestsMs = 3000;

/** What a running service cannot go on without went away. */
export type Lost = (error: Error) => void;

/**
 * Builds the service and starts it; resolves when it accepts requests. What was started is stopped
 * again, last first, by `close` or when a later part cannot be started.
 */
export async function startService(config: Config, log: Logger, onLost: Lost): Promise<Service> {
  const stack = new AsyncDisposableStack();
  try {
    const started = await start(config, log, onLost, stack);
    return { ...started, close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function start(
  config: Config,
  log: Logger,
  onLost: Lost,
  stack: AsyncDisposableStack,
): Promise<Omit<Service, "close">> {
  const keys = loadKeys({ encryptionKey: config.encryptionKey, dataDir: config.dataDir });
  const box = createSecretBox(keys);
  const databaseUrl = await databaseUrlOf(config, log, onLost, stack);
  const { db, pool, close } = openDatabase(databaseUrl, log.child({ part: "database" }));
  stack.defer(close);
  // Jobs wait for the outside and for rows; what the PBX tells must not wait behind them.
  const intake = openDatabase(databaseUrl, log.child({ part: "intake" }), { max: 10 });
  stack.defer(intake.close);
  await migrate(pool).catch((error: unknown) => {
    throw explainDatabase(error);
  });
  const clock = systemClock;
  const metrics = createMetrics();
  const queue = await startQueue(databaseUrl, log.child({ part: "queue" }), {
    worker: true,
    onEnd: (job, result) => metrics.jobs.inc({ job, result }),
  });
  stack.defer(() => queue.stop());
  const registry = createRegistry(db, box, log.child({ part: "integrations" }));
  await registry.reload();
  const listener = await hearChanges(databaseUrl, registry, log);
  stack.defer(listener.close);
  const hub = createHub({ db, registry, log: log.child({ part: "live" }) });
  registry.onChange((ids) => {
    for (const id of ids) hub.tell(`me ${id} *`);
  });
  const liveListener = await listen(databaseUrl, liveChannel, hub.tell, log);
  stack.defer(liveListener.close);

  const publicUrl = config.publicUrl ?? `http://localhost:${config.http.port}`;
  const shared = {
    publicUrl,
    db,
    box,
    clock,
    log,
    queue,
    registry,
    hub,
    metrics,
    vendorOf,
    zendeskBaseUrl: config.zendeskBaseUrl,
    zendeskOf: async (integrationId: string) =>
      zendeskOn(
        await zendeskAccount({ db, box, clock, log, zendeskBaseUrl: config.zendeskBaseUrl }, integrationId),
      ),
  };
  const recordingOf: BringDeps["recordingOf"] = async (integrationId, file, signal) => {
    const integration = registry.byId(integrationId);
    if (integration === undefined) return null;
    const { vendor, connection } = await pbxFor(shared, integration);
    return vendor.openRecording(connection, file, { range: null, signal });
  };
  await startJobs({ ...shared, recordingOf });
  const subscriptions = startSubscriptions({ ...shared, intake: intake.db, databaseUrl });
  stack.defer(() => subscriptions.close());

  const phoneStates = createPhoneStates(shared);
  const address = Promise.withResolvers<string>();
  const app = createApp({
    ...shared,
    intake: intake.db,
    sessions: createSessions(keys, clock),
    publicKeys: createPublicKeys({ clock, log: log.child({ part: "app" }), read: readPublicKey }),
    phoneStates,
    appDir: config.appDir,
    phoneStateOf: phoneStates.of,
    recordingLinks: createRecordingLinks(keys, clock),
    signIns: createSignIns(keys, clock),
  });
  const server = serve(
    { fetch: app.fetch, port: config.http.port, hostname: config.http.host },
    (info: AddressInfo) =>
      address.resolve(`http://${info.family === "IPv6" ? `[${info.address}]` : info.address}:${info.port}`),
  );
  server.on("error", (error) => address.reject(explainListen(error, config.http.host, config.http.port)));
  stack.defer(() => closeServer(server));
  const url = await address.promise;
  return { url, setupLink: await firstSetupLink({ db, clock }, publicUrl ?? url) };
}

/** Lets requests finish, but not for longer than a moment: one that never comes whole must not hold the stop. */
async function closeServer(server: ReturnType<typeof serve>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const patience = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }, lastRequestsMs);
  await closed;
  clearTimeout(patience);
}

async function databaseUrlOf(
  config: Config,
  log: Logger,
  onLost: Lost,
  stack: AsyncDisposableStack,
): Promise<string> {
  if (config.storage.kind === "postgres") return config.storage.url;
  const child = log.child({ part: "embedded database" });
  const server = await startEmbeddedPostgres({
    directory: config.dataDir,
    log: (line) => child.debug(line),
    onLost,
  });
  stack.defer(() => server.stop());
  child.info({ origin: server.origin }, "embedded database runs");
  return server.url;
}
