import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { GatewayError, type GatewayFailure } from "../platform/gateway-error.ts";
import { retryAfterMs, sendRequest, type HttpAnswer } from "../platform/http-client.ts";
import { parseJson } from "../platform/json.ts";
import { askZendesk, pauseWithoutHeaderMs, type ZendeskAccount } from "./client.ts";
import { errorCode, wordsOfError } from "./errors.ts";
import { TokenPair } from "./schema.ts";

export type OAuthClient = { baseUrl: string; clientId: string; clientSecret: string };

/** What is asked for, and for how long. */
export type GrantTerms = { scope: string; accessTokenSeconds: number; refreshTokenSeconds: number };

/** Identities, search and voice have no scope of their own: they need the broad ones. */
const workTerms: GrantTerms = {
  scope: "read write",
  accessTokenSeconds: 24 * 3600,
  refreshTokenSeconds: 90 * 24 * 3600,
};

/** To ask once who somebody is: the shortest lives that Zendesk gives. */
export const whoOnly: GrantTerms = {
  scope: "read",
  accessTokenSeconds: 300,
  refreshTokenSeconds: 7 * 24 * 3600,
};

const timeoutMs = 15_000;

/** Whoever gives up a renewal that Zendesk carries out after all has lost the grant: both tokens are dead by then. */
const renewalTimeoutMs = 90_000;

export type AuthorizationRequest = { url: string; state: string; codeVerifier: string };

/** Where somebody grants access (authorization code with PKCE S256), with the two secrets the answer is checked against. */
export function authorizationRequest(
  client: OAuthClient,
  redirectUri: string,
  {
    scope = workTerms.scope,
    state = randomBytes(16).toString("base64url"),
  }: { scope?: string; state?: string } = {},
): AuthorizationRequest {
  const codeVerifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope,
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
  terms: GrantTerms = workTerms,
): Promise<TokenPair> {
  const grant = {
    grant_type: "authorization_code",
    code: answer.code,
    code_verifier: answer.codeVerifier,
    redirect_uri: answer.redirectUri,
  };
  return requestTokens(client, grant, terms);
}

/** Exchanges a refresh token for a new pair; both tokens of the old pair are dead from then on. @throws {GatewayError} */
export function refreshPair(client: OAuthClient, refreshToken: string): Promise<TokenPair> {
  const grant = { grant_type: "refresh_token", refresh_token: refreshToken };
  return requestTokens(client, grant, workTerms, renewalTimeoutMs);
}

/** Ends a grant: its access token is dead from then on, and cannot be renewed. @throws {GatewayError} */
export async function revokeGrant(account: ZendeskAccount): Promise<void> {
  const path = "/api/v2/oauth/tokens/current";
  await askZendesk(account, { method: "DELETE", path, answer: z.unknown() });
}

async function requestTokens(
  client: OAuthClient,
  grant: Record<string, string>,
  { scope, accessTokenSeconds, refreshTokenSeconds }: GrantTerms,
  patienceMs = timeoutMs,
): Promise<TokenPair> {
  const answer = await sendRequest("Zendesk", {
    method: "POST",
    url: `${client.baseUrl}/oauth/tokens`,
    headers: { "content-type": "application/json", accept: "application/json" },
    timeoutMs: patienceMs,
    body: JSON.stringify({
      ...grant,
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope,
      expires_in: accessTokenSeconds,
      refresh_token_expires_in: refreshTokenSeconds,
    }),
  });
  const pair = isSuccess(answer) ? TokenPair.safeParse(parseJson(answer.text)) : null;
  if (pair?.success === true) return pair.data;
  throw new GatewayError("Zendesk", failureOf(answer), {
    ambiguous: isSuccess(answer) || answer.status >= 500,
  });
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Codes with which the endpoint itself says that it will never give tokens for this (RFC 6749, 5.2). */
const refusals = new Set([
  "invalid_grant",
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
]);

/** Anything but such a refusal passes: a page, a redirect or a 404 says nothing of the grant. */
function failureOf({ status, headers, text }: HttpAnswer): GatewayFailure {
  const code = errorCode(text);
  const pause = retryAfterMs(headers, Date.now());
  if (status === 429) return { kind: "rate_limited", retryAfterMs: pause ?? pauseWithoutHeaderMs };
  if (code !== null && refusals.has(code) && [400, 401, 403].includes(status))
    return { kind: "unauthorized", detail: wordsOfError(text), code };
  const detail = status < 300 ? "no tokens in the answer" : wordsOfError(text);
  return { kind: "unavailable", status, detail, retryAfterMs: pause };
}
