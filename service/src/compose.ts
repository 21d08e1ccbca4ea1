import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { installLeg } from "./admin/app-install.ts";
import { followChanges, followNews, readAll } from "./contacts/follow-changes.ts";
import { identifyCaller } from "./live/identify-caller.ts";
import { createPublicKeys } from "./app/public-keys.ts";
import { createSessions } from "./app/session.ts";
import { pbxFor } from "./dialling/deps.ts";
import { createPhoneStates } from "./dialling/phone-states.ts";
import { createRecordingLinks } from "./dialling/recording-link.ts";
import { awaitRecording } from "./recordings/await-recording.ts";
import { createSignIns } from "./recordings/sign-ins.ts";
import { firstSetupLink } from "./console/setup-link.ts";
import { sweepConsole } from "./console/sweep.ts";
import { createHub } from "./live/hub.ts";
import { liveChannel } from "./live/touch.ts";
import { pullRecords } from "./calls/pull-records.ts";
import { settleCall, sweepCalls } from "./calls/settle-call.ts";
import { startSubscriptions } from "./calls/subscriptions.ts";
import type { Config } from "./config.ts";
import { createApp, type AppDeps } from "./http/app.ts";
import { createRegistry } from "./integrations/registry.ts";
import { changedChannel } from "./integrations/store.ts";
import { syncBoth } from "./extensions/sync-both.ts";
import { syncNumbers } from "./extensions/sync-numbers.ts";
import { refreshGrants, zendeskAccount } from "./integrations/zendesk-grant.ts";
import { systemClock } from "./platform/clock.ts";
import type { Logger } from "./platform/logger.ts";
import { createMetrics } from "./platform/metrics.ts";
import { createSecretBox, loadKeys } from "./platform/secrets.ts";
import { explainDatabase, explainListen } from "./platform/start-error.ts";
import { startQueue } from "./queue/postgres.ts";
import { vendorOf } from "./pbx/vendors.ts";
import { openDatabase } from "./storage/database.ts";
import { startEmbeddedPostgres } from "./storage/embedded/server.ts";
import { listen } from "./storage/listen.ts";
import { migrate } from "./storage/migrate.ts";
import { sweepPhonebooks, syncPhonebook, type PhonebookDeps } from "./phonebook/sync-phonebook.ts";
import { logCall } from "./tickets/log-call.ts";
import type { LogCallDeps } from "./tickets/work.ts";
import { logNote } from "./tickets/log-note.ts";
import { syncChoices } from "./tickets/sync-choices.ts";
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
  const listener = await listen(
    databaseUrl,
    changedChannel,
    () => void registry.reload().catch((error: unknown) => log.warn({ err: error }, "integrations not read")),
    log,
  );
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
  const recordingOf: LogCallDeps["recordingOf"] = async (integrationId, file, signal) => {
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

type Shared = Omit<
  AppDeps,
  | "intake"
  | "sessions"
  | "publicKeys"
  | "appDir"
  | "phoneStateOf"
  | "phoneStates"
  | "recordingLinks"
  | "signIns"
> &
  PhonebookDeps;

async function startJobs(shared: Shared & Pick<LogCallDeps, "recordingOf">): Promise<void> {
  const { queue, registry, db } = shared;
  const done = { status: "done" } as const;
  /** A job may be quicker than the news of its integration. */
  const known = async (id: string) => registry.byId(id) ?? registry.reload().then(() => registry.byId(id));
  const connected = async (id: string) => {
    const held = await known(id);
    if (held?.status === "connected") return held;
    await registry.reload();
    const fresh = registry.byId(id);
    return fresh?.status === "connected" ? fresh : undefined;
  };
  await queue.work("identify-caller", { batch: 10, workers: 2, lookEverySeconds: 5 }, async ({ callId }) => {
    await identifyCaller(shared, callId);
    return done;
  });
  await queue.work("settle-call", { batch: 50, workers: 1, lookEverySeconds: 1 }, async ({ callId }) => {
    await settleCall(shared, callId);
    return done;
  });
  await queue.work("log-call", { batch: 10, workers: 3, lookEverySeconds: 1 }, (job) =>
    logCall({ ...shared, random: Math.random }, job),
  );
  await queue.work("log-note", { batch: 10, workers: 1, lookEverySeconds: 2 }, (job) =>
    logNote({ ...shared, random: Math.random }, job),
  );
  await queue.work("await-recording", { batch: 5, workers: 1, lookEverySeconds: 2 }, async (job) => {
    await awaitRecording(shared, job);
    return done;
  });
  await queue.work("install-app", { batch: 5, workers: 1, lookEverySeconds: 2 }, async (job) => {
    await installLeg(shared, job);
    return done;
  });
  await queue.work(
    "sync-numbers",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await known(integrationId);
      if (integration !== undefined) await syncNumbers(shared, integration);
      return done;
    },
  );
  await queue.work(
    "pull-records",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await known(integrationId);
      if (integration !== undefined && integration.pbx.url !== null && integration.pbx.loginProblem === null)
        await pullRecords(shared, integration);
      return done;
    },
  );
  await queue.work("pull-all-records", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    for (const { id } of registry.all())
      await queue.add("pull-records", { integrationId: id }, { key: id }, db);
    return done;
  });
  await queue.work(
    "read-contacts",
    { batch: 2, workers: 1, lookEverySeconds: 1 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration !== undefined) await followChanges(shared, integration);
      return done;
    },
  );
  await queue.work(
    "read-contact-news",
    { batch: 5, workers: 1, lookEverySeconds: 1 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration !== undefined) await followNews(shared, integration);
      return done;
    },
  );
  await queue.work("read-all-contacts", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await readAll(shared, db, registry.all());
    return done;
  });
  await queue.repeat("read-all-contacts", "*/5 * * * *");
  await queue.work(
    "sync-phonebook",
    { batch: 5, workers: 1, lookEverySeconds: 2 },
    async ({ integrationId }) => {
      const integration = await known(integrationId);
      if (integration !== undefined) await syncPhonebook(shared, integration);
      return done;
    },
  );
  await queue.work("sweep-phonebooks", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepPhonebooks(shared);
    return done;
  });
  await queue.repeat("sweep-phonebooks", "* * * * *");
  await queue.add("sweep-phonebooks", {}, { key: "sweep-phonebooks" }, db);
  await queue.work("refresh-grants", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await refreshGrants(
      shared,
      registry
        .all()
        .filter((one) => one.zendesk.authorized && one.status !== "reconnect_needed")
        .map((one) => one.id),
    );
    return done;
  });
  await queue.work("sweep-calls", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepCalls(shared);
    return done;
  });
  await queue.work("sweep-console", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepConsole(shared);
    return done;
  });
  await queue.repeat("sweep-console", "41 * * * *");
  await queue.work("sync-all-agents", { batch: 1, workers: 1, lookEverySeconds: 60 }, async () => {
    for (const integration of registry.all())
      if (integration.status === "connected") {
        await syncBoth(shared, integration);
        await syncChoices(shared, integration.id);
      }
    return done;
  });
  await queue.repeat("sync-all-agents", "43 2 * * *");
  await queue.repeat("sweep-calls", "* * * * *");
  await queue.repeat("pull-all-records", "*/5 * * * *");
  await queue.repeat("refresh-grants", "17 * * * *");
  await queue.add("pull-all-records", {}, { key: "pull-all-records" }, db);
}
