import { realpathSync } from "node:fs";
import { findBinaries } from "./binaries.ts";
import { type Running, bringUp } from "./bring-up.ts";
import { ensureCluster, readPassword, role } from "./cluster.ts";
import { type DirectoryLock, lockDirectory } from "./directory-lock.ts";
import { EmbeddedPostgresError, errorCode, explainFailure } from "./errors.ts";
import { trimLog } from "./launch.ts";
import { type EmbeddedPaths, pathsOf, prepareDirectory } from "./paths.ts";
import { findPostmaster, readPidFile, stopPostmaster } from "./postmaster.ts";
import { chooseServerUser } from "./server-user.ts";
import { tryConnect } from "./session.ts";

export type EmbeddedServer = {
  /** postgres:// URL of the database "deskline" with its password. */
  url: string;
  /** How it came to be: "taken_over" when the server of a killed process was still running. */
  origin: "started" | "taken_over";
  /** Fast shutdown; resolves when the server process is gone. Asking twice is harmless. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** DATA_DIR */
  directory: string;
  log: (line: string) => void;
  /** Of PostgreSQL, over those that a service wants. */
  settings?: Record<string, string>;
  /** The server went away without being asked to; called once. */
  onLost?: (error: EmbeddedPostgresError) => void;
};

/**
 * Starts the server of `directory`, or takes over the one that a killed process has left running.
 * Throws EmbeddedPostgresError, whose message is one line with the cause and the cure.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { directory, log, settings = {} } = options;
  let lock: DirectoryLock | null = null;
  try {
    const paths = prepareDirectory(directory);
    lock = await lockDirectory(paths, log);
    const user = chooseServerUser(paths);
    const binaries = await findBinaries(user, log);
    const password = await ensureCluster(paths, user, binaries, log);
    const running = await bringUp({ paths, user, binaries, password, log, settings });
    return serverHandle({ paths, running, lock, password, onLost: options.onLost });
  } catch (error) {
    lock?.release();
    throw explainFailure(error, directory);
  }
}

/** The URL of the server that another process has running in `directory`; null when none runs. */
export async function findRunningServer(directory: string): Promise<string | null> {
  try {
    const paths = pathsOf(realpathSync(directory));
    if (findPostmaster(paths) === null) return null;
    const port = readPidFile(paths)?.port ?? null;
    const password = await readPassword(paths);
    if (port === null || password === null) return null;
    const attempt = await tryConnect(paths, port, password);
    if (attempt.kind !== "ready") return null;
    await attempt.client.end();
    return urlOf(password, port);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw explainFailure(error, directory);
  }
}

function serverHandle(parts: {
  paths: EmbeddedPaths;
  running: Running;
  lock: DirectoryLock;
  password: string;
  onLost: EmbeddedOptions["onLost"];
}): EmbeddedServer {
  const { paths, running, lock } = parts;
  const { client, server } = running;
  let state: "up" | "lost" | "stopping" = "up";
  let stopped: Promise<void> | null = null;
  const trimming = setInterval(() => trimLog(paths), 3_600_000).unref();

  function lose(): void {
    if (state !== "up") return;
    state = "lost";
    parts.onLost?.(
      new EmbeddedPostgresError(
        `The embedded database in ${paths.dataDir} has stopped or restarted by itself. Start Deskline again; ${paths.log} may tell why.`,
      ),
    );
  }
  client.on("error", lose).on("end", lose);

  async function stop(): Promise<void> {
    state = "stopping";
    clearInterval(trimming);
    try {
      if (server.isAlive()) await stopPostmaster(server, "fast");
      await client.end().catch(() => {});
    } finally {
      lock.release();
    }
  }
  return {
    url: urlOf(parts.password, running.port),
    origin: running.origin,
    stop: () => (stopped ??= stop()),
  };
}

function urlOf(password: string, port: number): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${role}`;
}
