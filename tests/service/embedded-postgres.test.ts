import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "@deskline/service/storage/embedded/errors";
import { findRunningServer, startEmbeddedPostgres } from "@deskline/service/storage/embedded/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddedWorld, type Holder, ask, isAlive, nobody, othersCanRunCheckout } from "./embedded-world.ts";

const isRoot = process.getuid?.() === 0;
const canBeNobody = isRoot && othersCanRunCheckout();

async function start(directory: string) {
  return await startEmbeddedPostgres({ directory, log: () => {} });
}

async function ready(holder: Holder) {
  const line = await holder.next();
  if (line.kind !== "ready") throw new Error(`not ready: ${JSON.stringify(line)}`);
  return line;
}

async function failureOf(directory: string): Promise<string> {
  const outcome = await start(directory).catch((error: unknown) => error);
  if (!(outcome instanceof EmbeddedPostgresError)) throw new Error(`no such failure: ${String(outcome)}`);
  return outcome.message;
}

const template = new EmbeddedWorld();
beforeAll(async () => {
  await (await start(template.directory)).stop();
});
afterAll(async () => {
  await template[Symbol.asyncDispose]();
});

describe("an ordinary life", () => {
  test("the first start makes a durable database that listens on this machine only; a restart keeps its data", async () => {
    await using world = new EmbeddedWorld();
    const first = await start(world.directory);
    expect(first.origin).toBe("started");
    await ask(first.url, "CREATE TABLE calls (id int)");
    await ask(first.url, "INSERT INTO calls VALUES (7)");
    expect(await ask(first.url, "SELECT current_database() || ' ' || current_user")).toBe(
      "deskline deskline",
    );
    expect(await ask(first.url, "SHOW listen_addresses")).toBe("127.0.0.1");
    expect(await ask(first.url, "SHOW unix_socket_directories")).toBe("");
    expect(await ask(first.url, "SELECT current_setting('fsync') || current_setting('data_checksums')")).toBe(
      "onon",
    );
    expect(await ask(first.url, "SELECT lower('ÄÖÜ') || current_setting('server_encoding')")).toBe("äöüUTF8");
    await expect(ask(first.url.replace(/:[^:@]+@/, ":guess@"), "SELECT 1")).rejects.toThrow(/password/);
    expect(await findRunningServer(world.directory)).toBe(first.url);

    await Promise.all([first.stop(), first.stop()]);
    expect(world.servers()).toEqual([]);
    expect(await findRunningServer(world.directory)).toBeNull();

    const second = await start(world.directory);
    expect(second.origin).toBe("started");
    expect(await ask(second.url, "SELECT id FROM calls")).toBe(7);
    await second.stop();
  });

  test("SIGTERM to the service leaves no server behind", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const holder = world.hold();
    await ready(holder);
    expect(world.servers()).toHaveLength(1);
    await holder.kill("SIGTERM");
    expect(world.servers()).toEqual([]);
  });

  test("no server is found where none ever ran", async () => {
    await using world = new EmbeddedWorld();
    expect(await findRunningServer(world.directory)).toBeNull();
    expect(existsSync(world.directory)).toBe(false);
  });
});

// These wait more than they work: for a server that hangs, for a service that might be leaving.
describe.concurrent("after kill -9 of the service", () => {
  test("the running server is taken over with its data", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const holder = world.hold();
    await ask((await ready(holder)).url, "CREATE TABLE calls AS SELECT 7 AS id");
    const before = world.servers();
    await holder.kill("SIGKILL");

    const server = await start(world.directory);
    expect(server.origin).toBe("taken_over");
    expect(world.servers()).toEqual(before);
    expect(await ask(server.url, "SELECT id FROM calls")).toBe(7);
    await server.stop();
    expect(world.servers()).toEqual([]);
  });

  test("in the middle of initdb, the next start begins afresh", async () => {
    await using world = new EmbeddedWorld();
    const half = () =>
      world.path(readdirSync(world.path()).find((name) => name.startsWith("new-")) ?? "none");
    for (const sign of ["", "cluster/PG_VERSION", "cluster/base/1/PG_VERSION"]) {
      const holder = world.hold();
      await world.until(() => existsSync(world.path()) && existsSync(`${half()}/${sign}`));
      await holder.kill("SIGKILL");
      expect(existsSync(world.path("cluster"))).toBe(false);
    }
    const server = await start(world.directory);
    expect(await ask(server.url, "SELECT 1")).toBe(1);
    await server.stop();
    await (await start(world.directory)).stop();
    expect(readdirSync(world.path()).filter((name) => name.startsWith("new-"))).toEqual([]);
  });

  test(
    "at any moment of the start, the next start works and there is one server",
    { timeout: 240_000 },
    async () => {
      await using world = new EmbeddedWorld().copyFrom(template);
      for (let delayMs = 0; delayMs <= 120; delayMs += 15) {
        const holder = world.hold();
        await world.until(() => existsSync(world.path("lock.holder")));
        await sleep(delayMs);
        await holder.kill("SIGKILL");
        const server = await start(world.directory);
        expect(await ask(server.url, "SELECT 1")).toBe(1);
        expect(world.servers()).toHaveLength(1);
        await server.stop();
        expect(world.servers()).toEqual([]);
      }
    },
  );

  test("a server that hangs is replaced", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const holder = world.hold();
    await ask((await ready(holder)).url, "CREATE TABLE calls AS SELECT 7 AS id");
    const [hung = 0] = world.servers();
    process.kill(hung, "SIGSTOP");
    await holder.kill("SIGKILL");

    const server = await start(world.directory);
    expect(server.origin).toBe("started");
    expect(isAlive(hung)).toBe(false);
    expect(await ask(server.url, "SELECT id FROM calls")).toBe(7);
    await server.stop();
  });
});

describe.concurrent("two services on one directory", () => {
  test("the second is refused and the first goes on unharmed", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const holder = world.hold();
    const { url } = await ready(holder);
    expect(await failureOf(world.directory)).toBe(
      `Another Deskline is already running on ${world.directory} (process ${holder.pid}). Stop it, or give this one its own DATA_DIR.`,
    );
    expect(await ask(url, "SELECT 1")).toBe(1);
    await holder.kill("SIGTERM");
  });

  test("the database's own lock refuses the second where file locks do not work", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const holder = world.hold();
    const { url } = await ready(holder);
    const servers = world.servers();
    rmSync(world.path("lock")); // the first keeps its lock on a file that is no longer there
    expect(await failureOf(world.directory)).toContain(
      `already running on ${world.directory} (process ${holder.pid})`,
    );
    expect(world.servers()).toEqual(servers);
    expect(await ask(url, "SELECT 1")).toBe(1);
    await holder.kill("SIGTERM");
  });

  test("of two that start at the same moment on a new directory, one wins", async () => {
    await using world = new EmbeddedWorld();
    const lines = await Promise.all([world.hold().next(), world.hold().next()]);
    expect(lines.map((line) => line.kind).toSorted()).toEqual(["failed", "ready"]);
    expect(world.servers()).toHaveLength(1);
  });
});

describe("what may lie in the directory", () => {
  test("a server that dies is reported, and the next start recovers the data", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const lost = Promise.withResolvers<string>();
    const server = await startEmbeddedPostgres({
      directory: world.directory,
      log: () => {},
      onLost: (error) => lost.resolve(error.message),
    });
    await ask(server.url, "CREATE TABLE calls AS SELECT 7 AS id");
    process.kill(world.servers()[0] ?? 0, "SIGKILL");
    expect(await lost.promise).toContain("Start Deskline again");
    await server.stop();
    const next = await start(world.directory);
    expect(await ask(next.url, "SELECT id FROM calls")).toBe(7);
    await next.stop();
  });

  test("a pid file is stale when its process is another program, or when it is empty", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    const server = await start(world.directory);
    const pidFile = readFileSync(world.path("cluster", "postmaster.pid"), "utf8");
    await server.stop();
    const other = spawn("sleep", ["60"]);
    try {
      for (const text of [pidFile.replace(/^\d+/, String(other.pid)), ""]) {
        writeFileSync(world.path("cluster", "postmaster.pid"), text);
        await (await start(world.directory)).stop();
      }
      expect(isAlive(other.pid ?? 0)).toBe(true);
    } finally {
      other.kill();
    }
  });

  test("a lost password file is made anew", async () => {
    await using world = new EmbeddedWorld().copyFrom(template);
    rmSync(world.path("password"));
    const server = await start(world.directory);
    expect(await ask(server.url, "SELECT 1")).toBe(1);
    await server.stop();
  });

  test("a cluster of another major version, foreign files or a file in the way are reported with the cure", async () => {
    await using world = new EmbeddedWorld();
    mkdirSync(world.path("cluster"), { recursive: true });
    writeFileSync(world.path("cluster", "notes.txt"), "");
    expect(await failureOf(world.directory)).toContain("is not a PostgreSQL data directory");
    writeFileSync(world.path("cluster", "PG_VERSION"), "17\n");
    expect(await failureOf(world.directory)).toMatch(/was made by PostgreSQL 17; .*or set DATABASE_URL/);
    rmSync(world.directory, { recursive: true });
    writeFileSync(world.directory, "");
    expect(await failureOf(world.directory)).toMatch(/A file is in the way of DATA_DIR .*Move it away/);
  });
});

describe("users", () => {
  // oxlint-disable-next-line vitest/no-conditional-tests -- who runs the suite decides which users there are
  if (isRoot && process.platform === "linux")
    test("root may keep the data below a directory closed to others", async () => {
      await using world = new EmbeddedWorld("closed");
      mkdirSync(dirname(world.directory), { mode: 0o700 });
      const holder = world.hold();
      await ask((await ready(holder)).url, "CREATE TABLE calls AS SELECT 7 AS id");
      await holder.kill("SIGKILL");
      const server = await start(world.directory);
      expect(server.origin).toBe("taken_over");
      expect(await ask(server.url, "SELECT id FROM calls")).toBe(7);
      await server.stop();
      expect(world.servers()).toEqual([]);
    });

  // oxlint-disable-next-line vitest/no-conditional-tests -- who runs the suite decides which users there are
  if (canBeNobody)
    test("an ordinary user's server is its own; root then runs it as that user", async () => {
      await using world = new EmbeddedWorld();
      chmodSync(dirname(world.directory), 0o777);
      const holder = world.hold(nobody);
      await ready(holder);
      await holder.kill("SIGKILL");
      const again = world.hold(nobody);
      expect(await ready(again)).toMatchObject({ origin: "taken_over" });
      await again.kill("SIGTERM");
      const server = await start(world.directory);
      expect(await ask(server.url, "SELECT 1")).toBe(1);
      await server.stop();
    });

  // oxlint-disable-next-line vitest/no-conditional-tests -- who runs the suite decides which users there are
  if (!isRoot || canBeNobody)
    test("a directory that may not be written is reported with the cure", async () => {
      await using world = new EmbeddedWorld();
      chmodSync(dirname(world.directory), 0o555);
      const line = await world.hold(isRoot ? nobody : undefined).next();
      chmodSync(dirname(world.directory), 0o755);
      expect(line).toMatchObject({ kind: "failed" });
      expect(JSON.stringify(line)).toMatch(/User \d+ may not use .*chown -R.*or set DATA_DIR .*DATABASE_URL/);
    });
});
