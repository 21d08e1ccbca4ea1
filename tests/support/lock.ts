import { mkdir, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_AGAIN_MS = 250;

/** A lock this old was left behind by a process that died. */
const STALE_MS = 15 * 60_000;

/** Runs the work while holding a lock directory, so that one process of the machine does it at a time. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(folder))) {
    if (await isStale(folder)) await rm(folder, { recursive: true, force: true });
    else await sleep(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(folder: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}
