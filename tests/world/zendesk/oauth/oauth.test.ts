import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startZendesk, type SimUser, type ZendeskSimulator } from "../simulator.ts";
import { signIn, tokenRequest } from "../testing.ts";

const redirectUri = "https://svc.example/oauth/zendesk/callback";

let clock: number;
let zendesk: ZendeskSimulator;
let admin: SimUser;

beforeEach(async () => {
  clock = Date.UTC(2026, 2, 4, 9, 10, 11);
  zendesk = await startZendesk({ now: () => clock });
  admin = zendesk.addUser({ name: "Dana Admin", role: "admin" });
});
afterEach(() => zendesk.close());

describe("OAuth", () => {
  const verifier = "a-verifier-with-enough-entropy-0123456789-abcdef";
  const challenge = createHash("sha256").update(verifier).digest("base64url");

  function authorizationUrl(extra: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "deskline",
      redirect_uri: redirectUri,
      scope: "read write",
      state: "st/ate +&",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...extra,
    });
    return `${zendesk.url}/oauth/authorizations/new?${query}`;
  }

  function client() {
    return zendesk.addOAuthClient({
      identifier: "deskline",
      redirectUris: [redirectUri],
      allowedScopes: ["read", "write"],
    });
  }

  async function codeFor(who?: { userId?: number; allow?: boolean }): Promise<string> {
    const back = new URL(await zendesk.consent(authorizationUrl(), who));
    return back.searchParams.get("code") ?? "";
  }

  const exchange = (secret: string, code: string, extra: Record<string, unknown> = {}) =>
    tokenRequest(zendesk.url, {
      grant_type: "authorization_code",
      code,
      client_id: "deskline",
      client_secret: secret,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...extra,
    });

  test("a consent gives a code, echoes the state and the code buys one token pair", async () => {
    const { secret } = client();
    const back = new URL(await zendesk.consent(authorizationUrl()));
    expect(back.searchParams.get("state")).toBe("st/ate +&");
    const code = back.searchParams.get("code") ?? "";
    const first = await exchange(secret, code, { expires_in: 600 });
    expect(first).toMatchObject({
      status: 201,
      body: { scope: "read write", expires_in: 600, token_type: "bearer" },
    });
    expect(await exchange(secret, code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(zendesk.unexpected()).toEqual([]);
  });

  test("refusal, wrong client, wrong redirect and excessive scope end as Zendesk ends them", async () => {
    client();
    const denied = new URL(await zendesk.consent(authorizationUrl(), { allow: false }));
    expect(denied.searchParams.get("error")).toBe("access_denied");
    await expect(zendesk.consent(authorizationUrl({ client_id: "nobody" }))).rejects.toThrow("unknown");
    await expect(zendesk.consent(authorizationUrl({ redirect_uri: `${redirectUri}/` }))).rejects.toThrow(
      "redirect",
    );
    const greedy = new URL(await zendesk.consent(authorizationUrl({ scope: "read write impersonate" })));
    expect(greedy.searchParams.get("error")).toBe("invalid_scope");
  });

  test("a code dies after two minutes, and with a wrong verifier or secret it buys nothing", async () => {
    const { secret } = client();
    const code = await codeFor();
    expect(await exchange(secret, code, { code_verifier: "x".repeat(43) })).toMatchObject({ status: 400 });
    expect(await exchange("wrong", code)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    clock += 120_000;
    expect(await exchange(secret, code)).toMatchObject({ body: { error: "invalid_grant" } });
  });

  test("form bodies and lifetimes out of range are refused and reported", async () => {
    const { secret } = client();
    const form = await fetch(`${zendesk.url}/oauth/tokens`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "authorization_code", client_id: "deskline" }),
    });
    expect(form.status).toBe(415);
    expect(await exchange(secret, await codeFor(), { expires_in: 100 })).toMatchObject({ status: 400 });
    expect(zendesk.unexpected()).toHaveLength(2);
  });

  test("refreshing kills the old pair at once", async () => {
    const { secret } = client();
    const issued = z
      .object({ access_token: z.string(), refresh_token: z.string() })
      .parse((await exchange(secret, await codeFor())).body);
    const refresh = { grant_type: "refresh_token", client_id: "deskline", client_secret: secret };
    const renewed = await tokenRequest(zendesk.url, { ...refresh, refresh_token: issued.refresh_token });
    expect(renewed.status).toBe(201);
    const old = await fetch(`${zendesk.url}/api/v2/users/me`, {
      headers: { authorization: `Bearer ${issued.access_token}` },
    });
    expect(old.status).toBe(401);
    expect(await old.json()).toMatchObject({ error: "invalid_token" });
    const again = await tokenRequest(zendesk.url, { ...refresh, refresh_token: issued.refresh_token });
    expect(again).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("tokens expire, can be revoked, and carry their scopes", async () => {
    const session = await signIn(zendesk, { scope: "users:read" });
    expect((await session.get("/api/v2/users/me")).body).toMatchObject({
      user: { id: admin.id, role: "admin" },
    });
    expect(await session.get("/api/v2/account/settings")).toMatchObject({
      status: 403,
      body: { description: "You are missing the following required scopes: read" },
    });
    expect(await session.get(`/api/v2/users/${admin.id}/identities`)).toMatchObject({ status: 403 });
    expect((await session.get("/api/v2/oauth/tokens/current")).body).toMatchObject({
      token: { scopes: ["users:read"] },
    });
    clock += 1800_000;
    expect(await session.get("/api/v2/users/me")).toMatchObject({ status: 401 });
    const other = await signIn(zendesk);
    zendesk.revokeTokens();
    expect(await other.get("/api/v2/users/me")).toMatchObject({ status: 401 });
  });
});
