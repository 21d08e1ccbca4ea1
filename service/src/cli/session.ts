import { commandLine } from "../admin/actor.ts";
import { audit, type AuditedChange } from "../admin/audit.ts";
import { readConfig, type Config } from "../config.ts";
import { systemClock } from "../platform/clock.ts";
import { createLogger } from "../platform/logger.ts";
import { explainDatabase } from "../platform/start-error.ts";
import { createSecretBox, loadKeys } from "../platform/secrets.ts";
import { startQueue, type JobTransaction, type Queue } from "../queue/postgres.ts";
import { openDatabase } from "../storage/database.ts";
import { findRunningServer, startEmbeddedPostgres } from "../storage/embedded/server.ts";
import { migrate } from "../storage/migrate.ts";
import { listIntegrations } from "../integrations/store.ts";
import type { Integration } from "../integrations/integration.ts";
import { vendorOf } from "../pbx/vendors.ts";
import { UsageError } from "./usage-error.ts";

export type CliSession = Awaited<ReturnType<typeof openSession>>;

/**
 * Runs a command on the service's database: beside a running service, or alone. The embedded
 * database is started for the command when no service has it running, and stopped afterwards.
 */
export async function withSession<T>(
  env: Record<string, string | undefined>,
  run: (session: CliSession) => Promise<T>,
): Promise<T> {
  await using stack = new AsyncDisposableStack();
  return await run(await openSession(env, stack));
}

/** What is opened is closed by the stack, also when opening fails half-way. */
async function openSession(env: Record<string, string | undefined>, stack: AsyncDisposableStack) {
  const config = readConfig(env);
  const log = createLogger(env["LOG_LEVEL"] === undefined ? "silent" : config.logLevel);
  const box = createSecretBox(loadKeys({ encryptionKey: config.encryptionKey, dataDir: config.dataDir }));
  const databaseUrl = await databaseUrlOf(config, stack);
  const { db, pool, close } = openDatabase(databaseUrl, log, { max: 3 });
  stack.defer(close);
  await migrate(pool).catch((error: unknown) => {
    throw explainDatabase(error);
  });
  const openQueue = async (): Promise<Queue> => {
    const queue = await startQueue(databaseUrl, log, { worker: false });
    stack.defer(() => queue.stop());
    return queue;
  };
  return {
    db,
    box,
    log,
    clock: systemClock,
    vendorOf,
    zendeskBaseUrl: config.zendeskBaseUrl,
    publicUrl: config.publicUrl ?? `http://localhost:${config.http.port}`,
    openQueue,
  };
}

async function databaseUrlOf(config: Config, stack: AsyncDisposableStack): Promise<string> {
  if (config.storage.kind === "postgres") return config.storage.url;
  const running = await findRunningServer(config.dataDir);
  if (running !== null) return running;
  const server = await startEmbeddedPostgres({ directory: config.dataDir, log: () => undefined });
  stack.defer(() => server.stop());
  return server.url;
}

/** The option by which every command names its integration. */
export const whichIntegration = [
  "-i, --integration <name>",
  "name, id or key; not needed when there is only one",
] as const;

/** The integration a person means by its id, its key or its name; the only one when nothing is named. */
export async function integrationNamed(session: CliSession, name: string | undefined): Promise<Integration> {
  const all = await listIntegrations(session.db);
  if (name === undefined) {
    const [only, ...others] = all;
    if (only !== undefined && others.length === 0) return only;
    throw new UsageError(
      all.length === 0
        ? "There is no integration yet. Add one: deskline integration add --help"
        : `There are ${all.length} integrations. Name one with --integration: ${names(all)}`,
    );
  }
  const found = all.filter((one) => one.id === name || one.key === name || one.name === name);
  const [integration, ...others] = found;
  if (integration === undefined)
    throw new UsageError(`There is no integration "${name}". There is: ${names(all) || "none"}`);
  if (others.length > 0)
    throw new UsageError(
      `Several integrations are named "${name}". Use an id: ${found.map((one) => one.id).join(", ")}`,
    );
  return integration;
}

/** Changes something of an integration and notes that in the audit log, both or neither; null is no change to note. */
export async function changeAudited<T>(
  { db }: Pick<CliSession, "db">,
  { id, name }: Pick<Integration, "id" | "name">,
  action: string,
  change: AuditedChange | null,
  make: (tx: JobTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const made = await make(tx);
    if (change !== null) await audit(tx, { actor: commandLine, integration: { id, name } }, action, change);
    return made;
  });
}

export async function refuseTakenName(session: CliSession, name: string): Promise<void> {
  const taken = (await listIntegrations(session.db)).some((one) => one.name === name);
  if (taken) throw new UsageError(`There is an integration "${name}" already. Choose another name.`);
}

function names(all: Integration[]): string {
  return all.map((one) => `"${one.name}"`).join(", ");
}
