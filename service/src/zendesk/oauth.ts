import { createHash, randomBytes } from "node:crypto";
import { GatewayError } from "../platform/gateway-error.ts";
import { retryAfterMs, sendRequest } from "../platform/http-client.ts";
import { parseJson } from "../platform/json.ts";
import { pauseWithoutHeaderMs } from "./client.ts";
import { errorCode, wordsOfError } from "./errors.ts";
import { TokenPair } from "./schema.ts";

export type OAuthClient = { baseUrl: string; clientId: string; clientSecret: string };

/** Identities, search and voice have no scope of their own: they need the broad ones. */
const wantedScope = "read write";

const accessTokenSeconds = 24 * 3600;
const refreshTokenSeconds = 90 * 24 * 3600;
const timeoutMs = 15_000;

export type AuthorizationRequest = { url: string; state: string; codeVerifier: string };

/** Where an administrator grants access (authorization code with PKCE S256), with the two secrets the answer is checked against. */
export function authorizationRequest(client: OAuthClient, redirectUri: string): AuthorizationRequest {
  const state = randomBytes(16).toString("base64url");
  const codeVerifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: wantedScope,
    state,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return { url: `${client.baseUrl}/oauth/authorizations/new?${query.toString()}`, state, codeVerifier };
}

/** Exchanges a code, which lives 120 s and works once. @throws {GatewayError} */
export function exchangeCode(
  client: OAuthClient,
  answer: { code: string; codeVerifier: string; redirectUri: string },
): Promise<TokenPair> {
  return requestTokens(client, {
    grant_type: "authorization_code",
    code: answer.code,
    code_verifier: answer.codeVerifier,
    redirect_uri: answer.redirectUri,
  });
}

/** Exchanges a refresh token for a new pair; both tokens of the old pair are dead from then on. @throws {GatewayError} */
export function refreshPair(client: OAuthClient, refreshToken: string): Promise<TokenPair> {
  return requestTokens(client, { grant_type: "refresh_token", refresh_token: refreshToken });
}

async function requestTokens(client: OAuthClient, grant: Record<string, string>): Promise<TokenPair> {
  const answer = await sendRequest("Zendesk", {
    method: "POST",
    url: `${client.baseUrl}/oauth/tokens`,
    headers: { "content-type": "application/json", accept: "application/json" },
    timeoutMs,
    body: JSON.stringify({
      ...grant,
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: wantedScope,
      expires_in: accessTokenSeconds,
      refresh_token_expires_in: refreshTokenSeconds,
    }),
  });
  if (answer.status === 429)
    throw new GatewayError("Zendesk", {
      kind: "rate_limited",
      retryAfterMs: retryAfterMs(answer.headers, Date.now()) ?? pauseWithoutHeaderMs,
    });
  if (answer.status >= 500) {
    throw new GatewayError(
      "Zendesk",
      { kind: "unavailable", status: answer.status, detail: wordsOfError(answer.text), retryAfterMs: null },
      { ambiguous: true },
    );
  }
  if (answer.status >= 400 || answer.status < 200) {
    throw new GatewayError("Zendesk", {
      kind: "unauthorized",
      detail: errorCode(answer.text) ?? wordsOfError(answer.text),
    });
  }
  const pair = TokenPair.safeParse(parseJson(answer.text));
  if (!pair.success) throw new GatewayError("Zendesk", { kind: "malformed", detail: "token answer" });
  return pair.data;
}
