import type { DisconnectInput } from "@deskline/shared/admin-switch";
import type { z } from "zod";
import { isWebhookOf } from "../contacts/ensure-webhook.ts";
import type { Integration } from "../integrations/integration.ts";
import { leaveBehindFence } from "../integrations/fence.ts";
import { secretContext } from "../integrations/integration.ts";
import { lockPbx, readPbx, type PbxRow } from "../integrations/pbx-row.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { Registry } from "../integrations/registry.ts";
import { zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { oneByOne } from "../platform/one-by-one.ts";
import { singleFlight } from "../platform/single-flight.ts";
import type { Database } from "../storage/database.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { removeFromZendesk } from "../zendesk/apps.ts";
import { revokeGrant } from "../zendesk/oauth.ts";
import { removeWebhooks } from "../zendesk/webhooks.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { clearSettings, eraseCalls, leaveCalls } from "./disconnect-store.ts";
import { done, notNeeded, stepByStep, type Steps } from "./disconnect-steps.ts";
import { isOursOf } from "./pbx-webhook.ts";

export type DisconnectDeps = GrantDeps & PbxSessionDeps & { db: Database; registry: Registry };

type Choice = z.infer<typeof DisconnectInput>;

/** How long each answer of the other side is waited for; of a side that gave none nothing more is asked. */
const patienceMs = 5000;

/** Whoever asks for the same while it runs gets the same answer; who wants it otherwise waits for the end of it. */
const underWay = singleFlight<Steps>();
const turn = oneByOne();

/**
 * Undoes what joined the two sides, as far as they can be reached, and clears the settings in any case. Tells of
 * each step how it went, and what is left to do by hand. Asked twice, there is nothing left to do.
 */
export function disconnect(
  deps: DisconnectDeps,
  by: AuditedBy,
  integration: Integration,
  choice: Choice,
): Promise<Steps> {
  const { id } = integration;
  return underWay(`${id} ${choice.uninstallApp} ${choice.eraseCalls}`, () =>
    turn(id, () => leave(deps, by, id, choice)),
  );
}

async function leave(deps: DisconnectDeps, by: AuditedBy, id: string, choice: Choice): Promise<Steps> {
  // What is under way from here on comes too late, and what is found is all there is.
  const integration = await leaveBehindFence(deps.db, id);
  const [atZendesk, atPbx] = await Promise.all([
    leaveZendesk(deps, integration, choice),
    leavePbx(deps, integration),
  ]);
  const own = [
    done("clear_settings"),
    choice.eraseCalls ? done("erase_calls") : notNeeded("erase_calls"),
  ] satisfies Steps;
  const pbx = await deps.db.transaction(async (tx) => {
    const row = await lockPbx(tx, id);
    await clearSettings(tx, id);
    await (choice.eraseCalls ? eraseCalls(tx, id) : leaveCalls(tx, id));
    const results = [...atZendesk, ...atPbx, ...own].map(({ step, result }) => [step, result]);
    await audit(tx, by, "integration.disconnected", { after: Object.fromEntries(results) });
    return row;
  });
  await deps.registry.reload();
  return [...atZendesk, ...atPbx, ...(await logOut(deps, pbx)), ...own];
}

async function leaveZendesk(
  deps: DisconnectDeps,
  { id, key, zendesk }: Integration,
  { uninstallApp }: Choice,
): Promise<Steps> {
  const { appId, installationId, authorized } = zendesk;
  const wasGranted = authorized || zendesk.adminName !== null;
  const account = () => zendeskAccount(deps, id, { patienceMs });
  return stepByStep(deps.log, id, [
    {
      step: "uninstall_app",
      run: async () => {
        if (!uninstallApp || appId === null || installationId === null) return false;
        await removeFromZendesk(await account(), appId, installationId);
        return true;
      },
    },
    {
      step: "remove_zendesk_webhook",
      run: async () => wasGranted && (await removeWebhooks(await account(), isWebhookOf(key))) > 0,
    },
    {
      step: "revoke_grant",
      run: async () => {
        if (!wasGranted) return false;
        if (!authorized)
          throw new GatewayError("Zendesk", { kind: "unauthorized", detail: "no grant is known" });
        return revoked(await account());
      },
    },
  ]);
}

/** A grant that is dead already needs no end. */
async function revoked(account: ZendeskAccount): Promise<boolean> {
  try {
    await revokeGrant(account);
    return true;
  } catch (error) {
    if (error instanceof GatewayError && error.failure.kind === "unauthorized") return false;
    throw error;
  }
}

async function leavePbx(deps: DisconnectDeps, { id, key }: Integration): Promise<Steps> {
  const row = await readPbx(deps.db, id);
  const { url, clientId, clientSecret } = row;
  const vendor = deps.vendorOf(row.vendor);
  return stepByStep(deps.log, id, [
    {
      step: "remove_pbx_webhook",
      run: async () => {
        if (url === null || clientId === null || clientSecret === null) return false;
        return vendor.removeWebhook(await pbxOf(deps, id, { patienceMs }), isOursOf(key));
      },
    },
  ]);
}

/** Gives back the token that the PBX gave last: once the credentials are cleared no job gets another one. */
async function logOut(deps: DisconnectDeps, row: PbxRow): Promise<Steps> {
  const { integrationId: id, url, certificate, accessToken } = row;
  return stepByStep(deps.log, id, [
    {
      step: "release_pbx_token",
      run: async () => {
        if (url === null || accessToken === null) return false;
        const token = deps.box.open(accessToken, secretContext("pbx_connections.access_token", id));
        await deps.vendorOf(row.vendor).logOut({ url, certificate, patienceMs }, token);
        return true;
      },
    },
  ]);
}
