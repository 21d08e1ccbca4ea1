import { and, eq, isNotNull, isNull, sql } from "../storage/drizzle.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import { unbind } from "../phonebook/store.ts";
import type { SecretBox } from "../platform/secrets.ts";
import { singleFlight } from "../platform/single-flight.ts";
import { withinTime } from "../platform/within-time.ts";
import type { PbxAddress, PbxConnection, PbxTokens, VendorOf } from "../pbx/port.ts";
import type { Connection, Database } from "../storage/database.ts";
import { pbxConnections } from "../storage/schema.ts";
import { secretContext } from "./integration.ts";
import { lockPbx, readPbx, type PbxRow } from "./pbx-row.ts";
import { tellChanged } from "./store.ts";

export type PbxSessionDeps = { db: Database; box: SecretBox; clock: Clock; log: Logger; vendorOf: VendorOf };

type Entered = PbxRow & { url: string; clientId: string; clientSecret: string };

const renewBeforeMs = 2 * 60_000;

/**
 * The PBX of an integration. All replicas share one token, renewed by one of them at a time: a PBX allows
 * eight. After the first refused log-in nothing is tried any more until the credentials
 * are changed, since five refusals block our address.
 */
export async function pbxOf(
  deps: PbxSessionDeps,
  integrationId: string,
  patience: Patience = {},
): Promise<PbxConnection> {
  const row = entered(await readPbx(deps.db, integrationId));
  return {
    ...addressOf(row, patience),
    accessToken: (rejected) => accessToken(deps, integrationId, patience, rejected),
  };
}

/** How long each answer of the PBX is waited for, where somebody waits. */
export type Patience = { patienceMs?: number };

function addressOf({ url, certificate }: Entered, patience: Patience): PbxAddress {
  return { url, certificate, ...patience };
}

function entered(row: PbxRow): Entered {
  const { url, clientId, clientSecret } = row;
  if (url === null || clientId === null || clientSecret === null)
    throw new GatewayError("PBX", {
      kind: "unauthorized",
      detail: "its address or credentials are not entered yet",
    });
  return { ...row, url, clientId, clientSecret };
}

/** Whoever needs a token and says nothing else tries again later after that time; the renewal goes on. */
const tokenPatienceMs = 15_000;

/** A pair that the PBX gave though nobody waited for it any more fills one of its eight places for half an hour. */
const renewalPatienceMs = 60_000;

/** Within this process one renewal serves all who wait; between processes a lock of the database does. */
const renewals = singleFlight<string>();

async function accessToken(
  deps: PbxSessionDeps,
  integrationId: string,
  patience: Patience,
  rejected?: string,
): Promise<string> {
  const row = await readPbx(deps.db, integrationId);
  const usable = usableToken(deps, row, rejected);
  if (usable !== null) return usable;
  const asked = entered(row);
  const renewal = renewals(credentialsOf(asked), () => renew(deps, asked, rejected));
  const token = await withinTime(renewal, patience.patienceMs ?? tokenPatienceMs);
  if (token === null) throw new GatewayError("PBX", { kind: "unreachable", detail: "no answer in time" });
  return token;
}

/** Changes whenever credentials are set anew, were they the same: each sealing is another. */
function credentialsOf({ integrationId, url, clientId, clientSecret }: PbxRow): string {
  return [integrationId, url, clientId, clientSecret].join(" ");
}

function usableToken(deps: PbxSessionDeps, row: PbxRow, rejected: string | undefined): string | null {
  if (row.loginProblem !== null)
    throw new GatewayError("PBX", { kind: "unauthorized", detail: row.loginProblem });
  if (row.accessToken === null || row.accessExpiresAt === null) return null;
  if (row.accessExpiresAt.getTime() - deps.clock.now() < renewBeforeMs) return null;
  const token = deps.box.open(
    row.accessToken,
    secretContext("pbx_connections.access_token", row.integrationId),
  );
  return token === rejected ? null : token;
}

/**
 * Renews the token, for these credentials alone. A refusal is noted under the same lock: whoever waits for it must find
 * it and not be refused as well. The row is free meanwhile: others must not wait for a PBX that does not answer.
 */
async function renew(deps: PbxSessionDeps, asked: Entered, rejected: string | undefined): Promise<string> {
  const { integrationId } = asked;
  const credentials = credentialsOf(asked);
  const result = await deps.db.transaction(async (tx): Promise<string | GatewayError | PbxTokens> => {
    // A server that ends idle transactions would end this one while the PBX is waited for.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`token:${credentials}`}, 0))`);
    const row = await readPbx(tx, integrationId);
    if (credentialsOf(row) !== credentials) return credentialsChanged();
    const usable = usableToken(deps, row, rejected);
    if (usable !== null) return usable;
    const tokens = await newTokens(deps, entered(row), rejected);
    if (credentialsOf(await lockPbx(tx, integrationId)) !== credentials) return tokens;
    if (tokens instanceof GatewayError) {
      await noteLoginProblem(deps, tx, row, tokens);
      return tokens;
    }
    await storeTokens(deps, tx, integrationId, tokens);
    return tokens.accessToken;
  });
  if (typeof result === "string") return result;
  if (result instanceof GatewayError) throw result;
  await giveBackToken(deps, asked, result.accessToken);
  throw credentialsChanged();
}

function credentialsChanged(): GatewayError {
  return new GatewayError("PBX", { kind: "unreachable", detail: "its credentials were changed meanwhile" });
}

const giveBackPatienceMs = 6000;

/** Gives back a token that nobody is to use any more: it fills one of the few places that a PBX has for them. */
export async function giveBackToken(
  deps: Pick<PbxSessionDeps, "vendorOf" | "log">,
  {
    integrationId,
    vendor,
    url,
    certificate,
  }: Pick<Entered, "integrationId" | "vendor" | "url" | "certificate">,
  token: string,
): Promise<void> {
  try {
    await deps.vendorOf(vendor).logOut({ url, certificate, patienceMs: giveBackPatienceMs }, token);
  } catch (error) {
    deps.log.info({ err: error, integrationId }, "the PBX did not take its token back");
  }
}

/**
 * Refreshing is preferred over logging in: it replaces a token instead of adding one. A refused log-in is
 * returned, all other trouble is thrown.
 */
async function newTokens(
  deps: PbxSessionDeps,
  row: Entered,
  rejected: string | undefined,
): Promise<PbxTokens | GatewayError> {
  const at = addressOf(row, { patienceMs: renewalPatienceMs });
  const refreshable =
    row.refreshToken !== null &&
    row.refreshExpiresAt !== null &&
    row.refreshExpiresAt.getTime() > deps.clock.now();
  if (refreshable && row.refreshToken !== null) {
    const refreshToken = deps.box.open(
      row.refreshToken,
      secretContext("pbx_connections.refresh_token", row.integrationId),
    );
    try {
      return await deps.vendorOf(row.vendor).refreshTokens(at, refreshToken);
    } catch (error) {
      if (!(error instanceof GatewayError) || !["unauthorized", "rejected"].includes(error.failure.kind))
        throw error;
      deps.log.info(
        { integrationId: row.integrationId, rejected: rejected !== undefined },
        "PBX token cannot be refreshed, logging in",
      );
    }
  }
  const secret = deps.box.open(
    row.clientSecret,
    secretContext("pbx_connections.client_secret", row.integrationId),
  );
  try {
    return await deps.vendorOf(row.vendor).logIn(at, row.clientId, secret);
  } catch (error) {
    if (error instanceof GatewayError && ["unauthorized", "rejected"].includes(error.failure.kind))
      return error;
    throw error;
  }
}

async function storeTokens(
  deps: PbxSessionDeps,
  tx: Connection,
  integrationId: string,
  tokens: PbxTokens,
): Promise<void> {
  const seal = (value: string, column: `${string}.${string}`) =>
    deps.box.seal(value, secretContext(column, integrationId));
  const now = deps.clock.now();
  await tx
    .update(pbxConnections)
    .set({
      accessToken: seal(tokens.accessToken, "pbx_connections.access_token"),
      accessExpiresAt: new Date(now + tokens.accessLifeMs),
      refreshToken: seal(tokens.refreshToken, "pbx_connections.refresh_token"),
      refreshExpiresAt: new Date(now + tokens.refreshLifeMs),
    })
    .where(eq(pbxConnections.integrationId, integrationId));
}

async function noteLoginProblem(
  deps: PbxSessionDeps,
  tx: Connection,
  { integrationId, vendor }: PbxRow,
  error: GatewayError,
): Promise<void> {
  const { failure, message } = error;
  const problem = failure.kind === "unauthorized" ? failure.detail : message;
  const trouble = deps.vendorOf(vendor).troubleIn(error);
  deps.log.info(
    { integrationId, problem },
    "the PBX refuses the log-in: not trying again until its credentials are set anew",
  );
  await tx
    .update(pbxConnections)
    .set({ loginProblem: problem, trouble: { ...trouble, at: deps.clock.now() } })
    .where(eq(pbxConnections.integrationId, integrationId));
  await tellChanged(tx);
}

/**
 * Notes how asking the PBX went: what failed, or that nothing did. A refused log-in is noted where it happens,
 * and stays until it is tried again.
 */
export async function noteOutcome(
  { db, clock, vendorOf }: Pick<PbxSessionDeps, "db" | "clock" | "vendorOf">,
  integrationId: string,
  vendor: string,
  error: GatewayError | null,
): Promise<void> {
  const found = error === null ? null : vendorOf(vendor).troubleIn(error);
  // Credentials are refused at the log-in; anywhere else it is a right that is missing.
  const kind = found?.kind === "credentials_wrong" ? "other" : found?.kind;
  const trouble = kind === undefined ? null : { kind, detail: found?.detail ?? null, at: clock.now() };
  await db
    .update(pbxConnections)
    .set({ trouble })
    .where(
      and(
        eq(pbxConnections.integrationId, integrationId),
        isNull(pbxConnections.loginProblem),
        isNotNull(pbxConnections.url),
      ),
    );
}

/**
 * What was of the PBX at another address: its certificate, and what was found out of it. The secret of the webhook is
 * not given to the next one; it is accepted until that one has its own, since it may be the same PBX after all.
 */
const ofTheOneBefore = {
  certificate: null,
  about: null,
  testedAt: null,
  webhookPlaced: null,
  webhookSecret: null,
  previousWebhookSecret: sql`coalesce(${pbxConnections.webhookSecret}, ${pbxConnections.previousWebhookSecret})`,
};

export type PbxCredentials = { url?: string; clientId?: string; clientSecret?: string };

/** Sets credentials anew, forgets the tokens of the old ones and lets log-ins be tried again; in the caller's transaction. */
export async function setPbxCredentials(
  { db, box }: { db: Connection; box: SecretBox },
  integrationId: string,
  credentials: PbxCredentials,
): Promise<void> {
  const { clientSecret, ...plain } = credentials;
  const moves = plain.url !== undefined && plain.url !== (await readPbx(db, integrationId)).url;
  // The phonebook and its contacts are those of the PBX that was there before.
  if (moves) await unbind(db, integrationId);
  await db
    .update(pbxConnections)
    .set({
      ...plain,
      ...(moves ? ofTheOneBefore : {}),
      ...(clientSecret === undefined
        ? {}
        : {
            clientSecret: box.seal(
              clientSecret,
              secretContext("pbx_connections.client_secret", integrationId),
            ),
          }),
      accessToken: null,
      accessExpiresAt: null,
      refreshToken: null,
      refreshExpiresAt: null,
      loginProblem: null,
      trouble: null,
    })
    .where(eq(pbxConnections.integrationId, integrationId));
  await tellChanged(db);
}
