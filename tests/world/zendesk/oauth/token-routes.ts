import { z } from "zod";
import { apiUrl, iso, type Account } from "../account.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { noteMistake } from "../server/fields.ts";
import { Refusal } from "../server/refusal.ts";
import { invalidToken } from "../server/authenticate.ts";
import type { OAuthClientRecord, TokenRecord } from "../records.ts";
import {
  challengeOf,
  excessScopes,
  lifetimeRules,
  mintToken,
  splitScopes,
  type Code,
  type Lifetimes,
} from "./grants.ts";

const tokenRequest = z.object({
  grant_type: z.string(),
  code: z.string().optional(),
  refresh_token: z.string().optional(),
  client_id: z.string(),
  client_secret: z.string().optional(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  scope: z.string().optional(),
  expires_in: z.number().int().optional(),
  refresh_token_expires_in: z.number().int().optional(),
});
type TokenRequest = z.infer<typeof tokenRequest>;

export function tokenRoutes(codes: Map<string, Code>): Route[] {
  return [
    {
      method: "POST",
      path: "/oauth/tokens",
      scope: "none",
      who: "anonymous",
      handle: (call) => grantToken(call, codes),
    },
    {
      method: "GET",
      path: "/api/v2/oauth/tokens/current",
      scope: "none",
      who: "anyone",
      handle: showCurrent,
    },
    {
      method: "DELETE",
      path: "/api/v2/oauth/tokens/current",
      scope: "none",
      who: "anyone",
      handle: (call) => {
        if (call.token !== null) call.token.revoked = true;
        return noContent();
      },
    },
  ];
}

function oauthError(status: number, error: string, description: string, mistake = false): Refusal {
  return new Refusal(
    status,
    { error, error_description: description },
    mistake ? { mistake: description } : {},
  );
}

function grantToken(call: Call, codes: Map<string, Code>): Reply {
  const request = readRequest(call);
  const client = findClient(call.account, request);
  const lifetimes = readLifetimes(request);
  if (request.scope !== undefined && excessScopes(client, splitScopes(request.scope)).length > 0) {
    throw oauthError(400, "invalid_scope", "The requested scope exceeds the scopes allowed for this client.");
  }
  switch (request.grant_type) {
    case "authorization_code":
      return answer(call.account, exchangeCode(call.account, client, request, lifetimes, codes), lifetimes);
    case "refresh_token":
      return answer(call.account, rotate(call.account, client, request, lifetimes), lifetimes);
    case "client_credentials":
      return answer(call.account, clientCredentials(call.account, client, request, lifetimes), lifetimes);
    default:
      throw oauthError(400, "unsupported_grant_type", `unsupported grant_type ${request.grant_type}`, true);
  }
}

function readRequest(call: Call): TokenRequest {
  const parsed = tokenRequest.safeParse(call.body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw oauthError(400, "invalid_request", `${issue?.path.join(".")}: ${issue?.message}`, true);
  }
  for (const key of Object.keys(call.body ?? {})) {
    if (!(key in tokenRequest.shape)) noteMistake(call, `unknown field ${key}`);
  }
  return parsed.data;
}

function findClient(account: Account, request: TokenRequest): OAuthClientRecord {
  const client = account.clients.get(request.client_id);
  if (client === undefined) throw oauthError(401, "invalid_client", "Client authentication failed.");
  const secretMissing = client.kind === "confidential" && request.client_secret === undefined;
  const secretWrong = request.client_secret !== undefined && request.client_secret !== client.secret;
  if (secretMissing || secretWrong) throw oauthError(401, "invalid_client", "Client authentication failed.");
  return client;
}

function readLifetimes(request: TokenRequest): Lifetimes {
  const expiresIn = request.expires_in ?? lifetimeRules.expiresIn.default;
  const refreshExpiresIn = request.refresh_token_expires_in ?? lifetimeRules.refreshExpiresIn.default;
  const { expiresIn: access, refreshExpiresIn: refresh } = lifetimeRules;
  if (expiresIn < access.min || expiresIn > access.max || expiresIn > refreshExpiresIn) {
    throw oauthError(400, "invalid_request", `expires_in must be ${access.min} to ${access.max}`, true);
  }
  if (refreshExpiresIn < refresh.min || refreshExpiresIn > refresh.max) {
    const range = `${refresh.min} to ${refresh.max}`;
    throw oauthError(400, "invalid_request", `refresh_token_expires_in must be ${range}`, true);
  }
  return { expiresIn, refreshExpiresIn };
}

function invalidGrant(): Refusal {
  return oauthError(
    400,
    "invalid_grant",
    "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
  );
}

function exchangeCode(
  account: Account,
  client: OAuthClientRecord,
  request: TokenRequest,
  lifetimes: Lifetimes,
  codes: Map<string, Code>,
): TokenRecord {
  const code = codes.get(request.code ?? "");
  if (code === undefined || code.used || code.expiresAt <= account.now()) throw invalidGrant();
  if (code.clientId !== client.identifier || code.redirectUri !== request.redirect_uri) throw invalidGrant();
  const verifier = request.code_verifier;
  const proven =
    code.challenge === null ? verifier === undefined : challengeOf(verifier ?? "") === code.challenge;
  if (!proven) throw invalidGrant();
  const scopes = narrowed(code.scopes, request);
  code.used = true;
  return mintToken(account, {
    clientId: client.identifier,
    userId: code.userId,
    scopes,
    lifetimes,
    refreshable: true,
  });
}

/** Swaps a refresh token for a new pair; the old pair is dead from here on. */
function rotate(
  account: Account,
  client: OAuthClientRecord,
  request: TokenRequest,
  lifetimes: Lifetimes,
): TokenRecord {
  const old = account.tokens.find(
    (token) => token.refreshToken !== null && token.refreshToken === request.refresh_token,
  );
  if (old === undefined || old.revoked || old.clientId !== client.identifier) throw invalidGrant();
  if (old.refreshExpiresAt === null || old.refreshExpiresAt <= account.now()) throw invalidGrant();
  const scopes = narrowed(old.scopes, request);
  old.revoked = true;
  return mintToken(account, {
    clientId: client.identifier,
    userId: old.userId,
    scopes,
    lifetimes,
    refreshable: true,
  });
}

function clientCredentials(
  account: Account,
  client: OAuthClientRecord,
  request: TokenRequest,
  lifetimes: Lifetimes,
): TokenRecord {
  const owner = [...account.users.values()].find((user) => user.role === "admin" && user.active);
  if (client.kind !== "confidential" || owner === undefined) {
    throw oauthError(400, "unauthorized_client", "The client may not use this grant type.");
  }
  const scopes = splitScopes(request.scope ?? "read");
  return mintToken(account, {
    clientId: client.identifier,
    userId: owner.id,
    scopes,
    lifetimes,
    refreshable: false,
  });
}

function narrowed(granted: string[], request: TokenRequest): string[] {
  if (request.scope === undefined) return granted;
  const asked = splitScopes(request.scope);
  if (asked.every((scope) => granted.includes(scope))) return asked;
  throw oauthError(400, "invalid_scope", "The requested scope exceeds the granted scope.", true);
}

function answer(account: Account, token: TokenRecord, lifetimes: Lifetimes): Reply {
  const refresh =
    token.refreshToken === null
      ? {}
      : { refresh_token: token.refreshToken, refresh_token_expires_in: lifetimes.refreshExpiresIn };
  return {
    status: 201,
    body: {
      access_token: token.accessToken,
      token_type: "bearer",
      scope: token.scopes.join(" "),
      expires_in: Math.round((token.expiresAt - account.now()) / 1000),
      ...refresh,
    },
    headers: { "cache-control": "no-store" },
  };
}

function showCurrent(call: Call): Reply {
  const { account, token } = call;
  if (token === null) throw invalidToken();
  return ok({
    token: {
      url: apiUrl(account, `oauth/tokens/${token.id}`),
      id: token.id,
      user_id: token.userId,
      client_id: account.clients.get(token.clientId)?.id ?? null,
      token: token.accessToken.slice(0, 10),
      refresh_token: token.refreshToken?.slice(0, 10) ?? null,
      scopes: token.scopes,
      created_at: iso(token.createdAt),
      expires_at: iso(token.expiresAt),
      refresh_token_expires_at: token.refreshExpiresAt === null ? null : iso(token.refreshExpiresAt),
      used_at: token.usedAt === null ? null : iso(token.usedAt),
    },
  });
}
