import { isWebhookOf } from "../contacts/ensure-webhook.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { removeFromZendesk } from "../zendesk/apps.ts";
import { revokeGrant } from "../zendesk/oauth.ts";
import { removeWebhooks } from "../zendesk/webhooks.ts";
import { leaveBehindFence } from "./fence.ts";
import type { Integration } from "./integration.ts";
import { zendeskAccount, type GrantDeps } from "./zendesk-grant.ts";

/** What became of the grant and the app of an account that is left; null where there was none. */
export type Left = { grant: "revoked" | "left" | null; app: "uninstalled" | "left" | null };

/** How long each answer of the account is waited for: somebody waits for the change. */
const patienceMs = 5000;

/**
 * Before an account is left for another one: takes our app and our webhook out of it and ends the grant, as far as it
 * can be reached. Afterwards nobody could, since its tokens are forgotten. `before` is what was left.
 */
export async function leaveAccount(
  deps: GrantDeps,
  integration: Integration,
  subdomain: string | undefined,
): Promise<{ before: Integration; left: Left }> {
  if (subdomain === undefined || subdomain === integration.zendesk.subdomain)
    return { before: integration, left: { grant: null, app: null } };
  const before = await leaveBehindFence(deps.db, integration.id);
  return { before, left: await undo(deps, before) };
}

async function undo(deps: GrantDeps, { id, key, zendesk }: Integration): Promise<Left> {
  const { appId, installationId, authorized } = zendesk;
  const app = appId === null || installationId === null ? null : { appId, installationId };
  const left: Left = { grant: authorized ? "left" : null, app: app === null ? null : "left" };
  if (!authorized) return left;
  try {
    const account = await zendeskAccount(deps, id, { patienceMs });
    if (app !== null) {
      await removeFromZendesk(account, app.appId, app.installationId);
      left.app = "uninstalled";
    }
    await removeWebhooks(account, isWebhookOf(key));
    await revokeGrant(account);
    left.grant = "revoked";
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, integrationId: id }, "the account before could not be left in order");
  }
  return left;
}
