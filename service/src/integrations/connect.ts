import { createHash } from "node:crypto";
import { and, eq, gt, lt } from "../storage/drizzle.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { oauthRequests, zendeskConnections } from "../storage/schema.ts";
import { authorizationRequest, exchangeCode } from "../zendesk/oauth.ts";
import { whoAmI } from "../zendesk/people.ts";
import type { TokenPair } from "../zendesk/schema.ts";
import { secretContext } from "./integration.ts";
import { setStatus } from "./store.ts";
import { oauthClientOf, readRow, storePair, type GrantDeps } from "./zendesk-grant.ts";

export type ConnectDeps = GrantDeps & { publicUrl: string };

const stateLifeMs = 10 * 60_000;

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
    stateHash: hashOf(request.state),
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
};

export type Connected =
  | { kind: "connected"; integrationId: string; adminName: string }
  | { kind: "unknown_state" } // not ours, used before, or too old
  | { kind: "refused"; error: string } // the administrator said no, or Zendesk did before asking
  | { kind: "code_refused"; detail: string } // expired, used, wrong secret or wrong redirect URL
  | { kind: "not_admin"; name: string; role: string }
  | { kind: "scope_missing"; granted: string }
  | { kind: "zendesk_unreachable"; detail: string };

/**
 * Ends connecting. The state works once, whatever the answer is. Nothing is stored unless the signer
 * is an administrator and both scopes were granted. @throws only on a fault of our own
 */
export async function finishAuthorization(
  deps: ConnectDeps,
  answer: AuthorizationAnswer,
): Promise<Connected> {
  const request = answer.state === undefined ? null : await takeRequest(deps, answer.state);
  if (request === null) return { kind: "unknown_state" };
  if (answer.code === undefined) return { kind: "refused", error: answer.error ?? "no code" };
  const row = await readRow(deps.db, request.integrationId);
  const client = oauthClientOf(deps, row);
  const codeVerifier = deps.box.open(
    request.codeVerifier,
    secretContext("oauth_requests.code_verifier", request.integrationId),
  );
  try {
    const pair = await exchangeCode(client, {
      code: answer.code,
      codeVerifier,
      redirectUri: request.redirectUri,
    });
    if (!hasScopes(pair)) return { kind: "scope_missing", granted: pair.scope };
    const me = await whoAmI({
      baseUrl: client.baseUrl,
      accessToken: () => Promise.resolve(pair.accessToken),
    });
    if (me.id === null || me.role !== "admin") return { kind: "not_admin", name: me.name, role: me.role };
    await store(deps, request.integrationId, pair, { id: me.id, name: me.name });
    return { kind: "connected", integrationId: request.integrationId, adminName: me.name };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function takeRequest(
  deps: ConnectDeps,
  state: string,
): Promise<typeof oauthRequests.$inferSelect | null> {
  const [request] = await deps.db
    .delete(oauthRequests)
    .where(
      and(
        eq(oauthRequests.stateHash, hashOf(state)),
        gt(oauthRequests.expiresAt, new Date(deps.clock.now())),
      ),
    )
    .returning();
  return request ?? null;
}

function hasScopes(pair: TokenPair): boolean {
  const granted = pair.scope.split(/\s+/);
  return granted.includes("read") && granted.includes("write");
}

async function store(
  deps: ConnectDeps,
  integrationId: string,
  pair: TokenPair,
  admin: { id: number; name: string },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await storePair(deps, tx, integrationId, pair);
    await tx
      .update(zendeskConnections)
      .set({ adminId: admin.id, adminName: admin.name })
      .where(eq(zendeskConnections.integrationId, integrationId));
    await setStatus(tx, integrationId, "connected");
  });
}

function outcomeOf(error: unknown): Connected {
  if (!(error instanceof GatewayError)) throw error;
  if (error.failure.kind === "unauthorized") return { kind: "code_refused", detail: error.failure.detail };
  return { kind: "zendesk_unreachable", detail: error.message };
}

function hashOf(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}
