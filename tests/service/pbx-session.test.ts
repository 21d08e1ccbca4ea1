import { setTimeout as sleep } from "node:timers/promises";
import type { PbxTest } from "@deskline/shared/admin-pbx";
import { pbxOf } from "@deskline/service/integrations/pbx-session";
import { vendorOf } from "@deskline/service/pbx/vendors";
import { systemClock } from "@deskline/service/platform/clock";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { openDatabase } from "@deskline/service/storage/database";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt } from "../world/console-client.ts";
import { runCli } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;
let integrationId = "";

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: database.url }, transport: "websocket" });
  const [row] = await world.query<{ id: string }>("select id from integrations");
  integrationId = row?.id ?? "";
});
afterAll(() => world.close());

function asked(name: "get_token" | "refresh_token"): number {
  return world.pbx.requests().filter((one) => one.path.endsWith(`/${name}`)).length;
}

const box = () =>
  createSecretBox(loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" }));
const sealed = (secret: string) => box().seal(secret, `pbx_connections.client_secret:${integrationId}`);

async function subscribed(): Promise<void> {
  await until("a subscription", () => Promise.resolve(world.pbx.openSockets() > 0));
}

describe("one token for all", () => {
  test("logging in happened once, for the service and what set it up", () => {
    expect([asked("get_token"), world.pbx.liveTokens()]).toEqual([1, 1]);
  });

  test("restarts and commands use the token that is there", async () => {
    for (let i = 0; i < 2; i += 1) {
      expect(await world.service.stop()).toBe(0);
      await world.restart();
      await subscribed();
    }
    await Promise.all([world.cli(["integration", "sync"]), world.cli(["integration", "sync"])]);
    expect([asked("get_token"), asked("refresh_token"), world.pbx.liveTokens()]).toEqual([1, 0, 1]);
  });

  test("a token about to end is renewed once, by whoever comes first, and adds none", async () => {
    await world.query("update pbx_connections set access_expires_at = now() + interval '1 minute'");
    const results = await Promise.all([1, 2, 3].map(() => world.cli(["integration", "sync"])));
    for (const { stdout } of results) expect(stdout).toMatch(/^Read \d+ extensions and queues\.$/m);
    expect([asked("get_token"), asked("refresh_token"), world.pbx.liveTokens()]).toEqual([1, 1, 1]);
  });

  test("tokens that the PBX has forgotten are replaced by logging in", async () => {
    world.pbx.revokeTokens();
    const { stdout } = await world.cli(["integration", "sync"]);
    expect(stdout).toContain("Read 4 extensions and queues.");
    expect([asked("get_token"), world.pbx.liveTokens()]).toEqual([2, 1]);
  });

  test("tokens are stored sealed", async () => {
    const [row] = await world.query<{ text: string }>("select c::text as text from pbx_connections c");
    const tokens = world.pbx.requests().flatMap((one) => one.query["access_token"] ?? []);
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of [...tokens, world.pbx.clientSecret]) {
      expect(row?.text).not.toContain(token);
      expect(world.service.output()).not.toContain(token);
    }
  });
});

describe("a PBX that is slow to give tokens", () => {
  const endSoon = () =>
    world.query("update pbx_connections set access_expires_at = now() + interval '1 minute'");
  const renewed = () =>
    until("the new token", async () => {
      const rows = await world.query(
        "select 1 from pbx_connections where access_expires_at > now() + interval '20 minutes'",
      );
      return rows.length > 0;
    });

  /** The next renewals are carried out, but not answered until told. */
  function hold(): { begun: Promise<void>; release: () => void } {
    const begun = Promise.withResolvers<void>();
    const over = Promise.withResolvers<null>();
    world.pbx.beforeAnswering((path) => {
      if (!path.endsWith("_token")) return Promise.resolve(null);
      begun.resolve();
      return over.promise;
    });
    return { begun: begun.promise, release: () => over.resolve(null) };
  }

  afterEach(() => world.pbx.beforeAnswering(() => Promise.resolve(null)));

  test("is not given up by whoever asked, who is answered in their own time; others need not wait for it", async () => {
    const operator = await operatorAt(world.service);
    const own = `integrations/${integrationId}/pbx`;
    const before = [asked("get_token"), asked("refresh_token"), world.pbx.liveTokens()];
    const slow = hold();
    await endSoon();
    const tested = (await operator.ask("POST", `${own}/test`)).body as PbxTest;
    expect(tested).toMatchObject({ result: "fails", trouble: "unreachable", detail: "no answer in time" });
    expect((await operator.ask("PUT", own, { timeZone: "Europe/Vienna" })).status).toBe(200);
    slow.release();
    await renewed();
    const [logIns = 0, refreshes = 0, live] = before;
    expect([asked("get_token"), asked("refresh_token"), world.pbx.liveTokens()]).toEqual([
      logIns,
      refreshes + 1,
      live,
    ]);
    await operator.ask("PUT", own, { timeZone: world.pbx.timeZone });
  });

  test("gives a token for credentials that were changed meanwhile: it is given back", async () => {
    const slow = hold();
    await endSoon();
    const waiting = runCli(["integration", "sync"], world.env);
    await slow.begun;
    await world.query(
      "update pbx_connections set client_secret = $1, access_token = null, refresh_token = null",
      [sealed(world.pbx.clientSecret)],
    );
    slow.release();
    const { code, stderr } = await waiting;
    expect([code, stderr]).toEqual([1, expect.stringContaining("credentials were changed")]);
    await world.cli(["integration", "sync"]);
    expect(world.pbx.liveTokens()).toBe(1);
  });

  test("costs no connection of events that stands", async () => {
    await subscribed();
    const from = world.service.output().length;
    const failed = Promise.withResolvers<void>();
    world.pbx.beforeAnswering((path) => {
      if (!path.endsWith("_token")) return Promise.resolve(null);
      failed.resolve();
      return Promise.resolve({ status: 502 as const, text: "Bad Gateway" });
    });
    await endSoon();
    await failed.promise;
    await until("the failure to be told", () =>
      Promise.resolve(world.service.output().slice(from).includes("no token of the PBX now")),
    );
    expect(world.pbx.openSockets()).toBe(1);
    expect(world.service.output().slice(from)).not.toContain("no subscription to the PBX");
    world.pbx.beforeAnswering(() => Promise.resolve(null));
    world.pbx.revokeTokens(); // those of which nobody heard, too
    await world.cli(["integration", "sync"]);
  });

  test("loses none to a server that ends idle transactions", async () => {
    const limit = "options=-c%20idle_in_transaction_session_timeout%3D500";
    const log = createLogger("silent");
    const { db, close } = openDatabase(`${world.env["DATABASE_URL"]}?${limit}`, log, { max: 2 });
    const slow = hold();
    try {
      await endSoon();
      const pbx = await pbxOf({ db, box: box(), clock: systemClock, log, vendorOf }, integrationId);
      const token = pbx.accessToken();
      await slow.begun;
      await sleep(1500); // beyond the server's limit
      slow.release();
      expect(await token).toBeTruthy();
      await renewed();
    } finally {
      slow.release();
      await close();
    }
  });
});

describe("credentials that the PBX refuses", () => {
  const wrong = () => ({ ...world.env, DESKLINE_PBX_CLIENT_SECRET: "wrong" });

  test("are tried once and then left alone, also by a service that starts anew; the problem is shown", async () => {
    const before = asked("get_token");
    const result = await runCli(["integration", "set-pbx"], wrong());
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^[^\n]*10005[^\n]*\n$/);
    expect((await world.cli(["integration", "show"])).stdout).toMatch(/PBX problem +.*10005/);
    expect(await world.service.stop()).toBe(0);
    await world.restart();
    const again = await runCli(["integration", "sync"], world.env);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("10005");
    expect(asked("get_token") - before).toBe(1);
    expect(world.pbx.openSockets()).toBe(0);
  });

  test("set anew, they heal everything", async () => {
    const { stdout } = await world.cli(["integration", "set-pbx"]);
    expect(stdout).toContain("The PBX accepts the log-in. Read 4 extensions and queues.");
    expect((await world.cli(["integration", "show"])).stdout).toMatch(/PBX problem +none/);
    await subscribed();
    expect(world.pbx.liveTokens()).toBeLessThanOrEqual(2);
  });

  test("another address given on the command line forgets the certificate that was pinned", async () => {
    await world.query("update pbx_connections set certificate = 'of the one before'");
    const moved = await runCli(["integration", "set-pbx", "--pbx-url", "http://localhost:1"], world.env);
    expect(moved.code).toBe(1);
    expect(await world.query("select url, certificate from pbx_connections")).toEqual([
      { url: "http://localhost:1", certificate: null },
    ]);
    await world.cli(["integration", "set-pbx", "--pbx-url", world.pbx.url]);
    await subscribed();
  });

  test("are tried once even when several processes are about to log in at the same moment", async () => {
    const before = asked("get_token");
    const holder = new Client({ connectionString: world.env["DATABASE_URL"] });
    await holder.connect();
    await holder.query(
      "update pbx_connections set client_secret = $1, access_token = null, refresh_token = null, login_problem = null",
      [sealed("wrong")],
    );
    await holder.query("begin");
    await holder.query("select 1 from pbx_connections for update");
    try {
      const commands = [1, 2, 3].map(() => runCli(["integration", "sync"], world.env));
      await until("three processes waiting to log in", async () => {
        const rows = await world.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows.length >= 3;
      });
      await holder.query("commit");
      await holder.end();
      const results = await Promise.all(commands);
      expect(results.map((result) => result.code)).toEqual([1, 1, 1]);
      expect(asked("get_token") - before).toBe(1);
    } finally {
      await world.cli(["integration", "set-pbx"]);
    }
  });
});

test("a PBX that is down for a while is not taken for one that refuses", async () => {
  await world.pbx.goDown();
  const result = await runCli(["integration", "sync"], world.env);
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/^PBX: cannot be reached \([^\n]+\)\n$/);
  await world.pbx.comeBack();
  expect((await world.cli(["integration", "show"])).stdout).toMatch(/PBX problem +none/);
  expect((await world.cli(["integration", "sync"])).stdout).toContain("Read 4");
  await subscribed();
  expect(world.pbx.unexpected()).toEqual([]);
});
