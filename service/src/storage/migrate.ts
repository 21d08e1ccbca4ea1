import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Pool, PoolClient } from "pg";
import { wordsOf } from "../platform/describe-error.ts";

/** Any number that no other program uses as an advisory lock in this database. */
const migrationLock = 7_305_416_001;
const folder = new URL("./migrations/", import.meta.url);

export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Brings the database to this version's schema: each numbered file once, in order, each in its own
 * transaction. Replicas that start together wait for one another on an advisory lock.
 * @throws {MigrationError} when a released file was edited, or the database is newer than this program.
 */
export async function migrate(pool: Pool): Promise<void> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(
      "create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select name, checksum from schema_migrations",
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseUnknown(applied, files);
    for (const name of files) await applyOnce(client, name, applied.get(name));
  } finally {
    await client.query("select pg_advisory_unlock($1)", [migrationLock]).finally(() => client.release());
  }
}

function refuseUnknown(applied: Map<string, string>, files: string[]): void {
  const unknown = [...applied.keys()].find((name) => !files.includes(name));
  if (unknown === undefined) return;
  throw new MigrationError(
    `The database is newer than this program: it holds migration ${unknown}. Start the version that made it, or a later one.`,
  );
}

async function applyOnce(client: PoolClient, name: string, known: string | undefined): Promise<void> {
  const text = await readFile(new URL(name, folder), "utf8");
  const checksum = createHash("sha256").update(text).digest("hex");
  if (known === checksum) return;
  if (known !== undefined) {
    throw new MigrationError(
      `Migration ${name} was changed after it was applied. Restore the file; changes go into a new one.`,
    );
  }
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into schema_migrations (name, checksum) values ($1, $2)", [name, checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new MigrationError(`Migration ${name} failed: ${wordsOf(error)}`, { cause: error });
  }
}
