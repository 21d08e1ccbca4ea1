import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { role } from "./cluster.ts";
import { alreadyRunning } from "./directory-lock.ts";
import { errorCode } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";
import { type Postmaster, readPidFile } from "./postmaster.ts";

type Answer =
  | { kind: "ready"; client: pg.Client; port: number }
  | { kind: "wrong_password" }
  | { kind: "silent"; reason: string }
  | { kind: "gone" };

const silenceMs = 10_000;
const recoveryMs = 10 * 60_000;
/** SQLSTATE 57P03: the server is there, but still starting or already stopping. */
const cannotConnectNow = "57P03";

/** Waits until the server process accepts our password; a server busy with crash recovery gets the time it needs. */
export async function waitForAnswer(
  paths: EmbeddedPaths,
  server: Postmaster,
  password: string,
): Promise<Answer> {
  const startedAt = performance.now();
  let heardAt = startedAt;
  let nextTryAt = startedAt + 500; // until then only when the server says that it is ready
  let reason = "it has not opened its port";
  while (server.isAlive()) {
    const now = performance.now();
    if (now - heardAt > silenceMs || now - startedAt > recoveryMs) return { kind: "silent", reason };
    const file = readPidFile(paths);
    const isOurs = file?.pid === server.pid && file.port !== null;
    if (isOurs && file.port !== null && (now >= nextTryAt || file.status === "ready")) {
      const attempt = await tryConnect(paths, file.port, password);
      if (attempt.kind === "ready") return { ...attempt, port: file.port };
      if (attempt.kind === "wrong_password") return attempt;
      reason = attempt.reason;
      if (attempt.kind === "busy" && file.status !== "stopping") heardAt = performance.now();
      nextTryAt = performance.now() + 500;
    }
    await sleep(now - startedAt < 2_000 ? 15 : 100);
  }
  return { kind: "gone" };
}

type Attempt =
  | { kind: "ready"; client: pg.Client }
  | { kind: "wrong_password" }
  | { kind: "busy" | "failed"; reason: string };

/** Connects to the maintenance database and makes sure that it is the server of this directory. */
export async function tryConnect(paths: EmbeddedPaths, port: number, password: string): Promise<Attempt> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: role,
    password,
    database: "postgres",
    ssl: false,
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    query_timeout: 30_000,
    application_name: `deskline process ${process.pid}`,
  });
  client.on("error", () => {}); // without a listener, a broken connection would end the process
  try {
    await client.connect();
    const { rows } = await client.query<{ directory: string }>(
      "SELECT current_setting('data_directory') AS directory",
    );
    if (rows[0]?.directory === paths.cluster) return { kind: "ready", client };
    await client.end();
    return { kind: "failed", reason: `it serves ${rows[0]?.directory}` };
  } catch (error) {
    await client.end().catch(() => {});
    const code = errorCode(error);
    if (code === "28P01") return { kind: "wrong_password" };
    return { kind: code === cannotConnectNow ? "busy" : "failed", reason: String(error) };
  }
}

/** Any number; the same in every version, so that an old and a new Deskline exclude each other. */
const lockKey = 4_857_217_301;

/**
 * Takes the lock that marks this database as in use by one service; it lasts as long as the client's connection.
 * Throws when another live process keeps it; the backend of a killed one goes away by itself within moments.
 */
export async function lockDatabase(paths: EmbeddedPaths, client: pg.Client): Promise<void> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [
      lockKey,
    ]);
    if (rows[0]?.locked === true) return;
    if (performance.now() > deadline) throw alreadyRunning(paths, await findHolder(client));
    await sleep(50);
  }
}

async function findHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity WHERE pid IN
       (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
          AND (classid::bigint << 32) + objid::bigint = $1)`,
    [lockKey],
  );
  return rows[0]?.name.replace("deskline ", "") ?? "process unknown";
}

export async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [role]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${role}`);
}
