import type { PbxInput } from "@deskline/shared/admin-pbx";
import type { ErrorCode } from "@deskline/shared/errors";
import { changeIntegration } from "../integrations/change.ts";
import { enteredCountry, enteredPbxUrl, enteredTimeZone } from "../integrations/entered.ts";
import { secretContext } from "../integrations/integration.ts";
import { lockPbx, type PbxRow } from "../integrations/pbx-row.ts";
import { giveBackToken, setPbxCredentials, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { readCertificate, shownCertificate } from "../platform/certificate.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";
import { shownDialRules, transportOf } from "./detail.ts";
import { keepCertificate } from "./pbx-store.ts";

export type PbxAdminDeps = PbxSessionDeps;

/** How long the console waits for an answer of the PBX. */
export const patienceMs = 6000;

/**
 * Changes what is given of the PBX. Null, or the code of what is wrong; nothing is changed then. The stored secret
 * goes to no other address than the one for which it was typed. One that was typed counts as set anew even when it
 * is the same: that is how credentials are tried again that were refused once.
 */
export async function changePbx(
  deps: PbxAdminDeps,
  by: AuditedBy,
  integration: KnownIntegration,
  input: PbxInput,
): Promise<ErrorCode | null> {
  const read = readInput(input);
  if (typeof read === "string") return read;
  const url = read.url ?? integration.pbx.url;
  const moves = url !== integration.pbx.url;
  const pin = await pinFor(url, moves, input.certificate, deps.clock.now());
  if (pin.kind === "wrong") return pin.code;
  const left = await deps.db.transaction(async (tx): Promise<PbxRow | ErrorCode | null> => {
    const row = await lockPbx(tx, integration.id);
    const isSame = read.url === undefined || read.url === row.url;
    if (!isSame && row.clientSecret !== null && input.clientSecret === undefined) return "pbx_secret_needed";
    const isNewSecret = input.clientSecret !== undefined && input.clientSecret !== secretOf(deps, row);
    const credentials = {
      ...(read.url === undefined ? {} : { url: read.url }),
      ...(input.clientId === undefined ? {} : { clientId: input.clientId }),
      ...(input.clientSecret === undefined ? {} : { clientSecret: input.clientSecret }),
    };
    const certificate = pin.kind === "as_it_is" ? row.certificate : pin.pem;
    const change = changesBetween(shownBefore(integration, row), {
      ...read,
      clientId: input.clientId,
      clientSecret: isNewSecret ? (row.clientSecret === null ? "set" : "changed") : undefined,
      dialRules: input.dialRules,
      transport: input.transport,
      certificate: certificate === row.certificate ? undefined : fingerprintOf(certificate),
    });
    if (change === null && input.clientSecret === undefined) return null;
    const logsInAnew =
      input.clientSecret !== undefined ||
      !isSame ||
      (input.clientId !== undefined && input.clientId !== row.clientId);
    if (logsInAnew) await setPbxCredentials({ db: tx, box: deps.box }, integration.id, credentials);
    if (certificate !== row.certificate || moves)
      await keepCertificate(tx, integration.id, certificate, { forgetAbout: moves });
    await changeIntegration(tx, integration.id, settingsIn(read, input));
    if (change !== null) await audit(tx, by, "pbx.changed", change);
    return logsInAnew ? row : null;
  });
  if (typeof left === "string") return left;
  if (left !== null) leaveLogIn(deps, left);
  return null;
}

/** Gives the token of the log-in before back, waited for by nobody. */
function leaveLogIn(deps: PbxAdminDeps, row: PbxRow): void {
  const { url, accessToken, integrationId } = row;
  if (url === null || accessToken === null) return;
  const token = deps.box.open(accessToken, secretContext("pbx_connections.access_token", integrationId));
  void giveBackToken(deps, { ...row, url }, token);
}

type ReadInput = { url?: string; timeZone?: string; country?: string };

function readInput(input: PbxInput): ReadInput | ErrorCode {
  const read: ReadInput = {};
  const readers = { url: enteredPbxUrl, timeZone: enteredTimeZone, country: enteredCountry };
  for (const name of ["url", "timeZone", "country"] as const) {
    const text = input[name];
    if (text === undefined) continue;
    const entered = readers[name](text);
    if (entered.kind === "wrong") return entered.code;
    read[name] = entered.value;
  }
  return read;
}

type Pin = { kind: "as_it_is" } | { kind: "pin"; pem: string | null } | { kind: "wrong"; code: ErrorCode };

/** The certificate that is to be trusted: the one that the PBX shows now, if it is the one that was confirmed. */
async function pinFor(
  url: string | null,
  moves: boolean,
  fingerprint: string | null | undefined,
  now: number,
): Promise<Pin> {
  if (fingerprint === undefined) return moves ? { kind: "pin", pem: null } : { kind: "as_it_is" };
  if (fingerprint === null) return { kind: "pin", pem: null };
  const pem = url === null ? null : await readCertificate(url, patienceMs);
  if (pem === null) return { kind: "wrong", code: "certificate_unreadable" };
  const shown = shownCertificate(pem);
  if (digits(shown.fingerprint) !== digits(fingerprint))
    return { kind: "wrong", code: "certificate_changed" };
  return shown.validUntil < now ? { kind: "wrong", code: "certificate_over" } : { kind: "pin", pem };
}

function digits(fingerprint: string): string {
  return fingerprint.replaceAll(/[\s:]/g, "").toUpperCase();
}

function secretOf({ box }: PbxAdminDeps, { clientSecret, integrationId }: PbxRow): string | null {
  if (clientSecret === null) return null;
  return box.open(clientSecret, secretContext("pbx_connections.client_secret", integrationId));
}

function fingerprintOf(certificate: string | null): string | null {
  return certificate === null ? null : shownCertificate(certificate).fingerprint;
}

function shownBefore(integration: KnownIntegration, row: PbxRow): Record<string, unknown> {
  return {
    url: row.url,
    clientId: row.clientId,
    clientSecret: row.clientSecret === null ? null : "set",
    timeZone: row.timeZone,
    country: integration.defaultCountry,
    dialRules: shownDialRules(integration.dialRules),
    transport: transportOf({ pbx: { ...integration.pbx, webhook: row.webhook, websocket: row.websocket } }),
    certificate: fingerprintOf(row.certificate),
  };
}

function settingsIn(read: ReadInput, { dialRules, transport }: PbxInput) {
  return {
    ...(read.timeZone === undefined ? {} : { timeZone: read.timeZone }),
    ...(read.country === undefined ? {} : { defaultCountry: read.country }),
    ...(transport === undefined
      ? {}
      : { webhook: transport !== "websocket", websocket: transport !== "webhook" }),
    ...(dialRules === undefined
      ? {}
      : {
          dialRules: {
            strip_plus: dialRules.stripPlus,
            international_prefix: dialRules.internationalPrefix,
            outside_prefix: dialRules.outsidePrefix,
          },
        }),
  };
}
