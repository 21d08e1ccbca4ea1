import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@deskline/service/platform/logger";
import { startQueue } from "@deskline/service/queue/postgres";
import { openDatabase } from "@deskline/service/storage/database";
import { migrate } from "@deskline/service/storage/migrate";
import { startEmbeddedPostgres, type EmbeddedServer } from "@deskline/service/storage/embedded/server";
import { Client } from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** postgres:// URL of the run's server; each world makes a database of its own on it. */
    postgresUrl: string;
  }
}

type Cluster = { server: EmbeddedServer; directory: string; users: number };

const template = "deskline_template";

/**
 * Nothing of this cluster outlives the run, so nothing needs to reach the disk, nor to be cleaned up: each minute
 * a process would go through every database that there is. Many services share it.
 */
const settings = {
  autovacuum: "off",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "256MB",
  max_connections: "400",
};

/** Vitest sets each project up apart, in one process: the cluster is shared through here. */
const shared = globalThis as typeof globalThis & { desklineTestCluster?: Promise<Cluster> };

/** Starts one PostgreSQL for the whole run and stops it after the last project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.desklineTestCluster ??= startCluster();
  const cluster = await shared.desklineTestCluster;
  cluster.users += 1;
  project.provide("postgresUrl", cluster.server.url);
  return async () => {
    cluster.users -= 1;
    if (cluster.users > 0) return;
    await cluster.server.stop();
    rmSync(cluster.directory, { recursive: true, force: true });
  };
}

async function startCluster(): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), "deskline-test-database-"));
  const server = await startEmbeddedPostgres({ directory, log: () => undefined, settings });
  await makeTemplate(server.url);
  return { server, directory, users: 0 };
}

/** A database with tables and queue in place: copying it costs a tenth of making them anew. */
async function makeTemplate(serverUrl: string): Promise<void> {
  await execute(serverUrl, `create database ${template}`);
  const log = createLogger("silent");
  const { pool, close } = openDatabase(onServer(serverUrl, template), log);
  try {
    await migrate(pool);
    await (await startQueue(onServer(serverUrl, template), log, { worker: false })).stop();
  } finally {
    await close();
  }
}

/** Makes a database, ready for the service or with nothing in it, and returns its URL with the way to drop it. */
export async function createDatabase(
  serverUrl: string,
  content: "ready" | "empty" = "ready",
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString("hex")}`;
  await execute(serverUrl, `create database ${name} ${content === "ready" ? `template ${template}` : ""}`);
  return {
    url: onServer(serverUrl, name),
    drop: () => execute(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

function onServer(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function execute(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
