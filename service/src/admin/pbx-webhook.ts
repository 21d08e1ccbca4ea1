import { randomBytes } from "node:crypto";
import type { ErrorCode } from "@deskline/shared/errors";
import { changeIntegration } from "../integrations/change.ts";
import { secretContext, webhookUrl } from "../integrations/integration.ts";
import { lockPbx, readPbx, type PbxRow } from "../integrations/pbx-row.ts";
import { pbxOf } from "../integrations/pbx-session.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { setWebhookSecret } from "../integrations/store.ts";
import type { WebhookPlaced } from "../pbx/port.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { failureCode } from "./failure-code.ts";
import { patienceMs, type PbxAdminDeps } from "./pbx.ts";
import { keepPlaced } from "./pbx-store.ts";

export type PbxWebhookDeps = PbxAdminDeps & { registry: Registry; publicUrl: string };

/** A PBX makes its secrets so long, and takes no others. */
const secretLength = 32;

/**
 * Has the PBX send its events here and a test message at once. Asked twice it changes nothing, and the test comes
 * again. Null, or the code of what is in the way.
 */
export async function placeWebhook(
  deps: PbxWebhookDeps,
  by: AuditedBy,
  integration: KnownIntegration,
): Promise<ErrorCode | null> {
  const { id, key } = integration;
  const row = await readPbx(deps.db, id);
  if (row.url === null || row.clientId === null || row.clientSecret === null) return "pbx_not_entered";
  const webhook = {
    url: webhookUrl(deps.publicUrl, key),
    secret: await ownSecret(deps, by, id),
    isOurs: isOursOf(key),
  };
  // What the PBX sends from now on is signed with it.
  await deps.registry.reload();
  try {
    const pbx = await pbxOf(deps, id, { patienceMs });
    const vendor = deps.vendorOf(row.vendor);
    const { kind } = await vendor.placeWebhook(pbx, webhook);
    if (kind !== "placed" && kind !== "stood") return refusals[kind];
    await takeEvents(deps, by, id, { url: webhook.url, isNew: kind === "placed" });
    await vendor.testWebhook(pbx, webhook);
    return null;
  } catch (error) {
    return failureCode(deps.log, error, {
      unauthorized: "pbx_log_in_refused",
      unreachable: "pbx_unreachable",
      refused: "pbx_refused",
    });
  }
}

/**
 * Once the webhook is switched off: takes the entry away that `placeWebhook` made. Where the PBX does not answer it
 * stays noted as placed, and what it sends goes on being accepted.
 */
export async function takeWebhookAway(
  deps: PbxWebhookDeps,
  by: AuditedBy,
  { id, key }: KnownIntegration,
): Promise<void> {
  const { webhook, webhookPlaced, vendor } = await readPbx(deps.db, id);
  if (webhook || webhookPlaced === null) return;
  try {
    await deps.vendorOf(vendor).removeWebhook(await pbxOf(deps, id, { patienceMs }), isOursOf(key));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, integrationId: id }, "the webhook could not be taken off the PBX");
    return;
  }
  await deps.db.transaction(async (tx) => {
    if ((await lockPbx(tx, id)).webhookPlaced === null) return;
    await keepPlaced(tx, id, null);
    await audit(tx, by, "webhook.removed", { before: { url: webhookPlaced } });
  });
}

const refusals: Record<Exclude<WebhookPlaced["kind"], "placed" | "stood">, ErrorCode> = {
  full: "webhook_full",
  switched_off: "webhook_switched_off",
  not_offered: "webhook_not_offered",
};

/** Recognises our webhook also under an address at which the service was reached earlier. */
export function isOursOf(key: string): (url: string) => boolean {
  return (url) => URL.parse(url)?.pathname.endsWith(webhookUrl("", key)) === true;
}

/**
 * The secret that is stored, if the PBX would take it, else a new one. It is stored before the PBX has it, and one
 * that was stored is kept however often this fails: what is signed with it goes on being accepted.
 */
async function ownSecret(deps: PbxWebhookDeps, by: AuditedBy, integrationId: string): Promise<string> {
  return deps.db.transaction(async (tx) => {
    const present = presentSecret(deps, await lockPbx(tx, integrationId));
    if (present?.length === secretLength) return present;
    const secret = randomBytes(secretLength / 2).toString("hex");
    await setWebhookSecret(tx, deps.box, integrationId, secret);
    await audit(tx, by, "webhook.secret_changed", changeOfSecret(present));
    return secret;
  });
}

/** Stores the secret of an entry that was made on the PBX by hand; the one before stays valid. */
export async function keepWebhookSecret(
  deps: PbxWebhookDeps,
  by: AuditedBy,
  { id }: KnownIntegration,
  secret: string,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const present = presentSecret(deps, await lockPbx(tx, id));
    if (present === secret) return;
    await setWebhookSecret(tx, deps.box, id, secret);
    await keepPlaced(tx, id, null);
    await audit(tx, by, "webhook.secret_changed", changeOfSecret(present));
  });
  await deps.registry.reload();
}

function presentSecret({ box }: PbxWebhookDeps, { webhookSecret, integrationId }: PbxRow): string | null {
  if (webhookSecret === null) return null;
  return box.open(webhookSecret, secretContext("pbx_connections.webhook_secret", integrationId));
}

function changeOfSecret(present: string | null) {
  return {
    before: { secret: present === null ? null : "set" },
    after: { secret: present === null ? "set" : "changed" },
  };
}

async function takeEvents(
  deps: PbxWebhookDeps,
  by: AuditedBy,
  integrationId: string,
  placed: { url: string; isNew: boolean },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { url, webhook, webhookPlaced } = await lockPbx(tx, integrationId);
    // It was disconnected while the PBX was asked.
    if (url === null) return;
    if (!webhook) await changeIntegration(tx, integrationId, { webhook: true });
    if (webhookPlaced !== placed.url) await keepPlaced(tx, integrationId, placed.url);
    if (placed.isNew) await audit(tx, by, "webhook.placed", { after: { url: placed.url } });
  });
}
