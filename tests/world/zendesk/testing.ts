import { randomBytes } from "node:crypto";
import { challengeOf } from "./oauth/grants.ts";
import type { ZendeskSimulator } from "./simulator.ts";
import { z } from "zod";

export type Answer = { status: number; headers: Record<string, string>; body: unknown };

/** A signed-in caller of the API. */
export type Session = {
  headers: { authorization: string };
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
};

/** Goes through the whole OAuth flow as the first administrator, or as `userId`. */
export async function signIn(
  zendesk: ZendeskSimulator,
  options: { scope?: string; userId?: number } = {},
): Promise<Session> {
  const identifier = `test-${randomBytes(4).toString("hex")}`;
  const redirectUri = "http://localhost/callback";
  const { secret } = zendesk.addOAuthClient({ identifier, redirectUris: [redirectUri] });
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: identifier,
    redirect_uri: redirectUri,
    scope: options.scope ?? "read write",
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  });
  const who = options.userId === undefined ? {} : { userId: options.userId };
  const back = new URL(await zendesk.consent(`${zendesk.url}/oauth/authorizations/new?${query}`, who));
  const { body } = await tokenRequest(zendesk.url, {
    grant_type: "authorization_code",
    code: back.searchParams.get("code"),
    client_id: identifier,
    client_secret: secret,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(body);
  return session(zendesk.url, access_token);
}

export function tokenRequest(url: string, body: Record<string, unknown>): Promise<Answer> {
  return send(url, "POST", "/oauth/tokens", {}, body);
}

function session(url: string, accessToken: string): Session {
  const headers = { authorization: `Bearer ${accessToken}` };
  return {
    headers,
    get: (path) => send(url, "GET", path, headers),
    post: (path, body, more) => send(url, "POST", path, { ...headers, ...more }, body),
    put: (path, body) => send(url, "PUT", path, headers, body),
    patch: (path, body) => send(url, "PATCH", path, headers, body),
    delete: (path) => send(url, "DELETE", path, headers),
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...headers, "content-type": "application/json" };
  }
  const response = await fetch(url + path, init);
  const text = await response.text();
  const json = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: json ? JSON.parse(text) : text,
  };
}
