import { randomToken, type Account } from "../account.ts";
import type { TokenRecord, UserRecord } from "../records.ts";

const browser = "browser";

/** Logs a person in; what is returned stands for the cookie of their browser, as a bearer token. */
export function startSession(account: Account, user: UserRecord): string {
  const accessToken = randomToken();
  account.tokens.push({
    id: account.nextId(),
    clientId: browser,
    userId: user.id,
    accessToken,
    refreshToken: null,
    scopes: ["read", "write"],
    expiresAt: Infinity,
    refreshExpiresAt: null,
    createdAt: account.now(),
    usedAt: null,
    revoked: false,
  });
  return accessToken;
}

/** Sessions are no grants: an administrator who revokes tokens logs nobody out. */
export function isSession(token: TokenRecord): boolean {
  return token.clientId === browser;
}
