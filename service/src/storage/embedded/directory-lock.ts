import { rmSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, firstLine } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";

export type DirectoryLock = { release(): void };

const patienceMs = 3_000;
const sqliteBusy = 5;

/** Keeps held locks from the garbage collector, which would close, and so release, them. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the only one that starts, uses or stops the server of a data directory.
 *
 * Node has no call for file locks; an exclusive transaction on an empty SQLite file takes a real one (fcntl), which
 * the kernel drops when the process dies, however it dies, and which holds between containers that share a volume,
 * where process ids say nothing. Waits up to 3 s for a holder that is just leaving.
 */
export async function lockDirectory(
  paths: EmbeddedPaths,
  log: (line: string) => void,
): Promise<DirectoryLock> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const attempt = tryLock(paths);
    if (attempt.kind === "held") return holdLock(paths, attempt.file);
    if (attempt.kind === "unsupported") {
      log(`no file lock on ${paths.lock} (${attempt.reason}); relying on the database's own lock`);
      return { release() {} };
    }
    if (performance.now() > deadline) throw alreadyRunning(paths, readHolder(paths));
    await sleep(50);
  }
}

export function alreadyRunning(paths: EmbeddedPaths, holder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Another Deskline is already running on ${paths.dataDir} (${holder}). Stop it, or give this one its own DATA_DIR.`,
  );
}

type Attempt =
  { kind: "held"; file: DatabaseSync } | { kind: "busy" } | { kind: "unsupported"; reason: string };

function tryLock(paths: EmbeddedPaths): Attempt {
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(paths.lock, { timeout: 0 });
    file.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return { kind: "held", file };
  } catch (error) {
    file?.close();
    const busy = error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
    return busy ? { kind: "busy" } : { kind: "unsupported", reason: firstLine(error) };
  }
}

function holdLock(paths: EmbeddedPaths, file: DatabaseSync): DirectoryLock {
  held.add(file);
  writeFileSync(paths.holder, `process ${process.pid}`, { mode: 0o644 });
  return {
    release() {
      if (!held.delete(file)) return;
      rmSync(paths.holder, { force: true });
      file.close();
    },
  };
}

function readHolder(paths: EmbeddedPaths): string {
  try {
    return readFileSync(paths.holder, "utf8").trim() || "process unknown";
  } catch {
    return "process unknown";
  }
}
