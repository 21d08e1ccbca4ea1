import { readdir } from "node:fs/promises";
import { createLogger } from "@deskline/service/platform/logger";
import { openDatabase } from "@deskline/service/storage/database";
import { migrate } from "@deskline/service/storage/migrate";
import type { integrations } from "@deskline/service/storage/schema";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { freePort, runCli, startServiceProcess, type ServiceEnv } from "../world/service-process.ts";

const log = createLogger("silent");
let url = "";
let client: Client;

beforeAll(async () => {
  ({ url } = await createDatabase(inject("postgresUrl"), "empty"));
  client = new Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

const env = (): ServiceEnv => ({
  DATABASE_URL: url,
  ENCRYPTION_KEY: Buffer.alloc(32, 3).toString("base64"),
  LOG_LEVEL: "info",
});

async function applied(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select name from schema_migrations order by name");
  return rows.map((row) => row.name);
}

describe("migrations", () => {
  test("processes that start together on an empty database apply each once, and all of them start", async () => {
    const services = [freePort(), freePort()].map(async (port) =>
      startServiceProcess({ ...env(), PORT: String(await port) }),
    );
    const command = runCli(["integration", "list"], env());
    const started = await Promise.all(services);
    expect(await command).toMatchObject({ code: 0, stderr: "" });
    expect(await Promise.all(started.map((service) => service.stop()))).toEqual([0, 0]);
    const names = await applied();
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual([...new Set(names)]);
    expect(names.every((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))).toBe(true);
  });

  test("ten at once in one process, again on a migrated database, change nothing", async () => {
    const before = await client.query("select * from schema_migrations");
    const { pool, close } = openDatabase(url, log, { max: 10 });
    await Promise.all(Array.from({ length: 10 }, () => migrate(pool)));
    await close();
    expect((await client.query("select * from schema_migrations")).rows).toEqual(before.rows);
    const { rows } = await client.query(
      "select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    );
    expect(rows).toEqual([]);
  });

  test("a line of the audit log that a replica of the version before writes gets its kind", async () => {
    const { rows } = await client.query(
      "insert into audit_log (actor, action) values ('operator', 'x'), ('command line', 'x'), ('Ada', 'x') returning actor, actor_kind as kind",
    );
    expect(rows).toEqual([
      { actor: "operator", kind: "operator" },
      { actor: "command line", kind: "command_line" },
      { actor: "Ada", kind: "zendesk_user" },
    ]);
    await client.query("delete from audit_log where action = 'x'");
  });

  test("a migration edited after it was applied stops the start, with one line that names it", async () => {
    const [name = ""] = await applied();
    const { rows } = await client.query<{ checksum: string }>(
      "select checksum from schema_migrations where name = $1",
      [name],
    );
    await client.query("update schema_migrations set checksum = 'another' where name = $1", [name]);
    try {
      const command = runCli(["integration", "list"], env());
      await expect(startServiceProcess({ ...env(), PORT: "0" })).rejects.toThrow(
        `Migration ${name} was changed`,
      );
      const result = await command;
      expect(result).toMatchObject({ code: 1, stdout: "" });
      expect(result.stderr).toMatch(
        new RegExp(`^Migration ${name} was changed after it was applied\\. [^\\n]+\\n$`),
      );
    } finally {
      await client.query("update schema_migrations set checksum = $1 where name = $2", [
        rows[0]?.checksum,
        name,
      ]);
    }
  });

  test("a database that a newer version made is left alone", async () => {
    await client.query("insert into schema_migrations (name, checksum) values ('9999-later.sql', 'x')");
    const startedAt = performance.now();
    try {
      const result = await runCli(["integration", "list"], env());
      expect(result).toMatchObject({ code: 1, stdout: "" });
      expect(performance.now() - startedAt, "a command that failed ends at once").toBeLessThan(9000);
      expect(result.stderr).toMatch(
        /^The database is newer than this program: it holds migration 9999-later\.sql\. [^\n]+\n$/,
      );
    } finally {
      await client.query("delete from schema_migrations where name = '9999-later.sql'");
    }
  });

  test("a migration that fails leaves nothing of itself behind, and the next start tries it again", async () => {
    const broken = await createDatabase(inject("postgresUrl"), "empty");
    const other = new Client({ connectionString: broken.url });
    await other.connect();
    await other.query("create table call_trace (in_the_way int)");
    const { pool, close } = openDatabase(broken.url, log, { max: 2 });
    await expect(migrate(pool)).rejects.toThrow(/^Migration \d{4}-.+ failed/);
    const tables = "select 1 from information_schema.tables where table_name in ('integrations', 'calls')";
    expect((await other.query(tables)).rows).toEqual([]);
    await other.query("drop table call_trace");
    await migrate(pool);
    expect((await other.query(tables)).rows).toHaveLength(2);
    await close();
    await other.end();
    await broken.drop();
  });
});

test("the tables as code sees them are the tables that the migrations made, column by column", async () => {
  const { db, close } = openDatabase(url, log, { max: 1 });
  const seen: string[] = [];
  const folder = new URL("../../service/src/storage/", import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith("schema.ts"));
  const schemas: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  for (const table of schemas.flatMap(Object.values)) {
    const query = db.select().from(table as typeof integrations);
    await query.limit(1);
    const { sql } = query.toSQL();
    const name = / from "(\w+)"/.exec(sql)?.[1] ?? "";
    const columns = [...(/^select (.*) from /.exec(sql)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(
      (match) => match[1] ?? "",
    );
    seen.push(...columns.filter((column) => column !== name).map((column) => `${name}.${column}`));
  }
  await close();
  const { rows } = await client.query<{ name: string }>(
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'",
  );
  expect([...new Set(seen)].sort()).toEqual(rows.map((row) => row.name).sort());
});

test("a database that cannot be reached stops the start with the reason, without the password", async () => {
  const result = await runCli(["integration", "list"], {
    ...env(),
    DATABASE_URL: `postgres://deskline:hunter2@127.0.0.1:${await freePort()}/deskline`,
  });
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("ECONNREFUSED");
  expect(result.stderr).not.toContain("hunter2");
});
