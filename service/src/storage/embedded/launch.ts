import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import type { Binaries } from "./binaries.ts";
import { explainFailure } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";
import type { Postmaster } from "./postmaster.ts";
import { type ServerUser, commandAs } from "./server-user.ts";

/** Given on the command line, so that a cluster made by an older Deskline runs with the settings of this one. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  // Memory: the service and its database share a small machine.
  shared_buffers: "64MB",
  io_method: "sync",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "512MB",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log tells what went wrong, without statements or the values in them.
  logging_collector: "off",
  log_destination: "stderr",
  log_line_prefix: "%m [%p] ",
  log_min_messages: "warning",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

type LaunchedServer = Postmaster & { logOffset: number };

/**
 * Starts postgres on a free port of 127.0.0.1; it tells the port in postmaster.pid. It gets a session of its own, so
 * that Ctrl-C in a terminal ends the service first, and it does not keep this process running.
 */
export async function launchPostgres(
  paths: EmbeddedPaths,
  user: ServerUser,
  binaries: Binaries,
  moreSettings: Record<string, string>,
): Promise<LaunchedServer> {
  const port = await findFreePort();
  const options = Object.entries({ ...settings, ...moreSettings, port }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const command = commandAs(user, binaries.postgres, ["-D", paths.cluster, ...options]);
  trimLog(paths);
  const log = openSync(paths.log, "a", 0o600);
  try {
    const logOffset = fstatSync(log).size;
    const child = spawn(command.file, command.args, {
      ...command.options,
      detached: true,
      stdio: ["ignore", log, log],
    });
    const pid = await startedPid(child, paths);
    child.unref();
    return { pid, logOffset, isAlive: () => child.exitCode === null && child.signalCode === null };
  } finally {
    closeSync(log);
  }
}

const maxLogBytes = 8_000_000;
const keptLogBytes = 1_000_000;

/** Cuts server.log to its last megabyte once it is large; safe while the server writes, which appends. */
export function trimLog(paths: EmbeddedPaths): void {
  const log = openSync(paths.log, "a+", 0o600);
  try {
    const { size } = fstatSync(log);
    if (size <= maxLogBytes) return;
    const kept = Buffer.alloc(keptLogBytes);
    const length = readSync(log, kept, 0, keptLogBytes, size - keptLogBytes);
    ftruncateSync(log, 0);
    writeSync(log, kept.subarray(kept.indexOf("\n") + 1, length));
  } finally {
    closeSync(log);
  }
}

/** What the server has written since it was launched, last 16 kB at most. */
export function readLogSince(paths: EmbeddedPaths, offset: number): string {
  const log = openSync(paths.log, "r");
  try {
    const from = Math.max(offset, fstatSync(log).size - 16_384);
    const text = Buffer.alloc(16_384);
    return text.toString("utf8", 0, readSync(log, text, 0, text.length, from));
  } finally {
    closeSync(log);
  }
}

async function startedPid(child: ChildProcess, paths: EmbeddedPaths): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once("spawn", () => resolve(child.pid ?? 0));
  child.once("error", (error) => reject(explainFailure(error, paths.dataDir)));
  return await promise;
}

async function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().once("error", reject);
  probe.listen(0, "127.0.0.1", () => {
    const address = probe.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return await promise;
}
