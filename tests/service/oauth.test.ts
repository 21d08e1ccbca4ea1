import { beginAuthorization } from "@deskline/service/integrations/connect";
import { replaceBindings } from "@deskline/service/extensions/store";
import { secretContext } from "@deskline/service/integrations/integration";
import { zendeskAccount } from "@deskline/service/integrations/zendesk-grant";
import { systemClock } from "@deskline/service/platform/clock";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { openDatabase, type OpenDatabase } from "@deskline/service/storage/database";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

const tokenPath = /^\/oauth\/tokens$/;
let world: World;
let database: OpenDatabase;
let integrationId = "";
let deps: Parameters<typeof beginAuthorization>[0];

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, connect: false });
  const log = createLogger("silent");
  database = openDatabase(url, log, { max: 4 });
  deps = {
    db: database.db,
    box: createSecretBox(loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" })),
    clock: systemClock,
    log,
    zendeskBaseUrl: world.zendesk.url,
    publicUrl: world.env["PUBLIC_URL"] ?? "",
  };
  const [row] = await world.query<{ id: string }>("select id from integrations");
  integrationId = row?.id ?? "";
});
afterAll(async () => {
  await database.close();
  await world.close();
});

/** Where the browser is sent back to after the administrator has chosen. */
async function redirectBack(who: Parameters<World["zendesk"]["consent"]>[1] = {}): Promise<string> {
  return world.zendesk.consent(await beginAuthorization(deps, integrationId), who);
}

type Page = { status: number; title: string; text: string };

async function open(url: string): Promise<Page> {
  const answer = await fetch(url);
  const html = await answer.text();
  const inside = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? "";
  return { status: answer.status, title: inside("h1"), text: inside("p") };
}

function callback(query: Record<string, string>): string {
  return `${world.service.url}/oauth/zendesk/callback?${new URLSearchParams(query).toString()}`;
}

async function status(): Promise<string | undefined> {
  const [row] = await world.query<{ status: string }>("select status from integrations");
  return row?.status;
}

function tokenRequests(grantType: string): number {
  return world.zendesk
    .requests()
    .filter((one) => tokenPath.test(one.path) && JSON.stringify(one.body).includes(`"${grantType}"`)).length;
}

function registerClient(more: { secret?: string; allowedScopes?: string[] } = {}): void {
  world.zendesk.addOAuthClient({
    identifier: "deskline",
    redirectUris: [`${deps.publicUrl}/oauth/zendesk/callback`],
    secret: world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "",
    ...more,
  });
}

test("an administrator's consent connects the integration, and the page says so", async () => {
  expect(await status()).toBe("draft");
  const { stdout } = await world.cli(["integration", "connect"]);
  expect(stdout).toMatch(/^http\S+\n$/);
  const location = await world.zendesk.consent(stdout.trim());
  const answer = await fetch(location);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await answer.text();
  expect(html).toContain("Authorization succeeded!");
  expect(html).toContain("Connected as Ada Admin.");
  expect(await status()).toBe("connected");
  const shown = (await world.cli(["integration", "show"])).stdout;
  expect(shown).toMatch(/Status +connected/);
  expect(shown).toMatch(/Zendesk access +granted by Ada Admin \(read write\)/);
});

test("tokens are stored sealed, and neither they nor the code stand in the service's output", async () => {
  const bearers = world.zendesk.requests().flatMap((one) => one.headers["authorization"] ?? []);
  const codes = world.zendesk.requests().flatMap((one) => {
    const code = /"code":"(\w+)"/.exec(JSON.stringify(one.body))?.[1];
    return code === undefined ? [] : [code];
  });
  expect(bearers.length).toBeGreaterThan(0);
  expect(codes.length).toBeGreaterThan(0);
  const [row] = await world.query<{ access_token: string; refresh_token: string; client_secret: string }>(
    "select access_token, refresh_token, client_secret from zendesk_connections",
  );
  for (const sealed of [row?.access_token, row?.refresh_token, row?.client_secret])
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\./);
  const [dump] = await world.query<{ text: string }>("select c::text as text from zendesk_connections c");
  const secrets = [
    ...bearers.map((bearer) => bearer.replace("Bearer ", "")),
    ...codes,
    world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "",
  ];
  for (const secret of secrets) {
    expect(dump?.text).not.toContain(secret);
    expect(world.service.output()).not.toContain(secret);
  }
});

describe("whatever goes wrong, the page says what to do and the standing connection stays", () => {
  test("the administrator refuses", async () => {
    const page = await open(await redirectBack({ allow: false }));
    expect(page).toMatchObject({ status: 400, title: "Access was not granted" });
    expect(page.text).toContain("choose Allow");
  });

  test.each([
    ["unknown", { state: "AAAAAAAAAAAAAAAAAAAAAA", code: "x" }],
    ["absent", { code: "x" }],
    ["empty", { state: "", code: "x" }],
    ["garbage", { state: "%00\u0000'; drop table oauth_requests; --<b>", code: "x" }],
    ["very long", { state: "a".repeat(8000), code: "x" }],
    ["absent, with an error", { error: "access_denied" }],
  ])("the state is %s: Zendesk is not asked", async (_, query) => {
    const before = tokenRequests("authorization_code");
    const page = await open(callback(query));
    expect(page).toMatchObject({ status: 400, title: "This link is not valid any more" });
    expect(page.text).toContain("Start connecting again");
    expect(tokenRequests("authorization_code")).toBe(before);
  });

  test("the link is opened twice", async () => {
    const url = await redirectBack();
    expect((await open(url)).status).toBe(200);
    expect(await open(url)).toMatchObject({ status: 400, title: "This link is not valid any more" });
  });

  test("the link is opened twice at once: it works once", async () => {
    const url = await redirectBack();
    const pages = await Promise.all([open(url), open(url), open(url)]);
    expect(pages.map((page) => page.status).sort((a, b) => a - b)).toEqual([200, 400, 400]);
  });

  test("the link is older than ten minutes", async () => {
    const url = await redirectBack();
    const [row] = await world.query<{ minutes: number }>(
      "select round(extract(epoch from expires_at - now()) / 60)::int as minutes from oauth_requests",
    );
    expect(row?.minutes).toBe(10);
    await world.query("update oauth_requests set expires_at = now() - interval '1 second'");
    expect(await open(url)).toMatchObject({ status: 400, title: "This link is not valid any more" });
  });

  test("the code was used before", async () => {
    const used = new URL(await redirectBack());
    expect((await open(used.href)).status).toBe(200);
    const fresh = new URL(await redirectBack());
    fresh.searchParams.set("code", used.searchParams.get("code") ?? "");
    const page = await open(fresh.href);
    expect(page).toMatchObject({ status: 400, title: "Zendesk did not accept the code" });
    expect(page.text).toContain("invalid_grant");
  });

  test("the secret of the OAuth client is wrong", async () => {
    const url = await redirectBack();
    registerClient({ secret: "rotated in the Admin Center" });
    try {
      const page = await open(url);
      expect(page).toMatchObject({ status: 400, title: "The identifier or the secret is wrong" });
      expect(page.text).toContain("invalid_client");
      expect(page.text).toContain("a new secret");
    } finally {
      registerClient();
    }
  });

  test("an agent signs who is no administrator", async () => {
    const agent = world.zendesk.users().find((user) => user.name === "Marcus Webb");
    const page = await open(await redirectBack({ userId: agent?.id ?? 0 }));
    expect(page).toMatchObject({ status: 400, title: "An administrator has to sign" });
    expect(page.text).toContain("Marcus Webb is signed in to Zendesk as agent");
  });

  test("the OAuth client may not ask for both scopes", async () => {
    registerClient({ allowedScopes: ["read"] });
    try {
      const page = await open(await redirectBack());
      expect(page).toMatchObject({ status: 400, title: "Zendesk granted too little" });
      expect(page.text).toContain("Needed: read and write.");
    } finally {
      registerClient();
    }
  });

  test.each([["read"], ["write"], [""], ["readwrite"], ["tickets:read tickets:write"]])(
    "Zendesk grants %j only",
    async (scope) => {
      const url = await redirectBack();
      const body = { access_token: "a", refresh_token: "r", token_type: "bearer", scope, expires_in: 300 };
      world.zendesk.faults.add({ path: tokenPath, do: { kind: "status", status: 200, body } });
      const page = await open(url);
      expect(page).toMatchObject({ status: 400, title: "Zendesk granted too little" });
      expect(page.text).toContain(`Granted: ${scope || "nothing"}.`);
    },
  );

  test.each([
    ["answers with an error page", { kind: "html", status: 503 }],
    ["answers 429", { kind: "status", status: 429, headers: { "retry-after": "1" } }],
    ["hangs up", { kind: "drop_before" }],
    ["answers in an unknown form", { kind: "status", status: 200, body: { hello: "world" } }],
  ] as const)("Zendesk %s", async (_, fault) => {
    const url = await redirectBack();
    world.zendesk.faults.add({ path: tokenPath, do: fault });
    const page = await open(url);
    expect(page).toMatchObject({ status: 400, title: "Zendesk could not be asked" });
    expect(page.text).toContain("Start connecting again");
  });

  test("Zendesk is down", async () => {
    const url = await redirectBack();
    await world.zendesk.goDown();
    try {
      expect(await open(url)).toMatchObject({ status: 400, title: "Zendesk could not be asked" });
    } finally {
      await world.zendesk.comeBack();
    }
  });

  test("the address holds HTML: the page shows it as text", async () => {
    const url = new URL(await redirectBack({ allow: false }));
    url.searchParams.set("error", "<img src=x onerror=alert(1)>");
    const html = await (await fetch(url)).text();
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("the connection made first still stands, and no started attempt is left", async () => {
    expect(await status()).toBe("connected");
    expect(await world.query("select 1 from oauth_requests")).toEqual([]);
    const account = await zendeskAccount(deps, integrationId);
    expect(await account.accessToken()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the grant while calls come in", () => {
  beforeAll(async () => {
    const agent = world.zendesk.users().find((user) => user.name === "Kristin Hale");
    const binding = { extension: "2005", agentId: agent?.id ?? 0, agentName: "Kristin Hale" };
    await database.db.transaction((tx) => replaceBindings(tx, integrationId, [], [binding]));
    const first = answeredCall();
    await until("the binding to be known", () => Promise.resolve(ticketsOf([first]) === 1));
  });

  function answeredCall(): string {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.answer("2005");
    call.hangUp();
    return call.callId;
  }

  function ticketsOf(callIds: string[]): number {
    return world.zendesk
      .tickets()
      .filter((ticket) => callIds.some((callId) => ticket.externalId?.endsWith(`:${callId}`) === true))
      .length;
  }

  async function allDone(callIds: string[]): Promise<void> {
    await until("all calls to be logged", async () => {
      const rows = await world.query("select 1 from calls where pbx_call_id = any($1) and logging = 'done'", [
        callIds,
      ]);
      return rows.length === callIds.length;
    });
    expect(ticketsOf(callIds)).toBe(callIds.length);
  }

  async function expire(): Promise<void> {
    await world.query("update zendesk_connections set access_expires_at = now() - interval '1 hour'");
  }

  test("a token that has ended is renewed once, however many calls and replicas need it", async () => {
    const before = tokenRequests("refresh_token");
    await expire();
    const account = await zendeskAccount(deps, integrationId);
    const callIds = Array.from({ length: 12 }, answeredCall);
    const tokens = await Promise.all(Array.from({ length: 8 }, () => account.accessToken()));
    await allDone(callIds);
    expect(new Set(tokens).size).toBe(1);
    expect(tokenRequests("refresh_token") - before).toBe(1);
    expect(await status()).toBe("connected");
  });

  test("a token about to end is renewed before it does", async () => {
    const before = tokenRequests("refresh_token");
    await world.query("update zendesk_connections set access_expires_at = now() + interval '4 minutes'");
    await (await zendeskAccount(deps, integrationId)).accessToken();
    await (await zendeskAccount(deps, integrationId)).accessToken();
    expect(tokenRequests("refresh_token") - before).toBe(1);
    const [row] = await world.query<{ ahead: boolean }>(
      "select access_expires_at > now() + interval '1 hour' as ahead from zendesk_connections",
    );
    expect(row?.ahead).toBe(true);
  });

  test.each([
    ["an error page", { kind: "html", status: 503 }],
    ["a pause", { kind: "status", status: 429, headers: { "retry-after": "1" } }],
    ["a lost connection", { kind: "drop_before" }],
    ["a redirect", { kind: "status", status: 302, headers: { location: "https://elsewhere.example/" } }],
    ["a page that bars the way", { kind: "html", status: 403 }],
    ["a page with 401", { kind: "html", status: 401 }],
    ["an address that is not there", { kind: "html", status: 404 }],
    ["a time-out of theirs", { kind: "status", status: 408 }],
    ["a page instead of tokens", { kind: "html", status: 200 }],
  ] as const)("%s while it is renewed does not cost the connection", async (_, fault) => {
    await expire();
    world.zendesk.faults.add({ path: tokenPath, do: fault });
    const callIds = [answeredCall()];
    await allDone(callIds);
    expect(world.zendesk.faults.pending()).toBe(0);
    expect(await status()).toBe("connected");
  });

  test("a server that ends idle transactions does not cost the connection either", async () => {
    const limit = "options=-c%20idle_in_transaction_session_timeout%3D500";
    const limited = openDatabase(`${world.env["DATABASE_URL"]}?${limit}`, createLogger("silent"), { max: 2 });
    const before = tokenRequests("refresh_token");
    try {
      await expire();
      world.zendesk.faults.add({ path: tokenPath, do: { kind: "latency", ms: 1500 } });
      const account = await zendeskAccount({ ...deps, db: limited.db }, integrationId);
      const token = await account.accessToken();
      expect(await (await zendeskAccount(deps, integrationId)).accessToken()).toBe(token);
      expect(tokenRequests("refresh_token") - before).toBe(1);
    } finally {
      await limited.close();
    }
  });

  test("a grant that is given while the one before is found dead stays", async () => {
    await expire();
    world.zendesk.revokeTokens();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<undefined>();
    world.zendesk.faults.add({ path: tokenPath, do: { kind: "waits", for: mayAnswer } });
    const asked = zendeskAccount(deps, integrationId).then((account) => account.accessToken());
    const answered = Promise.allSettled([asked]);
    await until("Zendesk to be asked", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    const token = deps.box.seal("given", secretContext("zendesk_connections.access_token", integrationId));
    const given = world.query(`do $$ begin
      perform from zendesk_connections for update;
      update zendesk_connections set access_token = '${token}', access_expires_at = now() + interval '1 hour';
      update integrations set status = 'connected';
      perform pg_sleep(0.5);
    end $$`);
    await until("the new grant to wait for the row", async () => {
      const { rows } = await database.pool.query("select 1 from pg_locks where not granted");
      return rows.length > 0;
    });
    answer(undefined);
    const [[end]] = await Promise.all([answered, given]);
    expect(end.status).toBe("rejected");
    expect(await status()).toBe("connected");
    expect((await open(await redirectBack())).title).toBe("Authorization succeeded!");
  });

  test("a grant revoked in Zendesk asks for reconnecting; calls wait and get their tickets afterwards", async () => {
    world.zendesk.revokeTokens();
    const callIds = [answeredCall(), answeredCall()];
    await until("the dead grant to be noticed", async () => (await status()) === "reconnect_needed");
    expect((await world.cli(["integration", "list"])).stdout).toContain("reconnect_needed");
    expect(ticketsOf(callIds)).toBe(0);
    const pending = await world.query(
      "select 1 from calls where pbx_call_id = any($1) and logging = 'pending'",
      [callIds],
    );
    expect(pending).toHaveLength(2);
    expect((await open(await redirectBack())).title).toBe("Authorization succeeded!");
    expect(await status()).toBe("connected");
    await allDone(callIds);
  });

  test("a dead grant is asked for tokens no more, however many calls wait; connecting brings them all at once", async () => {
    world.zendesk.revokeTokens();
    const callIds = Array.from({ length: 3 }, answeredCall);
    await until("the dead grant to be noticed", async () => (await status()) === "reconnect_needed");
    const asked = tokenRequests("refresh_token");
    callIds.push(...Array.from({ length: 5 }, answeredCall));
    await until("all of them to wait for an administrator", async () => {
      const jobs = await world.query(
        `select 1 from pgboss.job j join calls c on c.id::text = j.singleton_key
          where j.name = 'log-call' and j.state = 'created' and j.start_after > now() + interval '9 minutes'
            and c.pbx_call_id = any($1)`,
        [callIds],
      );
      return jobs.length === callIds.length;
    });
    expect(tokenRequests("refresh_token")).toBe(asked);
    expect((await open(await redirectBack())).title).toBe("Authorization succeeded!");
    await allDone(callIds);
  });

  test("Zendesk was asked nothing that it does not know", () => {
    expect(world.zendesk.unexpected()).toEqual([]);
  });
});
