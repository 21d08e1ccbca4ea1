import { IntegrationDetail } from "@deskline/shared/admin";
import { Disconnected } from "@deskline/shared/admin-switch";
import { AuthorizeUrl, type AuthorizationEnd } from "@deskline/shared/admin-zendesk";
import { Problem } from "@deskline/shared/errors";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

let world: World;
let operator: ConsoleClient;
let base: string;

beforeAll(async () => {
  const { url } = await createDatabase(inject("postgresUrl"));
  world = await World.start({ storage: { databaseUrl: url }, app: "stand_in", connect: false });
  operator = await operatorAt(world.service);
  base = `integrations/${world.integration.id}`;
});
afterAll(() => world.close());
afterEach(() => {
  world.zendesk.faults.clear();
  registerClient();
});

async function put(body: object): Promise<IntegrationDetail | string> {
  const answer = await operator.ask("PUT", `${base}/zendesk`, body);
  return answer.status === 200 ? IntegrationDetail.parse(answer.body) : Problem.parse(answer.body).code;
}

async function detail(): Promise<IntegrationDetail> {
  return IntegrationDetail.parse((await operator.ask("GET", base)).body);
}

async function authorize(): Promise<string> {
  return AuthorizeUrl.parse((await operator.ask("POST", `${base}/zendesk/authorize`)).body).url;
}

function registerClient(more: { secret?: string; allowedScopes?: string[] } = {}): void {
  world.zendesk.addOAuthClient({
    identifier: "deskline",
    redirectUris: [`${world.env["PUBLIC_URL"] ?? ""}/oauth/zendesk/callback`],
    secret: world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "",
    ...more,
  });
}

type End = { title: string; text: string; end: AuthorizationEnd | null };

async function endAt(url: string): Promise<End> {
  const html = await (await fetch(url)).text();
  const inside = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? "";
  return { title: inside("h1"), text: inside("p"), end: (await detail()).zendesk.lastAuthorization };
}

const tokenPath = /^\/oauth\/tokens$/;

describe("what is entered", () => {
  test.each([
    "acme.example",
    "acme/..",
    "acme@evil",
    "acme:443",
    "https://acme.zendesk.com:8443",
    "https://acme.zendesk.com@evil.example",
    "https://acme.zendesk.com.evil.example",
    "аcme",
    "ac\u212Ae",
    "x".repeat(301),
  ])("%j is no subdomain", async (subdomain) => {
    const before = await detail();
    expect(await put({ subdomain, clientId: "other" })).toBe("subdomain_wrong");
    expect(await detail()).toEqual(before);
  });

  test("a pasted address is understood, and the same again is no change", async () => {
    const entered = { subdomain: "https://acme.zendesk.com/agent/dashboard", clientId: "deskline" };
    const changed = await put({ ...entered, clientSecret: "a new one" });
    expect(changed).toMatchObject({
      zendesk: {
        subdomain: "acme",
        clientId: "deskline",
        secretSet: true,
        callbackUrl: `${world.env["PUBLIC_URL"]}/oauth/zendesk/callback`,
      },
    });
    expect(JSON.stringify(changed)).not.toContain("a new one");
    await put({ ...entered, clientSecret: "a new one" });
    const log = await world.query("select before, after from audit_log where action = 'zendesk.changed'");
    expect(log).toEqual([{ before: { clientSecret: "set" }, after: { clientSecret: "changed" } }]);
    await put({ clientSecret: world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] });
  });

  test("an account that is not entered cannot be asked", async () => {
    const answer = await operator.ask("POST", "integrations", { name: "Empty" });
    const { id } = IntegrationDetail.parse(answer.body);
    expect(await operator.ask("POST", `integrations/${id}/zendesk/authorize`)).toMatchObject({
      status: 409,
      body: { code: "zendesk_not_entered" },
    });
  });
});

describe("how asking ends is kept, each on a page of its own", () => {
  test("in the language chosen in the console, else the browser's", async () => {
    const foreign = `${world.service.url}/oauth/zendesk/callback?state=foreign&code=x`;
    const titleFor = async (headers: Record<string, string>) =>
      /<html lang="(.*?)">[^]*<h1>(.*)<\/h1>/
        .exec(await (await fetch(foreign, { headers })).text())
        ?.slice(1);
    const [english, chinese] = [
      ["en", "This link is not valid any more"],
      ["zh-CN", "此链接已失效"],
    ];
    expect(await titleFor({ "accept-language": "zh-TW,en;q=0.8" })).toEqual(chinese);
    expect(await titleFor({ "accept-language": "de,en;q=0.5,zh;q=0.8" })).toEqual(chinese);
    expect(await titleFor({ "accept-language": "de" })).toEqual(english);
    expect(await titleFor({ "accept-language": "zh", cookie: "deskline_language=en" })).toEqual(english);
    expect(await titleFor({ cookie: "deskline_language=zh-CN" })).toEqual(chinese);
  });

  test("a refusal", async () => {
    const back = await world.zendesk.consent(await authorize(), { allow: false });
    expect(await endAt(back)).toMatchObject({
      title: "Access was not granted",
      end: { kind: "refused", detail: "access_denied" },
    });
  });

  test("a wrong secret", async () => {
    const back = await world.zendesk.consent(await authorize());
    registerClient({ secret: "rotated" });
    const { title, text, end } = await endAt(back);
    expect(title).toBe("The identifier or the secret is wrong");
    expect(text).toContain("enter both");
    expect(end).toMatchObject({ kind: "client_refused" });
  });

  test("a redirect URL that is none of the client's, told by the redirect or by the token endpoint", async () => {
    const url = new URL(await world.zendesk.consent(await authorize()));
    const state = url.searchParams.get("state") ?? "";
    const query = { error: "invalid_request", error_description: "Invalid redirect_uri", state };
    const told = await endAt(`${url.origin}${url.pathname}?${new URLSearchParams(query).toString()}`);
    expect(told.title).toBe("The redirect URL is wrong");
    expect(told.text).toContain(`${world.env["PUBLIC_URL"]}/oauth/zendesk/callback`);
    expect(told.end).toMatchObject({ kind: "redirect_refused", detail: "Invalid redirect_uri" });

    const back = await world.zendesk.consent(await authorize());
    const body = { error: "invalid_grant", error_description: "redirect_uri does not match" };
    world.zendesk.faults.add({ path: tokenPath, do: { kind: "status", status: 400, body } });
    expect((await endAt(back)).end).toMatchObject({ kind: "redirect_refused" });
  });

  test("somebody who is no administrator", async () => {
    const agent = world.zendesk.users().find((user) => user.name === "Marcus Webb");
    const back = await world.zendesk.consent(await authorize(), { userId: agent?.id ?? 0 });
    expect(await endAt(back)).toMatchObject({
      title: "An administrator has to sign",
      end: { kind: "not_admin", detail: "Marcus Webb (agent)" },
    });
  });

  test("a missing scope, refused before or granted too narrowly", async () => {
    registerClient({ allowedScopes: ["read"] });
    const refused = await endAt(await world.zendesk.consent(await authorize()));
    expect(refused).toMatchObject({ title: "Zendesk granted too little", end: { kind: "scope_missing" } });
    registerClient();
    const back = await world.zendesk.consent(await authorize());
    const body = { access_token: "a", refresh_token: "r", scope: "read", expires_in: 300 };
    world.zendesk.faults.add({ path: tokenPath, do: { kind: "status", status: 200, body } });
    expect((await endAt(back)).end).toMatchObject({ kind: "scope_missing", detail: "read" });
  });

  test("a code that has expired", async () => {
    const back = await world.zendesk.consent(await authorize());
    const url = new URL(back);
    url.searchParams.set("code", "expired");
    const { title, text, end } = await endAt(url.href);
    expect(title).toBe("Zendesk did not accept the code");
    expect(text).toContain("start connecting again");
    expect(end).toMatchObject({ kind: "code_refused" });
  });

  test("Zendesk is down", async () => {
    const back = await world.zendesk.consent(await authorize());
    await world.zendesk.goDown();
    try {
      expect(await endAt(back)).toMatchObject({
        title: "Zendesk could not be asked",
        end: { kind: "zendesk_unreachable" },
      });
    } finally {
      await world.zendesk.comeBack();
    }
  });

  test("a state that is not ours changes nothing", async () => {
    const before = (await detail()).zendesk.lastAuthorization;
    const callback = `${world.service.url}/oauth/zendesk/callback?state=foreign&code=x`;
    expect(await endAt(callback)).toMatchObject({ title: "This link is not valid any more", end: before });
  });

  test("and success, which the console sees by itself", async () => {
    expect((await detail()).status).toBe("draft");
    const back = await world.zendesk.consent(await authorize());
    expect(await endAt(back)).toMatchObject({
      title: "Authorization succeeded!",
      end: { kind: "connected", detail: "Ada Admin" },
    });
    expect(await detail()).toMatchObject({
      status: "connected",
      zendesk: { adminName: "Ada Admin", scope: "read write" },
    });
    const log = await world.query(
      "select actor, actor_kind, actor_id is not null as known, after from audit_log where action = 'zendesk.connected'",
    );
    expect(log).toEqual([
      {
        actor: "Ada Admin",
        actor_kind: "zendesk_user",
        known: true,
        after: { subdomain: "acme", admin: "Ada Admin" },
      },
    ]);
  });
});

describe("what was granted", () => {
  const revocations = () =>
    world.zendesk
      .requests()
      .filter(({ method, path }) => method === "DELETE" && path.includes("/oauth/tokens/")).length;

  async function connect(): Promise<void> {
    const clientSecret = world.env["DESKLINE_ZENDESK_CLIENT_SECRET"];
    await put({ subdomain: "acme", clientId: "deskline", clientSecret });
    await endAt(await world.zendesk.consent(await authorize()));
    expect((await detail()).status).toBe("connected");
  }

  async function disconnect(): Promise<Record<string, string>> {
    const choice = { uninstallApp: true, eraseCalls: false };
    const answer = await operator.ask("POST", `${base}/disconnect`, choice);
    return Object.fromEntries(
      Disconnected.parse(answer.body).steps.map(({ step, result }) => [step, result]),
    );
  }

  test("stays with a new secret until the next consent, and ends when disconnecting before that", async () => {
    expect(await put({ clientSecret: "another" })).toMatchObject({
      status: "connected",
      zendesk: { subdomain: "acme", scope: "read write" },
    });
    const before = revocations();
    expect(await disconnect()).toMatchObject({ revoke_grant: "done" });
    expect(revocations()).toBe(before + 1);
  });

  test("ends with another account before it is forgotten", async () => {
    await connect();
    const others = world.zendesk.installedApps();
    await operator.ask("POST", `${base}/app/install`);
    await until("the app to be there", async () => (await detail()).app.linked);
    const before = revocations();
    expect(await put({ subdomain: "elsewhere" })).toMatchObject({
      status: "reconnect_needed",
      zendesk: { subdomain: "elsewhere", scope: null, adminName: null, lastAuthorization: null },
    });
    expect(revocations()).toBe(before + 1);
    const log = await world.query("select after from audit_log where action = 'zendesk.changed' order by id");
    expect(log.at(-1)).toEqual({ after: { subdomain: "elsewhere", grant: "revoked", app: "uninstalled" } });
    expect(world.zendesk.installedApps()).toEqual(others);
    expect(await disconnect()).toMatchObject({
      revoke_grant: "not_needed",
      remove_zendesk_webhook: "not_needed",
    });
  });

  test("and is told to be there still where the account could not be asked", async () => {
    await connect();
    await world.zendesk.goDown();
    try {
      expect(await put({ subdomain: "elsewhere" })).toMatchObject({ status: "reconnect_needed" });
    } finally {
      await world.zendesk.comeBack();
    }
    expect(await disconnect()).toMatchObject({ revoke_grant: "failed", remove_zendesk_webhook: "failed" });
  });
});

test("nothing was asked of Zendesk that it does not know", () => {
  expect(world.zendesk.unexpected()).toEqual([]);
});
