import { setFlagsFromString } from "node:v8";
import { startService } from "./compose.ts";
import { ConfigError, readConfig } from "./config.ts";
import { createLogger } from "./platform/logger.ts";
import { StartError } from "./platform/start-error.ts";
import { SecretError } from "./platform/secrets.ts";
import { EmbeddedPostgresError } from "./storage/embedded/errors.ts";
import { MigrationError } from "./storage/migrate.ts";

// V8 takes what the machine has before it cleans up: 300 MB on a large one, of which 40 are in use.
// Only now: while the code is loaded, cleaning up that often makes a fifth of the work.
setFlagsFromString("--optimize-for-size");

/** Mistakes of the surroundings: one line with the cure says more than a stack. */
const plain = [StartError, ConfigError, SecretError, EmbeddedPostgresError, MigrationError];

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const stopped = Promise.withResolvers<void>();
  const lost = (error: Error): void => {
    log.fatal({ err: error }, "the embedded database went away");
    process.exitCode = 1;
    stopped.resolve();
  };
  // Not `once`: Ctrl-C below npm comes twice, and the second would leave the database running.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopped.resolve());
  const starting = startService(config, log, lost);
  const service = await Promise.race([starting, stopped.promise.then(() => givenUp(starting))]);
  log.info({ url: service.url }, "ready");
  if (service.setupLink !== null)
    process.stdout.write(`Set the operator's password, once within 24 hours: ${service.setupLink}\n`);
  await stopped.promise;
  log.info("stopping");
  await service.close();
}

const startMs = 5000;

/** Told to stop before it was ready: the start has a moment to end, so that what it started can be stopped. */
function givenUp<T>(starting: Promise<T>): Promise<T> {
  setTimeout(() => {
    process.stderr.write("Told to stop before the start was done.\n");
    process.exit(1);
  }, startMs).unref();
  return starting;
}

try {
  await main();
} catch (error) {
  const known = plain.find((kind) => error instanceof kind);
  process.stderr.write(
    `${known !== undefined && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
