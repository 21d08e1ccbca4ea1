import { createHash } from "node:crypto";
import { randomToken, type Account } from "../account.ts";
import type { OAuthClientRecord, TokenRecord } from "../records.ts";

export type Code = {
  code: string;
  clientId: string;
  redirectUri: string;
  userId: number;
  scopes: string[];
  challenge: string | null;
  expiresAt: number;
  used: boolean;
};

export const codeLifeMs = 120_000;

export type Lifetimes = { expiresIn: number; refreshExpiresIn: number };
export const lifetimeRules = {
  expiresIn: { min: 300, max: 172_800, default: 1800 },
  refreshExpiresIn: { min: 604_800, max: 7_776_000, default: 2_592_000 },
};

export type ClientInput = {
  identifier: string;
  redirectUris: string[];
  secret?: string;
  kind?: "confidential" | "public";
  allowedScopes?: string[];
};

export function addClient(account: Account, input: ClientInput): OAuthClientRecord {
  for (const uri of input.redirectUris) {
    const { protocol, hostname } = new URL(uri);
    if (protocol !== "https:" && !["localhost", "127.0.0.1"].includes(hostname)) {
      throw new Error(`Zendesk refuses the redirect URL ${uri}: https, except on localhost`);
    }
  }
  const client: OAuthClientRecord = {
    id: account.nextId(),
    identifier: input.identifier,
    secret: input.secret ?? randomToken(),
    kind: input.kind ?? "confidential",
    redirectUris: [...input.redirectUris],
    allowedScopes: input.allowedScopes === undefined ? null : [...input.allowedScopes],
  };
  account.clients.set(client.identifier, client);
  return client;
}

export function mintToken(
  account: Account,
  grant: { clientId: string; userId: number; scopes: string[]; lifetimes: Lifetimes; refreshable: boolean },
): TokenRecord {
  const now = account.now();
  const token: TokenRecord = {
    id: account.nextId(),
    clientId: grant.clientId,
    userId: grant.userId,
    accessToken: randomToken(),
    refreshToken: grant.refreshable ? randomToken() : null,
    scopes: grant.scopes,
    expiresAt: now + grant.lifetimes.expiresIn * 1000,
    refreshExpiresAt: grant.refreshable ? now + grant.lifetimes.refreshExpiresIn * 1000 : null,
    createdAt: now,
    usedAt: null,
    revoked: false,
  };
  account.tokens.push(token);
  return token;
}

/** Base64url of the verifier's SHA-256, without padding (PKCE S256). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

/** Scopes asked for beyond what the client may have; empty when it may have them all. */
export function excessScopes(client: OAuthClientRecord, scopes: readonly string[]): string[] {
  const allowed = client.allowedScopes;
  if (allowed === null) return [];
  return scopes.filter((scope) => {
    const access = scope.split(":")[1];
    return !allowed.includes(scope) && !(access !== undefined && allowed.includes(access));
  });
}

export function splitScopes(text: string): string[] {
  return text.split(" ").filter((scope) => scope !== "");
}
