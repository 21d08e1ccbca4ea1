import type { Account } from "../account.ts";
import type { TokenRecord, UserRecord } from "../records.ts";
import type { Route, ScopeNeed } from "./call.ts";
import { forbidden, missingScope, Refusal } from "./refusal.ts";

export type Caller = { user: UserRecord; token: TokenRecord | null };

/** Finds out who calls; refuses as Zendesk does. */
export function authenticate(account: Account, headers: Headers, route: Route): Caller {
  const authorization = headers.get("authorization") ?? "";
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (route.who === "anonymous") return { user: nobody(), token: null };
  if (bearer === undefined) {
    if (route.path === "/api/v2/users/:id") return { user: nobody(), token: null };
    throw new Refusal(
      401,
      { error: "Couldn't authenticate you" },
      authorization === "" ? {} : { mistake: "authorization is not a bearer token" },
    );
  }
  const token = account.tokens.find((one) => one.accessToken === bearer && !one.revoked);
  const user = token === undefined ? undefined : account.users.get(token.userId);
  const alive = token !== undefined && token.expiresAt > account.now();
  if (!alive || user === undefined || !user.active || user.suspended) throw invalidToken();
  token.usedAt = account.now();
  return { user, token };
}

export function invalidToken(): Refusal {
  const description =
    "The access token provided is expired, revoked, malformed or invalid for other reasons.";
  return new Refusal(401, { error: "invalid_token", error_description: description });
}

/** Checks what the token may do and what its user may do. */
export function authorize(caller: Caller, route: Route): void {
  if (route.who === "anonymous" || caller.token === null) return;
  if (!scopeAllows(caller.token.scopes, route.scope)) {
    throw missingScope(route.scope === "none" ? "read" : route.scope.access);
  }
  if (route.who === "admins" && caller.user.role !== "admin") throw forbidden(noAccess);
  if (route.who === "agents" && caller.user.role === "end-user") throw forbidden(noAccess);
}

const noAccess =
  "You do not have access to this page. Please contact the account owner of this help desk for further help.";

function scopeAllows(scopes: readonly string[], need: ScopeNeed): boolean {
  if (need === "none") return true;
  if (scopes.includes(need.access)) return true;
  return need.resource !== "broad" && scopes.includes(`${need.resource}:${need.access}`);
}

/** The "Anonymous user" that `users/me` shows to a caller without credentials. */
function nobody(): UserRecord {
  return {
    id: 0,
    name: "Anonymous user",
    email: "invalid@example.com",
    phone: null,
    sharedPhone: null,
    role: "end-user",
    active: true,
    suspended: false,
    verified: false,
    mergedInto: null,
    externalId: null,
    alias: null,
    details: null,
    notes: null,
    tags: [],
    userFields: {},
    organizationId: null,
    defaultGroupId: null,
    locale: "en-US",
    timeZone: "UTC",
    onlyPrivateComments: false,
    ticketRestriction: null,
    identities: [],
    createdAt: 0,
    updatedAt: 0,
  };
}
