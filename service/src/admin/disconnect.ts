import type { Disconnected, DisconnectInput } from "@deskline/shared/admin-switch";
import type { z } from "zod";
import { isWebhookOf } from "../contacts/ensure-webhook.ts";
import type { Integration } from "../integrations/integration.ts";
import { secretContext } from "../integrations/integration.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { Registry } from "../integrations/registry.ts";
import { zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { singleFlight } from "../platform/single-flight.ts";
import type { Database } from "../storage/database.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { revokeGrant } from "../zendesk/oauth.ts";
import { removeWebhooks } from "../zendesk/webhooks.ts";
import { removeFromZendesk } from "./app-link.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { clearSettings, eraseCalls, leaveCalls } from "./disconnect-store.ts";
import { isOursOf } from "./pbx-webhook.ts";
import { readPbx } from "./pbx-store.ts";

export type DisconnectDeps = GrantDeps & PbxSessionDeps & { db: Database; registry: Registry };

type Steps = Disconnected["steps"];
type Step = Steps[number];
type Choice = z.infer<typeof DisconnectInput>;

/** How long each answer of the other side is waited for; of a side that gave none nothing more is asked. */
const patienceMs = 5000;

/** Whoever asks while it runs gets the same answer. */
const underWay = singleFlight<Steps>();

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
  return underWay(integration.id, async () => {
    const [atZendesk, atPbx] = await Promise.all([
      leaveZendesk(deps, integration, choice),
      leavePbx(deps, integration),
    ]);
    const outside = [...atZendesk, ...atPbx];
    const own = await deps.db.transaction(async (tx) => {
      await clearSettings(tx, integration.id);
      await (choice.eraseCalls ? eraseCalls(tx, integration.id) : leaveCalls(tx, integration.id));
      const steps: Steps = [
        done("clear_settings"),
        choice.eraseCalls ? done("erase_calls") : notNeeded("erase_calls"),
      ];
      const results = [...outside, ...steps].map(({ step, result }) => [step, result]);
      await audit(tx, by, "integration.disconnected", { after: Object.fromEntries(results) });
      return steps;
    });
    await deps.registry.reload();
    return [...outside, ...own];
  });
}

async function leaveZendesk(
  deps: DisconnectDeps,
  { id, key, zendesk }: Integration,
  { uninstallApp }: Choice,
): Promise<Steps> {
  const { appId, installationId, authorized } = zendesk;
  const wasGranted = authorized || zendesk.adminName !== null;
  const account = () => zendeskAccount(deps, id, { patienceMs });
  return inTurn(deps, id, [
    {
      step: "uninstall_app",
      byHand: "Remove it in Zendesk's Admin Center under Apps and integrations > Zendesk Support apps.",
      run: async () => {
        if (!uninstallApp || appId === null || installationId === null) return false;
        await removeFromZendesk(await account(), appId, installationId);
        return true;
      },
    },
    {
      step: "remove_zendesk_webhook",
      byHand:
        "Remove webhooks that lead here in Zendesk's Admin Center under Apps and integrations > Webhooks.",
      run: async () => wasGranted && (await removeWebhooks(await account(), isWebhookOf(key))) > 0,
    },
    {
      step: "revoke_grant",
      byHand:
        "Delete the OAuth client in Zendesk's Admin Center under Apps and integrations > APIs > OAuth clients; that ends its access.",
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
  const { url, certificate, clientId, clientSecret } = row;
  const vendor = deps.vendorOf(row.vendor);
  return inTurn(deps, id, [
    {
      step: "remove_pbx_webhook",
      byHand: "Remove the entry that leads here on the PBX under Integrations > API > Webhook Event Push.",
      run: async () => {
        if (url === null || clientId === null || clientSecret === null) return false;
        return vendor.removeWebhook(await pbxOf(deps, id, { patienceMs }), isOursOf(key));
      },
    },
    {
      step: "release_pbx_token",
      byHand: "Nothing is left to do: it ends by itself within a day.",
      run: async () => {
        const { accessToken } = await readPbx(deps.db, id);
        if (url === null || accessToken === null) return false;
        const token = deps.box.open(accessToken, secretContext("pbx_connections.access_token", id));
        await vendor.logOut({ url, certificate, patienceMs }, token);
        return true;
      },
    },
  ]);
}

type Task = {
  step: Step["step"];
  /** What somebody does when this fails. */
  byHand: string;
  /** Whether there was something to do. */
  run: () => Promise<boolean>;
};

/** One after the other; after one that the other side did not answer, the rest is not tried. */
async function inTurn(deps: DisconnectDeps, integrationId: string, tasks: Task[]): Promise<Steps> {
  const steps: Steps = [];
  let gone: string | null = null;
  for (const { step, byHand, run } of tasks) {
    if (gone !== null) {
      steps.push({ step, result: "failed", detail: `${gone} ${byHand}` });
      continue;
    }
    try {
      steps.push((await run()) ? done(step) : notNeeded(step));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      deps.log.info({ err: error, integrationId, step }, "a step of disconnecting failed");
      const words = `${error.message}.`;
      steps.push({ step, result: "failed", detail: `${words} ${byHand}` });
      if (["unreachable", "unavailable"].includes(error.failure.kind)) gone = words;
    }
  }
  return steps;
}

function done(step: Step["step"]): Step {
  return { step, result: "done", detail: null };
}

function notNeeded(step: Step["step"]): Step {
  return { step, result: "not_needed", detail: null };
}
