import { createHmac, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { linkApp } from "@deskline/service/app/store";
import { createSessions } from "@deskline/service/app/session";
import { addIntegration } from "@deskline/service/integrations/store";
import { createLogger } from "@deskline/service/platform/logger";
import { createSecretBox, loadKeys } from "@deskline/service/platform/secrets";
import { openDatabase } from "@deskline/service/storage/database";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { postToken, type LoadedFrame } from "../world/app-frames.ts";
import { freePort, startServiceProcess } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

const kristin = "kristin.hale@example.com";
const marcus = "marcus.webb@example.com";
const ana = "ana.torres@example.com";
const host = "https://acme.zendesk.com";
const minutes = 60;

let world: World;
/** Another integration of the same Zendesk account, through an installation of its own. */
let other: { id: string; key: string; app: { appId: number; installationId: number } };

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in" });
  other = await addAnotherIntegration(url);
  await until(
    "the other integration to be known",
    async () => (await load(otherToken(), other.key)).status !== 404,
  );
});
afterAll(async () => {
  await world.close();
});

async function addAnotherIntegration(databaseUrl: string) {
  const box = createSecretBox(keys());
  const { db, close } = openDatabase(databaseUrl, createLogger("silent"), { max: 1 });
  const { pbx, zendesk } = world;
  const added = await addIntegration(db, box, {
    name: "Branch",
    defaultCountry: "US",
    quietMs: 300,
    awaitingMs: 3000,
    pbx: {
      url: pbx.url,
      clientId: "another",
      clientSecret: "another",
      timeZone: pbx.timeZone,
      webhook: true,
      websocket: false,
      webhookSecret: "another secret of the webhook",
    },
    zendesk: { subdomain: zendesk.subdomain, clientId: "another", clientSecret: "another" },
  });
  const app = zendesk.addAppInstallation();
  await linkApp(db, added.id, app);
  await close();
  return { id: added.id, key: added.key, app };
}

function keys() {
  return loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" });
}

function load(token: string, key = world.integration.key): Promise<LoadedFrame> {
  return postToken(world.service.url, key, "ticket_sidebar", token);
}

function tokenOf(email: string, overrides: Record<string, unknown> = {}): string {
  return world.appToken("ticket_sidebar", email, { overrides });
}

function otherToken(): string {
  return world.appToken("ticket_sidebar", kristin, other.app);
}

function userId(email: string): number {
  return world.zendesk.users().find((user) => user.email === email)?.id ?? 0;
}

/** The session that a frame was given. */
async function sessionOf(email: string): Promise<string> {
  return (await load(tokenOf(email))).data?.session.token ?? "none";
}

const nowS = () => Math.floor(Date.now() / 1000);

/** The page without what differs from one answer to the next. */
function withoutRequest(html: string): string {
  return html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "…");
}

/** What the service's log gives as the reason of the refusal with this page. */
async function loggedReason({ headers }: LoadedFrame): Promise<string | undefined> {
  const line = new RegExp(`^.*"requestId":"${headers.get("x-request-id")}".*"app not opened".*$`, "m");
  await until("the line in the log", () => Promise.resolve(line.test(world.service.output())));
  return /"result":"(\w+)"/.exec(line.exec(world.service.output())?.[0] ?? "")?.[1];
}

async function expectRefused(token: string, check: string, key?: string): Promise<void> {
  const frame = await load(token, key);
  expect(frame.status).toBe(401);
  expect(frame.data).toBeNull();
  expect(withoutRequest(frame.html)).toBe(withoutRequest(refusal));
  expect(frame.html).toContain(frame.headers.get("x-request-id"));
  expect(await loggedReason(frame)).toBe(check);
  expect(world.service.output()).not.toContain(token.split(".")[2] || token);
}

/** The page of a refusal: all are the same. */
let refusal = "";

describe("a signed load", () => {
  test("opens the app, with a session that works", async () => {
    const frame = await load(tokenOf(kristin));
    expect(frame.status).toBe(200);
    expect(frame.data).toMatchObject({
      location: "ticket_sidebar",
      admin: false,
      session: { expiresInMs: 30 * minutes * 1000 },
    });
    const me = await world.api(frame.data?.session.token ?? "", "GET", "me");
    expect(me).toMatchObject({
      status: 200,
      body: {
        agent: { id: userId(kristin), name: "Kristin Hale" },
        extension: { number: "2005" },
        obstacle: null,
      },
    });
  });

  test("says of an administrator that it is one", async () => {
    const frame = await load(tokenOf("ada@acme.example"));
    expect(frame.data?.admin).toBe(true);
  });

  test("with the same token opens it again: a browser posts it anew on reload", async () => {
    const token = tokenOf(kristin);
    const [first, second] = [await load(token), await load(token)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect((await world.api(second.data?.session.token ?? "", "GET", "me")).status).toBe(200);
  });

  test("may only be shown inside this account, runs only our scripts and is kept by nobody", async () => {
    const { headers, html } = await load(tokenOf(kristin));
    const policy = headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1] ?? "none";
    expect(policy).toBe(
      [
        "default-src 'none'",
        `script-src 'nonce-${nonce}' 'self' https://static.zdassets.com`,
        `style-src 'nonce-${nonce}' 'self'`,
        "connect-src 'self'",
        "img-src 'self' data: https:",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        `frame-ancestors ${host} http://localhost:* http://127.0.0.1:*`,
      ].join("; "),
    );
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    const nonces = [...html.matchAll(/nonce="([^"]*)"/g)].map((match) => match[1]);
    expect(nonces).toHaveLength(4);
    expect(new Set(nonces)).toEqual(new Set([nonce]));
    expect(html).toContain('<script src="/app-assets/zaf_sdk.js"');
    expect((await load(tokenOf(kristin))).html).not.toContain(nonce);
  });

  test("gives away neither Zendesk's token nor a key", async () => {
    const token = tokenOf(kristin);
    const { html } = await load(token);
    expect(html).not.toContain(token.split(".")[2]);
    expect(html).not.toContain(other.key);
    expect(html).not.toContain(world.env["ENCRYPTION_KEY"]);
  });

  test("whatever the agent is called, the page's data stays data", async () => {
    const name = `</script><script>alert(1)</script><!-- ' " \u2028 & {{x}}`;
    const agent = world.zendesk.addUser({ name, email: "eve@acme.example", role: "agent" });
    const frame = await load(tokenOf("eve@acme.example"));
    expect(frame.status).toBe(200);
    expect(frame.html).not.toContain("alert(1)");
    expect([...frame.html.matchAll(/<script/g)]).toHaveLength([...frame.html.matchAll(/<\/script>/g)].length);
    const me = await world.api(frame.data?.session.token ?? "", "GET", "me");
    expect(me.headers.get("content-type")).toMatch(/^application\/json/);
    expect(me.body).toMatchObject({ agent: { id: agent.id, name }, obstacle: "not_bound" });
  });

  test("loads what the page names, for ever and compressed", async () => {
    const { html } = await load(tokenOf(kristin));
    const script = /<script type="module"[^>]* src="(\/app-assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const answer = await fetch(`${world.service.url}${script}`, { headers: { "accept-encoding": "gzip" } });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": expect.stringMatching(/^text\/javascript/) as string,
      "content-encoding": "gzip",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(await answer.text()).toContain("// stand-in");
    const sdk = await fetch(`${world.service.url}/app-assets/zaf_sdk.js`);
    expect(sdk.headers.get("cache-control")).toBe("public, max-age=300");
    expect(await sdk.text()).toContain("ZAFClient");
  });

  test.each([
    "../package.json",
    "%2e%2e/package.json",
    "index.html",
    "",
    "assets/",
    "assets/../../package.json",
  ])("of the files beside the app's build, /app-assets/%s is not given", async (path) => {
    expect((await fetch(`${world.service.url}/app-assets/${path}`)).status).toBe(404);
  });

  test("without a build there is a page that says what to do, once Zendesk's token is right", async () => {
    const env = { ...world.env, PORT: String(await freePort()), APP_DIR: "/nowhere" };
    await using stack = new AsyncDisposableStack();
    const bare = await startServiceProcess(env);
    stack.defer(async () => void (await bare.stop()));
    const load = (token: string) => postToken(bare.url, world.integration.key, "top_bar", token);
    const frame = await load(tokenOf(kristin));
    expect(frame.status).toBe(503);
    expect(frame.html).toContain("npm run build");
    await until("a line in the log", () =>
      Promise.resolve(bare.output().includes("the app is not built: npm run build")),
    );
    expect((await load("no token")).status).toBe(401);
    expect((await fetch(`${bare.url}/app-assets/zaf_sdk.js`)).status).toBe(404);
  });

  test("opened outside Zendesk it says where to open it", async () => {
    const url = `${world.service.url}/zendesk-app/${world.integration.key}/ticket_sidebar`;
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("Open this app inside Zendesk");
  });

  test.each([
    ["an unknown key", "nobody", "ticket_sidebar"],
    ["an unknown location", null, "modal"],
    ["HTML for a location", null, "%3Cimg%20src=x%3E"],
  ])("at %s there is nothing but a page that says so", async (_, key, location) => {
    const url = `${world.service.url}/zendesk-app/${key ?? world.integration.key}/${location}`;
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ token: tokenOf(kristin) }),
    });
    expect(answer.status).toBe(404);
    const html = await answer.text();
    expect(html).toContain("There is no such app here");
    expect(html).not.toContain("<img");
  });
});

describe("a token is refused, and the client is not told why", () => {
  test("what is no token gets a page that helps", async () => {
    const frame = await load("no token");
    refusal = frame.html;
    expect(frame.status).toBe(401);
    expect(refusal).toContain("Reload the page; if it stays, an administrator has to reinstall the app.");
    expect(frame.headers.get("content-security-policy")).toContain(`frame-ancestors ${host}`);
    expect(frame.headers.get("cache-control")).toBe("no-store");
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["another account's issuer", { iss: "evil.zendesk.com" }, "issuer"],
    ["an issuer that begins like ours", { iss: "acme.zendesk.com.evil.example" }, "issuer"],
    ["an issuer over http", { iss: "http://acme.zendesk.com" }, "issuer"],
    ["no issuer", { iss: undefined }, "claims"],
    ["another installation", { aud: `${host}/api/v2/apps/installations/1.json` }, "audience"],
    [
      "an audience of another host",
      { aud: "https://evil.zendesk.com/api/v2/apps/installations/1.json" },
      "audience",
    ],
    ["an audience that is none", { aud: "" }, "audience"],
    ["several audiences", { aud: [host, host] }, "claims"],
    ["no audience", { aud: undefined }, "claims"],
    ["an end long ago", { iat: nowS() - 3600, nbf: nowS() - 3600, exp: nowS() - 3300 }, "expired"],
    ["an end just beyond the leeway", { iat: nowS() - 360, nbf: nowS() - 360, exp: nowS() - 61 }, "expired"],
    ["no end", { exp: undefined }, "claims"],
    ["an end in words", { exp: "tomorrow" }, "claims"],
    ["an end that is no number", { exp: null }, "claims"],
    ["a life of eleven minutes", { exp: nowS() + 11 * minutes }, "life"],
    ["a life of a year", { exp: nowS() + 365 * 24 * 3600 }, "life"],
    ["a beginning to come", { iat: nowS() + 120, nbf: nowS() + 120, exp: nowS() + 400 }, "not_yet_valid"],
    ["a validity to come", { nbf: nowS() + 120 }, "not_yet_valid"],
    ["no time of issue", { iat: undefined }, "claims"],
    ["no beginning", { nbf: undefined }, "claims"],
    ["a user of another account", { sub: "https://evil.zendesk.com/api/v2/users/1.json" }, "subject"],
    [
      "a host that begins like ours",
      { sub: "https://acme.zendesk.com.evil.example/api/v2/users/1.json" },
      "subject",
    ],
    ["something else than a user", { sub: `${host}/api/v2/organizations/1.json` }, "subject"],
    ["a path that leads elsewhere", { sub: `${host}/api/v2/users/1/../2.json` }, "subject"],
    ["user 0", { sub: `${host}/api/v2/users/0.json` }, "subject"],
    ["a user that is no number", { sub: `${host}/api/v2/users/me.json` }, "subject"],
    ["a user with more behind", { sub: `${host}/api/v2/users/1.json?x=2` }, "subject"],
    ["no user", { sub: undefined }, "claims"],
    ["a user's bare id", { sub: 1 }, "claims"],
  ])("with %s", async (_, overrides, check) => {
    await expectRefused(tokenOf(kristin, overrides), check);
  });

  test.each<[string, () => Record<string, unknown>]>([
    ["an issuer with https", () => ({ iss: host })],
    [
      "a list of one audience",
      () => ({ aud: [`${host}/api/v2/apps/installations/${world.app.installationId}.json`] }),
    ],
    ["an end within the leeway", () => ({ iat: nowS() - 330, nbf: nowS() - 330, exp: nowS() - 30 })],
    ["a clock that is a little ahead", () => ({ iat: nowS() + 30, nbf: nowS() + 30 })],
    ["another hash of the request", () => ({ qsh: "anything" })],
    ["no hash of the request", () => ({ qsh: undefined, cnf: undefined, context: undefined })],
  ])("but not with %s", async (_, overrides) => {
    expect((await load(tokenOf(kristin, overrides()))).status).toBe(200);
  });

  test("that belongs to another integration, and the other way round", async () => {
    await expectRefused(tokenOf(kristin), "audience", other.key);
    await expectRefused(otherToken(), "audience");
  });

  test("that was posted as something else than a form, or in a form too large", async () => {
    const url = `${world.service.url}/zendesk-app/${world.integration.key}/top_bar`;
    const json = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: tokenOf(kristin) }),
    });
    expect(json.status).toBe(401);
    const query = await fetch(`${url}?token=${tokenOf(kristin)}`, { method: "POST" });
    expect(query.status).toBe(401);
    const huge = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ token: "x".repeat(100_000) }),
    });
    expect(huge.status).toBe(413);
    const file = new FormData();
    file.set("token", new Blob([tokenOf(kristin)]), "token.txt");
    expect((await fetch(url, { method: "POST", body: file })).status).toBe(401);
  });
});

describe("only Zendesk's own key counts", () => {
  const attacker = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  /** What Zendesk would say, as far as it is not signed. */
  const payloadPart = () => tokenOf(kristin).split(".")[1] ?? "";

  function forged(header: Record<string, unknown>): string {
    const signed = `${encode({ alg: "RS256", typ: "JWT", ...header })}.${payloadPart()}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(attacker.privateKey, "base64url")}`;
  }

  const publicKeyUrl = () => `${world.zendesk.url}/api/v2/apps/${world.app.appId}/public_key.pem`;
  const keyReadings = () =>
    world.zendesk.requests().filter(({ path }) => path.endsWith(`/${world.app.appId}/public_key.pem`)).length;

  test.each(["none", "None", "NONE", "nOnE"])("unsigned, with the algorithm %s", async (alg) => {
    await expectRefused(`${encode({ alg, typ: "JWT" })}.${payloadPart()}.`, "algorithm");
    await expectRefused(`${encode({ alg, typ: "JWT" })}.${payloadPart()}.eA`, "algorithm");
  });

  test("with the public key as the secret of an HMAC", async () => {
    const pem = await (await fetch(publicKeyUrl())).text();
    for (const secret of [pem, pem.trim(), pem.replaceAll(/-----[^-]+-----|\s/g, "")]) {
      const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${payloadPart()}`;
      const signature = createHmac("sha256", secret).update(signed).digest("base64url");
      await expectRefused(`${signed}.${signature}`, "algorithm");
    }
  });

  test.each(["RS384", "RS512"])("signed rightly, but with %s", async (alg) => {
    await expectRefused(world.appToken("ticket_sidebar", kristin, { header: { alg } }), "algorithm");
  });

  test("signed rightly, but said to be signed with PS256 or ES256", async () => {
    for (const alg of ["PS256", "ES256", "EdDSA", "", ["RS256"]])
      await expectRefused(world.appToken("ticket_sidebar", kristin, { header: { alg } }), "algorithm");
  });

  test("an unknown extension that is said to be critical", async () => {
    const header = { crit: ["exp"], exp: nowS() };
    await expectRefused(world.appToken("ticket_sidebar", kristin, { header }), "form");
  });

  test.each<[string, Record<string, unknown>]>([
    ["no hint", {}],
    ["jwk", { jwk: { kty: "RSA", e: "AQAB", n: "attacker" } }],
    ["jku", { jku: "http://127.0.0.1:1/keys.json" }],
    ["x5u", { x5u: "http://127.0.0.1:1/cert.pem" }],
    ["x5c", { x5c: ["attacker"] }],
    ["a kid that is an address", { kid: "http://127.0.0.1:1/key.pem" }],
    ["a kid that is a path", { kid: "../../../../dev/null" }],
  ])("the attacker's key, with %s in the header", async (_, header) => {
    await expectRefused(forged(header), "signature");
  });

  test("however many forged tokens come, Zendesk is asked for its key once in a minute at most", async () => {
    const before = keyReadings();
    const frames = await Promise.all([1, 2, 3, 4, 5].map(() => load(forged({}))));
    expect(frames.map((frame) => frame.status)).toEqual([401, 401, 401, 401, 401]);
    expect(keyReadings() - before).toBeLessThanOrEqual(1);
  });

  test.each([
    ["nothing", ""],
    ["two parts", "a.b"],
    ["four parts", "a.b.c.d"],
    ["no Base64", "%.%.%"],
    ["a header that is no object", `${Buffer.from("[]").toString("base64url")}.e30.AA`],
    ["a header that is no JSON", "AAAA.e30.AA"],
    ["dots alone", ".".repeat(40_000)],
  ])("what is no token: %s", async (_, token) => {
    const frame = await load(token);
    expect(frame.status).toBe(401);
    expect(["form", "algorithm"]).toContain(await loggedReason(frame));
  });

  test("signed rightly, but no object in it, or changed after it", async () => {
    const [header = "", payload = "", signature = ""] = tokenOf(kristin).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const changed = encode({ ...claims, sub: `${host}/api/v2/users/${userId(marcus)}.json` });
    await expectRefused(`${header}.${changed}.${signature}`, "signature");
    await expectRefused(`${header}.${payload}.${signature.slice(0, -4)}AAAA`, "signature");
    await expectRefused(`${header}.${payload}.`, "signature");
  });

  test("refusals are counted by what was wrong", async () => {
    const metrics = await (await fetch(`${world.service.url}/metrics`)).text();
    for (const check of [
      "form",
      "algorithm",
      "signature",
      "claims",
      "issuer",
      "audience",
      "life",
      "expired",
      "subject",
    ])
      expect(metrics).toMatch(new RegExp(`deskline_app_loads_total\\{result="${check}"\\} [1-9]`));
  });

  test("a new key of the account is taken over with its first token, and the old one dies", async () => {
    await world.service.stop();
    await world.restart();
    const before = tokenOf(kristin);
    expect((await load(before)).status).toBe(200);
    world.zendesk.rotateAppKey();
    const frames = await Promise.all([load(tokenOf(kristin)), load(tokenOf(marcus)), load(tokenOf(ana))]);
    expect(frames.map((frame) => frame.status)).toEqual([200, 200, 200]);
    await expectRefused(before, "signature");
  });

  test("a key that is a JSON string is read too", async () => {
    const pem = await (await fetch(publicKeyUrl())).text();
    await world.service.stop();
    await world.restart();
    const body = JSON.stringify(pem);
    world.zendesk.faults.add({ path: /public_key/, do: { kind: "status", status: 200, body } });
    expect((await load(tokenOf(kristin))).status).toBe(200);
    expect(world.zendesk.faults.pending()).toBe(0);
  });

  test.each([
    ["a page", { kind: "html", status: 503 }],
    ["no key", { kind: "status", status: 200, body: "hello" }],
    [
      "a key that is none",
      { kind: "status", status: 200, body: "-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----" },
    ],
    ["a key too small", { kind: "status", status: 200, body: smallKey() }],
  ] as const)("when Zendesk answers with %s for its key, the page asks to come again", async (_, fault) => {
    await world.service.stop();
    await world.restart();
    world.zendesk.faults.add({ path: /public_key/, do: fault });
    const frame = await load(tokenOf(kristin));
    expect(frame.status).toBe(503);
    expect(frame.html).toContain("Zendesk gives no answer");
    expect((await load(tokenOf(kristin))).status).toBe(200);
  });
});

function smallKey(): string {
  return generateKeyPairSync("rsa", {
    modulusLength: 1024,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey;
}

describe("while Zendesk is down", () => {
  test("who was there before comes in, with the key that is known", async () => {
    expect((await load(tokenOf(kristin))).status).toBe(200);
    await world.query("update app_agents set checked_at = now() - interval '23 hours'");
    await world.zendesk.goDown();
    try {
      const frame = await load(tokenOf(kristin));
      expect(frame.status).toBe(200);
      const session = frame.data?.session.token ?? "";
      expect((await world.api(session, "POST", "session")).status).toBe(200);
      expect((await world.api(session, "GET", "me")).body).toMatchObject({ obstacle: null });
    } finally {
      await world.zendesk.comeBack();
    }
  });

  test("nobody is let in on what was known a day ago", async () => {
    await world.query("update app_agents set checked_at = now() - interval '25 hours'");
    await world.zendesk.goDown();
    try {
      const frame = await load(tokenOf(kristin));
      expect(frame.status).toBe(503);
      expect(frame.html).toContain("Zendesk gives no answer");
    } finally {
      await world.zendesk.comeBack();
    }
    expect((await load(tokenOf(kristin))).status).toBe(200);
  });

  test("without a key nobody comes in; with Zendesk back everybody does", async () => {
    await world.zendesk.goDown();
    try {
      await world.service.stop();
      await world.restart();
      const frame = await load(tokenOf(kristin));
      expect(frame.status).toBe(503);
      expect(frame.data).toBeNull();
    } finally {
      await world.zendesk.comeBack();
    }
    expect((await load(tokenOf(kristin))).status).toBe(200);
  });
});

describe("what the user is in Zendesk decides", () => {
  test("an end user gets a page that says so", async () => {
    world.zendesk.addUser({ name: "Enid User", email: "enid@example.com" });
    const frame = await load(tokenOf("enid@example.com"));
    expect(frame.status).toBe(403);
    expect(frame.html).toContain("Deskline is for agents");
    expect(frame.data).toBeNull();
  });

  test("so does somebody who is suspended, or not there", async () => {
    world.zendesk.addUser({
      name: "Sue Suspended",
      email: "sue@example.com",
      role: "agent",
      suspended: true,
    });
    for (const token of [
      tokenOf("sue@example.com"),
      world.zendesk.signAppToken({ ...world.app, userId: 999, location: "top_bar" }),
    ]) {
      const frame = await load(token);
      expect(frame.status).toBe(403);
      expect(frame.html).toContain("Your account is not active");
    }
  });

  test("an agent who is suspended meanwhile is out with the next renewal, and in again when let in", async () => {
    const session = await sessionOf(ana);
    expect((await world.api(session, "GET", "me")).status).toBe(200);
    world.zendesk.updateUser(userId(ana), { suspended: true });
    expect((await world.api(session, "POST", "session")).status).toBe(200); // asked less than 15 minutes ago
    await world.query("update app_agents set checked_at = now() - interval '16 minutes'");
    expect(await world.api(session, "POST", "session")).toMatchObject({
      status: 401,
      body: { code: "session_over" },
    });
    expect(await world.api(session, "GET", "me")).toMatchObject({
      status: 401,
      body: { code: "session_over" },
    });
    expect((await load(tokenOf(ana))).status).toBe(403);
    world.zendesk.updateUser(userId(ana), { suspended: false });
    expect((await world.api(session, "POST", "session")).status).toBe(200);
    expect((await world.api(session, "GET", "me")).status).toBe(200);
  });

  test("a new administrator is one with the next question", async () => {
    expect((await load(tokenOf(marcus))).data?.admin).toBe(false);
    world.zendesk.updateUser(userId(marcus), { role: "admin" });
    await world.query("update app_agents set checked_at = now() - interval '16 minutes'");
    expect((await load(tokenOf(marcus))).data?.admin).toBe(true);
    world.zendesk.updateUser(userId(marcus), { role: "agent" });
  });

  test("Zendesk is asked once in a quarter of an hour, however many frames come", async () => {
    await world.query("delete from app_agents");
    world.zendesk.clearRequests();
    await Promise.all([1, 2, 3, 4, 5].map(() => load(tokenOf(kristin))));
    await load(tokenOf(kristin));
    const path = `/api/v2/users/${userId(kristin)}.json`;
    expect(world.zendesk.requests().filter((one) => one.path === path)).toHaveLength(1);
  });
});

describe("a session", () => {
  /** Sessions as the service made them some time ago. */
  const sessionFrom = (agoMs: number, encryptionKey = world.env["ENCRYPTION_KEY"]) =>
    createSessions(loadKeys({ encryptionKey, dataDir: "unused" }), { now: () => Date.now() - agoMs }).begin({
      integrationId: world.integration.id,
      agentId: userId(kristin),
    }).token;
  const hourMs = 60 * minutes * 1000;

  test.each([
    ["none", null, "session_missing"],
    ["an empty one", "", "session_missing"],
    ["something else", "abc", "session_wrong"],
    ["Zendesk's token", () => tokenOf(kristin), "session_wrong"],
    [
      "one made with another key",
      () => sessionFrom(0, Buffer.alloc(32, 8).toString("base64")),
      "session_wrong",
    ],
    ["one that ended", () => sessionFrom(31 * minutes * 1000), "session_over"],
  ])("%s: the API answers with its code alone", async (_, session, code) => {
    const given = typeof session === "function" ? session() : session;
    const { status, body } = await world.api(given, "GET", "me");
    expect({ status, body }).toMatchObject({ status: 401, body: { code } });
  });

  test("a secret of the database, sealed with the same key, is none", async () => {
    const box = createSecretBox(keys());
    const contents = {
      integrationId: world.integration.id,
      agentId: 1,
      loadedAt: 0,
      endsAt: Date.now() + hourMs,
    };
    const sealed = box.seal(JSON.stringify(contents), "deskline-app");
    expect((await world.api(sealed, "GET", "me")).body).toMatchObject({ code: "session_wrong" });
  });

  test("changed anywhere is none", async () => {
    const session = await sessionOf(kristin);
    const places = [0, 3, 12, 20, 40, Math.floor(session.length / 2), session.length - 1];
    for (const place of places) {
      const changed = session[place] === "A" ? "B" : "A";
      const tampered = session.slice(0, place) + changed + session.slice(place + 1);
      expect((await world.api(tampered, "GET", "me")).status, `changed at ${place}`).toBe(401);
    }
  });

  test("is renewed, also after it ended, for twelve hours after the load", async () => {
    for (const agoMs of [0, hourMs, 11.9 * hourMs]) {
      const { status, body } = await world.api(sessionFrom(agoMs), "POST", "session");
      expect(status).toBe(200);
      const { token, expiresInMs } = body as { token: string; expiresInMs: number };
      expect(expiresInMs).toBeLessThanOrEqual(Math.min(hourMs / 2, 12 * hourMs - agoMs));
      expect((await world.api(token, "GET", "me")).status).toBe(200);
    }
    const over = await world.api(sessionFrom(12 * hourMs), "POST", "session");
    expect(over).toMatchObject({ status: 401, body: { code: "session_over" } });
  });

  test("does not live longer by being renewed again and again", async () => {
    const load = Date.now() - 11.99 * hourMs;
    const sessions = createSessions(keys(), { now: () => load });
    const { token } = sessions.begin({ integrationId: world.integration.id, agentId: userId(kristin) });
    const first = await world.api(token, "POST", "session");
    const second = await world.api((first.body as { token: string }).token, "POST", "session");
    expect((second.body as { expiresInMs: number }).expiresInMs).toBeLessThan(0.02 * hourMs);
  });

  test("of another integration is of that one, whatever is asked", async () => {
    const session = (await load(otherToken(), other.key)).data?.session.token ?? "";
    const me = await world.api(session, "GET", `me?integration=${world.integration.id}`);
    expect(me.body).toMatchObject({
      integration: { name: "Branch" },
      extension: null,
      agent: { admin: false },
    });
  });

  test("where Zendesk is not connected shows that, and nothing of calls", async () => {
    const frame = await load(otherToken(), other.key);
    expect(frame.status).toBe(200);
    expect(frame.data?.admin).toBe(false);
    const session = frame.data?.session.token ?? "";
    expect((await world.api(session, "GET", "me")).body).toMatchObject({ obstacle: "not_connected" });
    expect(await world.api(session, "GET", "live")).toMatchObject({
      status: 403,
      body: { code: "not_connected" },
    });
    const pop = await world.api(session, "POST", `calls/${randomUUID()}/pop`, { moment: "ring" });
    expect(pop).toMatchObject({ status: 403, body: { code: "not_connected" } });
    expect((await world.api(session, "POST", "session")).status).toBe(200);
  });

  test("ends with its integration", async () => {
    const session = (await load(otherToken(), other.key)).data?.session.token ?? "";
    await world.cli(["integration", "remove", "--integration", "Branch", "--yes"]);
    await until("the service to know", async () => (await world.api(session, "GET", "me")).status === 401);
    expect((await world.api(session, "GET", "me")).body).toMatchObject({ code: "session_wrong" });
    expect((await world.api(session, "POST", "session")).body).toMatchObject({ code: "session_wrong" });
    expect((await load(otherToken(), other.key)).status).toBe(404);
  });
});

describe("the command line", () => {
  test("shows the addresses for the app's package", async () => {
    const { stdout } = await world.cli(["app", "show"]);
    for (const location of [
      "ticket_sidebar",
      "new_ticket_sidebar",
      "user_sidebar",
      "top_bar",
      "background",
      "nav_bar",
    ])
      expect(stdout).toContain(
        `${world.env["PUBLIC_URL"]}/zendesk-app/${world.integration.key}/${location}\n`,
      );
    expect(stdout).toContain(`installation ${world.app.installationId}, app ${world.app.appId}`);
  });

  test("an app that is not linked says so, until it is", async () => {
    await world.query("update zendesk_connections set app_id = null, installation_id = null");
    await world.query("select pg_notify('deskline_integrations', '')");
    await until("the link to be gone", async () => (await load(tokenOf(kristin))).status !== 200);
    const frame = await load(tokenOf(kristin));
    expect(frame.status).toBe(409);
    expect(frame.html).toContain("deskline app link");
    expect((await world.cli(["app", "show"])).stdout).toContain("not linked yet");

    const found = (await world.cli(["app", "find"])).stdout;
    expect(found).toMatch(new RegExp(`${world.app.installationId} +${world.app.appId} +yes +Deskline`));
    await expect(world.cli(["app", "link"])).rejects.toThrow("Several installed apps are named Deskline");
    await expect(world.cli(["app", "link", "--installation", "7"])).rejects.toThrow(
      "Zendesk has no installation 7",
    );
    await world.cli(["app", "link", "--installation", String(world.app.installationId)]);
    await until("the link to act", async () => (await load(tokenOf(kristin))).status === 200);
  });

  test("Zendesk was asked nothing that it does not know", () => {
    expect(world.zendesk.unexpected()).toEqual([]);
  });
});
