import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";

/** A running server process. `isAlive` is false for a zombie and for another program under the same process id. */
export type Postmaster = { pid: number; isAlive(): boolean };

/** What postmaster.pid says; `status` is PostgreSQL's word: starting, ready, standby, stopping. */
type PidFile = { pid: number; port: number | null; status: string | null };

/** Lines of the file: src/include/utils/pidfile.h of PostgreSQL. null when there is none or it is not complete. */
export function readPidFile(paths: EmbeddedPaths): PidFile | null {
  const lines = readPidText(paths)?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid === 0) return null;
  // A server in single-user mode writes its id with a minus sign.
  return { pid: Math.abs(pid), port: Number(lines[3]) || null, status: lines[7]?.trim() ?? null };
}

/** The server process that is running on this directory, whoever started it. */
export function findPostmaster(paths: EmbeddedPaths): Postmaster | null {
  const pid = readPidFile(paths)?.pid;
  if (pid === undefined || !isPostmasterOf(paths, pid)) return null;
  return { pid, isAlive: () => isPostmasterOf(paths, pid) };
}

/**
 * Makes a left-over postmaster.pid harmless. PostgreSQL itself copes with a dead process id, but not with an empty
 * file (a crash while it was written), nor with an id that by now is another program's. That id is replaced by
 * ours: PostgreSQL skips the id of its parent (CreateLockFile in miscinit.c) and still checks, from the rest of the
 * file, that no process of the old server is left. Call it only while holding the directory lock.
 */
export async function disarmStalePidFile(paths: EmbeddedPaths, log: (line: string) => void): Promise<void> {
  const text = readPidText(paths);
  if (text === null || findPostmaster(paths) !== null) return;
  const pid = readPidFile(paths)?.pid;
  if (pid === undefined) {
    await sleep(1_000); // perhaps a server is just writing it
    if (readPidText(paths) !== text) return;
    log("removing an incomplete postmaster.pid");
    rmSync(paths.pidFile, { force: true });
    return;
  }
  if (!processExists(pid) || pid === process.pid) return;
  log(`postmaster.pid is stale: process ${pid} is another program`);
  writeFileSync(paths.pidFile, [String(process.pid), ...text.split("\n").slice(1)].join("\n"));
}

/**
 * Stops a server: fast shutdown first, then immediate (it recovers from its log at the next start), at last by
 * force. Resolves when it is gone.
 */
export async function stopPostmaster(server: Postmaster, how: "fast" | "immediate"): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ["SIGQUIT", 8_000],
    ["SIGKILL", 5_000],
  ];
  if (how === "fast") steps.unshift(["SIGINT", 20_000]);
  for (const [signal, patienceMs] of steps) {
    sendSignal(server.pid, signal);
    sendSignal(server.pid, "SIGCONT"); // a suspended process takes no other signal
    if (await isGoneWithin(server, patienceMs)) return;
  }
  throw new EmbeddedPostgresError(
    `The database process ${server.pid} cannot be stopped. End it by hand (kill -9 ${server.pid}) and start Deskline again.`,
  );
}

async function isGoneWithin(server: Postmaster, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (server.isAlive()) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return;
    throw new EmbeddedPostgresError(
      `The database process ${pid} belongs to another user and cannot be stopped. Run Deskline as that user, or end the process by hand.`,
      { cause: error },
    );
  }
}

function isPostmasterOf(paths: EmbeddedPaths, pid: number): boolean {
  if (!processExists(pid)) return false;
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return /\bpostgres\b/.test(stdout) && stdout.includes(paths.cluster);
  }
  const [program, ...args] = readProcText(pid).split("\0");
  if (basename(program ?? "") !== "postgres") return false;
  return args.includes(paths.cluster) || workingDirectory(pid) === paths.cluster;
}

/** Empty for a process that has ended, also when nobody has collected it yet. */
function readProcText(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** The server's working directory is its data directory, also after that was renamed. */
function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function readPidText(paths: EmbeddedPaths): string | null {
  try {
    return readFileSync(paths.pidFile, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
