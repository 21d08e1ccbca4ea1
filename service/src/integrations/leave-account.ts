import { isWebhookOf } from "../contacts/ensure-webhook.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { revokeGrant } from "../zendesk/oauth.ts";
import { removeWebhooks } from "../zendesk/webhooks.ts";
import type { Integration } from "./integration.ts";
import { zendeskAccount, type GrantDeps } from "./zendesk-grant.ts";

/** What became of the grant of an account that is left; null where there was none. */
export type LeftGrant = "revoked" | "left" | null;

/** How long each answer of the account is waited for: somebody waits for the change. */
const patienceMs = 5000;

/**
 * Before an account is left for another one: takes our webhook out of it and ends the grant, as far as it can be
 * reached. Afterwards nobody could, since its tokens are forgotten.
 */
export async function leaveAccount(
  deps: GrantDeps,
  { id, key, zendesk }: Integration,
  subdomain: string | undefined,
): Promise<LeftGrant> {
  if (subdomain === undefined || subdomain === zendesk.subdomain || !zendesk.authorized) return null;
  try {
    const account = await zendeskAccount(deps, id, { patienceMs });
    await removeWebhooks(account, isWebhookOf(key));
    await revokeGrant(account);
    return "revoked";
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, integrationId: id }, "the grant of the account before could not be revoked");
    return "left";
  }
}
