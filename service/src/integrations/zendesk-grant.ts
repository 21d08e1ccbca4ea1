import { eq, sql } from "../storage/drizzle.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { SecretBox } from "../platform/secrets.ts";
import { singleFlight } from "../platform/single-flight.ts";
import { withinTime } from "../platform/within-time.ts";
import type { Connection, Database } from "../storage/database.ts";
import { integrations, zendeskConnections } from "../storage/schema.ts";
import { accountUrl } from "../zendesk/account-url.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { refreshPair, type OAuthClient } from "../zendesk/oauth.ts";
import type { TokenPair } from "../zendesk/schema.ts";
import { secretContext } from "./integration.ts";
import { setStatus } from "./store.ts";

export type GrantDeps = { db: Database; box: SecretBox; clock: Clock; log: Logger; zendeskBaseUrl: string };

type Row = typeof zendeskConnections.$inferSelect;
type Entered = Row & { subdomain: string; clientId: string; clientSecret: string };

/** Tokens are renewed this long before they end, so that none ends under way. */
const renewBeforeMs = 5 * 60_000;

/** The Zendesk account of an integration. @throws {GatewayError} `unauthorized` from its calls when no grant is alive. */
export async function zendeskAccount(
  deps: GrantDeps,
  integrationId: string,
  patience: Pick<ZendeskAccount, "patienceMs"> = {},
): Promise<ZendeskAccount> {
  const row = entered(await readRow(deps.db, integrationId));
  return {
    ...patience,
    baseUrl: accountUrl(deps.zendeskBaseUrl, row.subdomain),
    accessToken: (rejected) => accessToken(deps, integrationId, rejected, row.subdomain),
  };
}

/** @throws {GatewayError} `unauthorized` when account or client are not entered yet */
export function oauthClientOf(deps: GrantDeps, row: Row): OAuthClient {
  const { subdomain, clientId, clientSecret } = entered(row);
  return {
    baseUrl: accountUrl(deps.zendeskBaseUrl, subdomain),
    clientId,
    clientSecret: deps.box.open(
      clientSecret,
      secretContext("zendesk_connections.client_secret", row.integrationId),
    ),
  };
}

export async function readRow(db: Connection, integrationId: string): Promise<Row> {
  const [row] = await db
    .select()
    .from(zendeskConnections)
    .where(eq(zendeskConnections.integrationId, integrationId));
  if (row === undefined) throw new Error("the integration has no Zendesk connection");
  return row;
}

function entered(row: Row): Entered {
  const { subdomain, clientId, clientSecret } = row;
  if (subdomain === null || clientId === null || clientSecret === null)
    throw noGrant("its account or OAuth client are not entered yet");
  return { ...row, subdomain, clientId, clientSecret };
}

/** Whoever needs a token tries again later after that time; the renewal goes on. */
const patienceMs = 15_000;

/** Within this process one renewal serves all who wait; between processes the lock of the row does. */
const renewals = singleFlight<string>();

/** `of` is the account that gets it: the token of another one, to which the integration moved, is not for it. */
async function accessToken(
  deps: GrantDeps,
  integrationId: string,
  rejected?: string,
  of?: string,
): Promise<string> {
  const row = await readRow(deps.db, integrationId);
  if (of !== undefined && row.subdomain !== of) throw noGrant("the account was left");
  const usable = usableToken(deps, row, rejected);
  if (usable !== null) return usable;
  const renewal = renewals(integrationId, () => renew(deps, integrationId, rejected));
  const token = await withinTime(renewal, patienceMs);
  if (token === null)
    throw new GatewayError("Zendesk", { kind: "unreachable", detail: "no new token in time" });
  return token;
}

function usableToken(deps: GrantDeps, row: Row, rejected: string | undefined): string | null {
  if (row.accessToken === null) throw noGrant("not connected yet");
  const token = deps.box.open(
    row.accessToken,
    secretContext("zendesk_connections.access_token", row.integrationId),
  );
  if (token === rejected) return null;
  const endsSoon =
    row.accessExpiresAt !== null && row.accessExpiresAt.getTime() - deps.clock.now() < renewBeforeMs;
  return endsSoon && row.refreshToken !== null ? null : token;
}

/**
 * Renews the pair. The row's lock makes this the only refresher among all replicas; whoever waited
 * for it finds the new token, or that the grant is dead: that is asked once. The new pair is committed before anybody
 * uses it.
 */
async function renew(deps: GrantDeps, integrationId: string, rejected: string | undefined): Promise<string> {
  const renewed = await deps.db.transaction(async (tx) => {
    try {
      return await tokenUnderLock(deps, tx, integrationId, rejected);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.failure.kind !== "unauthorized") throw error;
      await markReconnectNeeded(deps, tx, integrationId);
      return error;
    }
  });
  if (renewed instanceof GatewayError) throw renewed;
  return renewed;
}

async function tokenUnderLock(
  deps: GrantDeps,
  tx: Connection,
  integrationId: string,
  rejected: string | undefined,
): Promise<string> {
  // A server that ends idle transactions would end this one while Zendesk is waited for, and lose the grant.
  await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
  const row = await lockRow(tx, integrationId);
  if (row === undefined) throw noGrant("not connected");
  const usable = usableToken(deps, row, rejected);
  if (usable !== null) return usable;
  if (row.refreshToken === null) throw noGrant("the access token is dead and there is no refresh token");
  if ((await statusOf(tx, integrationId)) === "reconnect_needed")
    throw noGrant("an administrator has to connect again");
  const refreshToken = deps.box.open(
    row.refreshToken,
    secretContext("zendesk_connections.refresh_token", integrationId),
  );
  const pair = await refreshPair(oauthClientOf(deps, row), refreshToken);
  await storePair(deps, tx, integrationId, pair);
  return pair.accessToken;
}

/** The row of the account, which nobody else changes until the transaction ends. */
export async function lockRow(tx: Connection, integrationId: string): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(zendeskConnections)
    .where(eq(zendeskConnections.integrationId, integrationId))
    .for("update");
  return row;
}

/** Under the lock of the account's row, so that it is said of this grant and of no new one. */
async function markReconnectNeeded(deps: GrantDeps, tx: Connection, integrationId: string): Promise<void> {
  if ((await statusOf(tx, integrationId)) !== "connected") return;
  deps.log.info({ integrationId }, "the grant of Zendesk is dead: an administrator has to connect again");
  await setStatus(tx, integrationId, "reconnect_needed");
}

async function statusOf(tx: Connection, integrationId: string) {
  const [row] = await tx
    .select({ status: integrations.status })
    .from(integrations)
    .where(eq(integrations.id, integrationId));
  return row?.status;
}

/**
 * Whether only an administrator can have the account asked again. Until the transaction ends nobody gives a grant. Ask
 * before a call's row is locked.
 */
export async function isGrantDead(tx: Connection, integrationId: string): Promise<boolean> {
  const [row] = await tx
    .select({ status: integrations.status })
    .from(integrations)
    .where(eq(integrations.id, integrationId))
    .for("share");
  return row !== undefined && row.status !== "connected";
}

export async function storePair(
  deps: Pick<GrantDeps, "box" | "clock">,
  tx: Connection,
  integrationId: string,
  pair: TokenPair,
): Promise<void> {
  const seal = (value: string, column: `${string}.${string}`) =>
    deps.box.seal(value, secretContext(column, integrationId));
  await tx
    .update(zendeskConnections)
    .set({
      accessToken: seal(pair.accessToken, "zendesk_connections.access_token"),
      accessExpiresAt: pair.expiresInMs === null ? null : new Date(deps.clock.now() + pair.expiresInMs),
      refreshToken:
        pair.refreshToken === null ? null : seal(pair.refreshToken, "zendesk_connections.refresh_token"),
      scope: pair.scope,
    })
    .where(eq(zendeskConnections.integrationId, integrationId));
}

function noGrant(detail: string): GatewayError {
  return new GatewayError("Zendesk", { kind: "unauthorized", detail });
}

/** Uses every live grant once, which renews those about to end: a refresh token that is never used dies. */
export async function refreshGrants(deps: GrantDeps, integrationIds: string[]): Promise<void> {
  for (const integrationId of integrationIds) {
    await accessToken(deps, integrationId).catch((error: unknown) => {
      deps.log.info({ integrationId, err: error }, "grant could not be renewed");
    });
  }
}
