import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { ConsoleClient, operatorPassword, setupTokenIn } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  world.zendesk.addUser({ name: "Nora New", email: "nora@acme.example", role: "admin" });
});
afterAll(() => world.close());

const browser = () => new ConsoleClient(world.service.url);
const code = (answer: { body: unknown }) => (answer.body as { code?: string } | null)?.code ?? null;

/** As if nobody had ever set a password; the link is a new one. */
async function newLink(): Promise<string> {
  return setupTokenIn((await world.cli(["operator", "reset"])).stdout);
}

async function loggedIn(): Promise<ConsoleClient> {
  const client = browser();
  const answer = await client.ask("POST", "session", { password: operatorPassword });
  expect(answer).toMatchObject({ status: 200 });
  return client;
}

describe("the first start", () => {
  test("prints a link in one plain line, and keeps no more of it than a hash", async () => {
    const lines = () =>
      world.service
        .output()
        .split("\n")
        .filter((line) => line.includes("#setup="));
    await until("the link", () => Promise.resolve(lines().length === 1));
    expect(lines()[0]).toMatch(
      new RegExp(`^Set the operator's password, .*: ${world.service.url}/console#setup=[\\w-]{43}$`),
    );
    const token = setupTokenIn(world.service.output());
    const [link] = await world.query<{ token_hash: string; hours: number }>(
      "select token_hash, extract(epoch from expires_at - now())::float8 / 3600 as hours from setup_links",
    );
    expect(link?.token_hash).toBe(createHash("sha256").update(token).digest("base64url"));
    expect(link?.hours).toBeGreaterThan(23.9);
    expect(link?.hours).toBeLessThanOrEqual(24);
  });

  test("nobody is in, and nothing is shown", async () => {
    expect((await browser().ask("GET", "session")).body).toEqual({ who: null, passwordSet: false });
    for (const path of ["integrations", "sessions", `integrations/${world.integration.id}`]) {
      expect(await browser().ask("GET", path)).toMatchObject({
        status: 401,
        body: { code: "session_missing" },
      });
    }
  });

  test("no password logs in before one is set", async () => {
    const answer = await browser().ask("POST", "session", { password: operatorPassword });
    expect(answer).toMatchObject({ status: 409, body: { code: "password_not_set" } });
  });

  test("a link that is none of ours, or has ended, sets no password", async () => {
    const password = operatorPassword;
    for (const token of ["", "nonsense", "x".repeat(43)])
      expect(code(await browser().ask("POST", "setup", { token, password }))).toBe("setup_link_over");
    await world.query("update setup_links set expires_at = now() - interval '1 second'");
    const token = setupTokenIn(world.service.output());
    expect(await browser().ask("POST", "setup", { token, password })).toMatchObject({
      status: 410,
      body: { code: "setup_link_over" },
    });
    await world.query("update setup_links set expires_at = now() + interval '1 day'");
  });

  test.each([
    ["elevensigns", "password_short"],
    ["1qaz2wsx3edc4rfv", "password_common"],
    ["Password1234!", "password_common"],
    ["aaaaaaaaaaaaaaaa", "password_common"],
  ])("%s is refused as %s, and the link stays good", async (password, refusal) => {
    const token = setupTokenIn(world.service.output());
    const answer = await browser().ask("POST", "setup", { token, password });
    expect(answer).toMatchObject({ status: 422, body: { code: refusal } });
  });

  test("the link sets the password once, whoever else comes with it at the same moment", async () => {
    const token = setupTokenIn(world.service.output());
    const answers = await Promise.all(
      [browser(), browser(), browser()].map((one) =>
        one.ask("POST", "setup", { token, password: operatorPassword }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
    expect(code(await browser().ask("POST", "setup", { token, password: "another one to try" }))).toBe(
      "setup_link_over",
    );
    const won = answers.find((answer) => answer.status === 200);
    expect(won?.body).toEqual({ who: { kind: "operator" }, passwordSet: true });
    const cookie = won?.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^deskline=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test("what is stored of password and session cannot be used", async () => {
    const [row] = await world.query<{ hash: string }>("select hash from operator_password");
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    const client = await loggedIn();
    const token = client.cookie?.split("=")[1] ?? "";
    const rows = await world.query<{ token_hash: string }>("select token_hash from console_sessions");
    expect(rows.map((one) => one.token_hash)).toContain(
      createHash("sha256").update(token).digest("base64url"),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("sessions", () => {
  beforeEach(async () => {
    await world.query("delete from failed_logins");
  });

  test("a log-in lets in until the log-out, and says where it is used", async () => {
    const client = await loggedIn();
    expect((await client.ask("GET", "session")).body).toEqual({
      who: { kind: "operator" },
      passwordSet: true,
    });
    const { sessions } = (await client.ask("GET", "sessions")).body as { sessions: { current: boolean }[] };
    expect(sessions.filter((one) => one.current)).toMatchObject([{ address: "127.0.0.1", device: "node" }]);
    expect((await client.ask("DELETE", "session")).status).toBe(204);
    expect(client.cookie).toBeNull();
    expect(code(await client.ask("GET", "sessions"))).toBe("session_missing");
  });

  test("the cookie of a log-out is worth nothing any more", async () => {
    const client = await loggedIn();
    const copy = client.with({ origin: world.service.url });
    await client.ask("DELETE", "session");
    expect(await copy.ask("GET", "sessions")).toMatchObject({ status: 401, body: { code: "session_over" } });
  });

  test("one can be ended from another", async () => {
    const [here, there] = [await loggedIn(), await loggedIn()];
    type List = { sessions: { id: string; current: boolean }[] };
    const own = ((await there.ask("GET", "sessions")).body as List).sessions.find((one) => one.current);
    expect((await here.ask("DELETE", `sessions/${own?.id ?? ""}`)).status).toBe(204);
    expect(code(await there.ask("GET", "sessions"))).toBe("session_over");
    expect((await here.ask("GET", "sessions")).status).toBe(200);
    expect((await here.ask("DELETE", `sessions/${own?.id ?? ""}`)).status).toBe(404);
  });

  test.each([
    ["two hours without a request", "last_seen_at = now() - interval '121 minutes'"],
    ["a day, however busy", "expires_at = now()"],
  ])("end after %s", async (_, set) => {
    const client = await loggedIn();
    await world.query(`update console_sessions set ${set}`);
    expect(await client.ask("GET", "integrations")).toMatchObject({
      status: 401,
      body: { code: "session_over" },
    });
    expect((await client.ask("GET", "session")).body).toEqual({ who: null, passwordSet: true });
  });

  test("a request keeps a session alive", async () => {
    const client = await loggedIn();
    await world.query("update console_sessions set last_seen_at = now() - interval '110 minutes'");
    await client.ask("GET", "session");
    const [row] = await world.query<{ recent: boolean }>(
      "select bool_or(last_seen_at > now() - interval '1 minute') as recent from console_sessions",
    );
    expect(row?.recent).toBe(true);
  });

  test("a changed password ends all others, and none but the new one logs in", async () => {
    const [here, there] = [await loggedIn(), await loggedIn()];
    const next = "a new one for the console";
    const change = (current: string, to: string) => here.ask("PUT", "password", { current, next: to });
    expect(await change("not the password", next)).toMatchObject({
      status: 403,
      body: { code: "password_wrong" },
    });
    expect(code(await change(operatorPassword, "short"))).toBe("password_short");
    expect(code(await change(operatorPassword, "motherfucker"))).toBe("password_common");
    expect((await there.ask("GET", "sessions")).status).toBe(200);
    expect((await change(operatorPassword, next)).status).toBe(204);
    expect((await here.ask("GET", "sessions")).status).toBe(200);
    expect(code(await there.ask("GET", "sessions"))).toBe("session_over");
    expect(code(await browser().ask("POST", "session", { password: operatorPassword }))).toBe(
      "password_wrong",
    );
    expect((await change(next, operatorPassword)).status).toBe(204);
  });
});

describe("wrong passwords", () => {
  beforeEach(async () => {
    await world.query("delete from failed_logins");
  });

  test("are throttled per address, with how long to wait, and nobody who is in is concerned", async () => {
    const inside = await loggedIn();
    const guess = () => browser().ask("POST", "session", { password: "a wrong one" });
    for (let i = 0; i < 5; i += 1) expect(code(await guess())).toBe("password_wrong");
    const sixth = await guess();
    expect(sixth).toMatchObject({ status: 429, body: { code: "tries_too_many" } });
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(10);
    expect(Number(sixth.headers.get("retry-after"))).toBeLessThanOrEqual(15);
    expect(code(await browser().ask("POST", "session", { password: operatorPassword }))).toBe(
      "tries_too_many",
    );
    expect((await inside.ask("GET", "sessions")).status).toBe(200);
    const elsewhere = await browser().ask(
      "POST",
      "session",
      { password: operatorPassword },
      { "x-forwarded-for": "203.0.113.5" },
    );
    expect(elsewhere.status).toBe(200);
    await world.query("update failed_logins set at = at - interval '16 seconds'");
    await loggedIn();
    expect(await world.query("select 1 from failed_logins where address = '127.0.0.1'")).toEqual([]);
  });

  test("that come at the same moment are counted like others, on every replica", async () => {
    await using replica = {
      service: await world.addReplica(),
      [Symbol.asyncDispose]: async () => void (await replica.service.stop()),
    };
    const guess = (url: string) =>
      new ConsoleClient(url, { origin: world.service.url }).ask("POST", "session", { password: "wrong" });
    const codes = await Promise.all(
      Array.from({ length: 12 }, async (_, i) =>
        code(await guess(i % 2 ? world.service.url : replica.service.url)),
      ),
    );
    expect(codes.filter((one) => one === "password_wrong")).toHaveLength(5);
    expect(codes.filter((one) => one === "tries_too_many")).toHaveLength(7);
  });

  test("from everywhere are throttled too, but keep no operator out", async () => {
    const wrongOnes = (count: number) =>
      world.query(
        "insert into failed_logins (address, at) select '2001:db8::' || i, now() from generate_series(1, $1::int) i",
        [count],
      );
    const tryFrom = (address: string, password: string) =>
      browser().ask("POST", "session", { password }, { "x-forwarded-for": address });
    await wrongOnes(60);
    expect(code(await tryFrom("203.0.113.9", "a wrong one"))).toBe("password_wrong");
    const second = await tryFrom("203.0.113.9", operatorPassword);
    expect(code(second)).toBe("tries_too_many");
    expect(Number(second.headers.get("retry-after"))).toBeLessThanOrEqual(10);
    expect((await tryFrom("203.0.113.10", operatorPassword)).status).toBe(200);
    await wrongOnes(200);
    expect(code(await tryFrom("203.0.113.11", operatorPassword))).toBe("tries_too_many");
    expect((await tryFrom("203.0.113.10", operatorPassword)).status).toBe(200);
    await world.query("update failed_logins set at = at - interval '11 seconds'");
    expect((await tryFrom("203.0.113.11", operatorPassword)).status).toBe(200);
  });

  test("for the change of the password are counted for the session alone", async () => {
    const client = await loggedIn();
    const change = () => client.ask("PUT", "password", { current: "wrong", next: "something long enough" });
    for (let i = 0; i < 5; i += 1) expect(code(await change())).toBe("password_wrong");
    expect(code(await change())).toBe("tries_too_many");
    await loggedIn();
  });
});

describe("requests that another site has a browser make", () => {
  test.each([
    ["from another origin", { origin: "https://evil.example" }],
    ["from a page without origin", { origin: "null" }],
    ["that name no origin", {}],
  ])("%s change nothing", async (_, headers: Record<string, string>) => {
    const foreign = (await loggedIn()).with(headers);
    for (const [method, path, body] of [
      ["POST", "integrations", { name: "Planted" }],
      ["DELETE", `integrations/${world.integration.id}`, undefined],
      ["DELETE", "session", undefined],
      ["POST", "session", { password: operatorPassword }],
    ] as const)
      expect(await foreign.ask(method, path, body)).toMatchObject({
        status: 403,
        body: { code: "origin_foreign" },
      });
    const rows = await world.query<{ name: string }>("select name from integrations");
    expect(rows).toEqual([{ name: "Acme" }]);
  });

  test("in a form that browsers send without asking change nothing", async () => {
    const client = await loggedIn();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      expect(
        await client.ask("POST", "integrations", '{"name":"Planted"}', { "content-type": type }),
      ).toMatchObject({ status: 400, body: { code: "body_not_json" } });
  });
});

describe("administrators of Zendesk", () => {
  const session = async (email: string) =>
    (await world.signedLoad("top_bar", email)).data?.session.token ?? "";
  const at = async (email: string) => ConsoleClient.withSession(world.service.url, await session(email));

  test("work with their own integration, and see no other", async () => {
    const other = await loggedIn();
    const { body } = await other.ask("POST", "integrations", { name: "Other" });
    const { id } = body as { id: string };
    const ada = await at("ada@acme.example");
    expect((await ada.ask("GET", "session")).body).toEqual({
      who: { kind: "zendesk_admin", name: "Ada Admin", integrationId: world.integration.id },
      passwordSet: true,
    });
    const list = (await ada.ask("GET", "integrations")).body as { integrations: { id: string }[] };
    expect(list.integrations.map((one) => one.id)).toEqual([world.integration.id]);
    expect((await ada.ask("GET", `integrations/${world.integration.id}`)).status).toBe(200);
    for (const [method, path, change] of [
      ["GET", "", undefined],
      ["PATCH", "", { name: "Mine" }],
      ["GET", "/recent-calls", undefined],
    ] as const)
      expect(await ada.ask(method, `integrations/${id}${path}`, change)).toMatchObject({
        status: 404,
        body: { code: "integration_unknown" },
      });
    await other.ask("DELETE", `integrations/${id}`);
  });

  test("may not what is the operator's", async () => {
    const ada = await at("ada@acme.example");
    for (const [method, path, body] of [
      ["POST", "integrations", { name: "Another" }],
      ["DELETE", `integrations/${world.integration.id}`, undefined],
      ["GET", "sessions", undefined],
      ["PUT", "password", { current: operatorPassword, next: "something long enough" }],
    ] as const)
      expect(await ada.ask(method, path, body)).toMatchObject({
        status: 403,
        body: { code: "operator_needed" },
      });
  });

  test("may not shut themselves out by moving to another account", async () => {
    const ada = await at("ada@acme.example");
    const { subdomain } = world.zendesk;
    const put = (body: object) => ada.ask("PUT", `integrations/${world.integration.id}/zendesk`, body);
    expect(await put({ subdomain: "another", clientId: "deskline" })).toMatchObject({
      status: 403,
      body: { code: "own_account" },
    });
    expect(await put({ subdomain, clientId: "deskline" })).toMatchObject({
      status: 200,
      body: { status: "connected", zendesk: { subdomain } },
    });
  });

  test("an agent is none, and is told so", async () => {
    const kristin = await at("kristin.hale@example.com");
    for (const path of ["session", "integrations", `integrations/${world.integration.id}`])
      expect(await kristin.ask("GET", path)).toMatchObject({ status: 403, body: { code: "admin_needed" } });
  });

  test("who is made an agent again is out as soon as Zendesk is asked anew", async () => {
    const nora = await at("nora@acme.example");
    expect((await nora.ask("GET", "integrations")).status).toBe(200);
    const found = world.zendesk.users().find((user) => user.email === "nora@acme.example");
    world.zendesk.updateUser(found?.id ?? 0, { role: "agent" });
    await world.query("update app_agents set checked_at = now() - interval '16 minutes'");
    expect(code(await nora.ask("GET", "integrations"))).toBe("admin_needed");
  });

  test("another site's page gets nothing done with a session that leaked to it", async () => {
    const foreign = new ConsoleClient(world.service.url, {
      origin: "https://evil.example",
      authorization: `Bearer ${await session("ada@acme.example")}`,
    });
    const answer = await foreign.ask("PATCH", `integrations/${world.integration.id}`, { name: "Mine" });
    expect(code(answer)).toBe("origin_foreign");
  });

  test.each(["", "nonsense", "v1.00000000.AAAAAAAAAAAAAAAA.AAAA"])("%j is no session", async (token) => {
    const answer = await ConsoleClient.withSession(world.service.url, token).ask("GET", "integrations");
    expect(answer.status).toBe(401);
  });
});

describe("deskline operator", () => {
  test("link sets another password without the present one; all sessions end then", async () => {
    await world.query("delete from failed_logins");
    const inside = await loggedIn();
    const token = setupTokenIn((await world.cli(["operator", "link"])).stdout);
    expect((await inside.ask("GET", "sessions")).status).toBe(200);
    const client = browser();
    expect((await client.ask("POST", "setup", { token, password: "the one after the first" })).status).toBe(
      200,
    );
    expect(code(await inside.ask("GET", "sessions"))).toBe("session_over");
  });

  test("reset forgets password, sessions and wrong tries, and prints a link that works", async () => {
    const token = await newLink();
    expect(await world.query("select 1 from console_sessions")).toEqual([]);
    expect(await world.query("select 1 from failed_logins")).toEqual([]);
    expect((await browser().ask("GET", "session")).body).toEqual({ who: null, passwordSet: false });
    expect((await browser().ask("POST", "setup", { token, password: operatorPassword })).status).toBe(200);
  });
});

test("neither password nor token stands in the log", () => {
  const said = world.service.output().replaceAll(/^Set the operator's password.*$/gm, "");
  expect(said).not.toContain(operatorPassword);
  expect(said).not.toMatch(/setup=/);
});
