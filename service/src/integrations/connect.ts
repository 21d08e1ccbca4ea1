import { and, eq, gt, lt } from "../storage/drizzle.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { hashOfToken } from "../platform/token.ts";
import { integrations, oauthRequests, zendeskConnections } from "../storage/schema.ts";
import { zendeskUser } from "../admin/actor.ts";
import { audit } from "../admin/audit.ts";
import type { Queue } from "../queue/postgres.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { authorizationRequest, exchangeCode, revokeGrant } from "../zendesk/oauth.ts";
import { whoAmI } from "../zendesk/people.ts";
import type { TokenPair } from "../zendesk/schema.ts";
import { secretContext } from "./integration.ts";
import { setStatus } from "./store.ts";
import { lockRow, oauthClientOf, readRow, storePair, type GrantDeps } from "./zendesk-grant.ts";

export type ConnectDeps = GrantDeps & { publicUrl: string };
type FinishDeps = ConnectDeps & { queue: Queue };

const stateLifeMs = 10 * 60_000;
/** How long ending a grant is waited for that nobody will use. */
const patienceMs = 5000;

export function callbackUrl(publicUrl: string): string {
  return `${publicUrl}/oauth/zendesk/callback`;
}

/** Starts connecting: the address at which an administrator of Zendesk grants access, within ten minutes. */
export async function beginAuthorization(deps: ConnectDeps, integrationId: string): Promise<string> {
  const client = oauthClientOf(deps, await readRow(deps.db, integrationId));
  const redirectUri = callbackUrl(deps.publicUrl);
  const request = authorizationRequest(client, redirectUri);
  await deps.db.delete(oauthRequests).where(lt(oauthRequests.expiresAt, new Date(deps.clock.now())));
  await deps.db.insert(oauthRequests).values({
    stateHash: hashOfToken(request.state),
    integrationId,
    codeVerifier: deps.box.seal(
      request.codeVerifier,
      secretContext("oauth_requests.code_verifier", integrationId),
    ),
    redirectUri,
    expiresAt: new Date(deps.clock.now() + stateLifeMs),
  });
  return request.url;
}

/** The query of the redirect back from Zendesk, as it came. */
export type AuthorizationAnswer = {
  state?: string | undefined;
  code?: string | undefined;
  error?: string | undefined;
  errorDescription?: string | undefined;
};

export type Connected =
  | { kind: "connected"; integrationId: string; adminName: string }
  | { kind: "unknown_state" } // not ours, used before, or too old
  | { kind: "left_meanwhile" } // the integration was disconnected, or moved to another account
  | { kind: "refused"; error: string } // the administrator said no, or Zendesk did before asking
  | { kind: "code_refused"; detail: string } // expired, or used before
  | { kind: "client_refused"; detail: string } // a wrong identifier or secret
  | { kind: "redirect_refused"; detail: string }
  | { kind: "not_admin"; name: string; role: string }
  | { kind: "scope_missing"; granted: string }
  | { kind: "zendesk_unreachable"; detail: string };

/**
 * Ends connecting. The state works once, whatever the answer is. Nothing is stored but how it ended, unless the
 * signer is an administrator and both scopes were granted; what waits for the grant goes on then. @throws only on a
 * fault of our own
 */
export async function finishAuthorization(deps: FinishDeps, answer: AuthorizationAnswer): Promise<Connected> {
  const request = answer.state === undefined ? null : await takeRequest(deps, answer.state);
  if (request === null) return { kind: "unknown_state" };
  const end = await endOf(deps, request, answer);
  if (end.kind !== "left_meanwhile") await noteEnd(deps, request, end);
  return end;
}

/** `timesLeft` is of when its answer came. */
type Request = typeof oauthRequests.$inferSelect & { timesLeft: number };
type Noted = Exclude<Connected, { kind: "unknown_state" | "left_meanwhile" }>;
type Ended = Noted | { kind: "left_meanwhile" };

async function endOf(deps: FinishDeps, request: Request, answer: AuthorizationAnswer): Promise<Ended> {
  if (answer.code === undefined) return refusalIn(answer);
  try {
    const row = await readRow(deps.db, request.integrationId);
    if (row.timesLeft !== request.timesLeft) return { kind: "left_meanwhile" };
    const client = oauthClientOf(deps, row);
    const codeVerifier = deps.box.open(
      request.codeVerifier,
      secretContext("oauth_requests.code_verifier", request.integrationId),
    );
    const pair = await exchangeCode(client, {
      code: answer.code,
      codeVerifier,
      redirectUri: request.redirectUri,
    });
    if (!hasScopes(pair)) return { kind: "scope_missing", granted: pair.scope };
    const account = { baseUrl: client.baseUrl, accessToken: () => Promise.resolve(pair.accessToken) };
    const me = await whoAmI(account);
    if (me.id === null || me.role !== "admin") return { kind: "not_admin", name: me.name, role: me.role };
    if (!(await store(deps, request, pair, { id: me.id, name: me.name }))) {
      await endUnused(deps, account);
      return { kind: "left_meanwhile" };
    }
    return { kind: "connected", integrationId: request.integrationId, adminName: me.name };
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * Which code goes with a redirect URL that is none of the client's is not documented: its words tell. The usual
 * words for a bad code name every cause there is.
 */
function isOfRedirect(words: string): boolean {
  return /redirect/i.test(words) && !/expired/i.test(words);
}

function refusalIn({ error = "no code", errorDescription = "" }: AuthorizationAnswer): Noted {
  if (isOfRedirect(`${error} ${errorDescription}`))
    return { kind: "redirect_refused", detail: errorDescription || error };
  if (error === "invalid_scope") return { kind: "scope_missing", granted: "" };
  if (error === "unauthorized_client" || error === "invalid_client")
    return { kind: "client_refused", detail: error };
  return { kind: "refused", error };
}

/** A grant that nobody will use. What stands in the way of ending it is nobody's trouble here. */
async function endUnused({ log }: ConnectDeps, account: ZendeskAccount): Promise<void> {
  try {
    await revokeGrant({ ...account, patienceMs });
  } catch (error) {
    log.info({ err: error }, "a grant that came too late could not be revoked");
  }
}

async function noteEnd(deps: ConnectDeps, { integrationId, timesLeft }: Request, end: Noted): Promise<void> {
  const lastAuthorization = { at: deps.clock.now(), kind: end.kind, detail: detailOf(end) };
  await deps.db
    .update(zendeskConnections)
    .set({ lastAuthorization })
    .where(
      and(eq(zendeskConnections.integrationId, integrationId), eq(zendeskConnections.timesLeft, timesLeft)),
    );
}

function detailOf(end: Noted): string | null {
  switch (end.kind) {
    case "connected":
      return end.adminName;
    case "refused":
      return end.error;
    case "code_refused":
    case "client_refused":
    case "redirect_refused":
    case "zendesk_unreachable":
      return end.detail;
    case "not_admin":
      return `${end.name} (${end.role})`;
    case "scope_missing":
      return end.granted || null;
  }
}

async function takeRequest(deps: ConnectDeps, state: string): Promise<Request | null> {
  return deps.db.transaction(async (tx) => {
    const [request] = await tx
      .delete(oauthRequests)
      .where(
        and(
          eq(oauthRequests.stateHash, hashOfToken(state)),
          gt(oauthRequests.expiresAt, new Date(deps.clock.now())),
        ),
      )
      .returning();
    if (request === undefined) return null;
    // Whoever leaves the account waits for this transaction, or has deleted the request before it.
    const { timesLeft } = await readRow(tx, request.integrationId);
    return { ...request, timesLeft };
  });
}

function hasScopes(pair: TokenPair): boolean {
  const granted = pair.scope.split(/\s+/);
  return granted.includes("read") && granted.includes("write");
}

/** Whether the grant is stored: it is not when its account was left meanwhile. */
async function store(
  deps: FinishDeps,
  { integrationId, timesLeft }: Request,
  pair: TokenPair,
  admin: { id: number; name: string },
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const present = await lockRow(tx, integrationId);
    if (present?.timesLeft !== timesLeft) return false;
    await storePair(deps, tx, integrationId, pair);
    await tx
      .update(zendeskConnections)
      .set({ adminId: admin.id, adminName: admin.name })
      .where(eq(zendeskConnections.integrationId, integrationId));
    await setStatus(tx, integrationId, "connected");
    for (const name of ["log-call", "log-note", "correct-record"] as const)
      await deps.queue.hasten(name, { waitsForGrantOf: integrationId }, tx);
    const [row] = await tx
      .select({ name: integrations.name, subdomain: zendeskConnections.subdomain })
      .from(integrations)
      .innerJoin(zendeskConnections, eq(zendeskConnections.integrationId, integrations.id))
      .where(eq(integrations.id, integrationId));
    const by = { actor: zendeskUser(admin), integration: { id: integrationId, name: row?.name ?? "" } };
    await audit(tx, by, "zendesk.connected", { after: { subdomain: row?.subdomain, admin: admin.name } });
    return true;
  });
}

function outcomeOf(error: unknown): Noted {
  if (!(error instanceof GatewayError)) throw error;
  if (error.failure.kind === "unauthorized") {
    const { code, detail } = error.failure;
    if (code === "invalid_client" || code === "unauthorized_client")
      return { kind: "client_refused", detail };
    if (code === "invalid_scope") return { kind: "scope_missing", granted: "" };
    return isOfRedirect(detail) ? { kind: "redirect_refused", detail } : { kind: "code_refused", detail };
  }
  return { kind: "zendesk_unreachable", detail: error.message };
}
