import type { KnownIntegration } from "../integrations/registry.ts";
import { secretContext } from "../integrations/integration.ts";
import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { isWebhookActive, placeWebhook } from "../zendesk/webhooks.ts";
import { setWebhook, type IndexRow } from "./index-store.ts";

type EnsureDeps = Pick<GrantDeps, "db" | "box" | "log" | "zendeskBaseUrl"> & { publicUrl: string };

/** Recognises our webhook also under an address at which the service was reached earlier. */
export function isWebhookOf(key: string): (endpoint: string) => boolean {
  return (endpoint) => URL.parse(endpoint)?.pathname.endsWith(`/zendesk/${key}/events`) === true;
}

/** Where an account tells of its users; null when it cannot reach us. */
export function webhookUrlOf(
  { publicUrl, zendeskBaseUrl }: Pick<EnsureDeps, "publicUrl" | "zendeskBaseUrl">,
  key: string,
): string | null {
  const isReal = zendeskBaseUrl.startsWith("https:");
  return publicUrl.startsWith("https:") || !isReal ? `${publicUrl}/zendesk/${key}/events` : null;
}

/** A webhook is looked for so often: who deletes it, or switches it off, does not tell us. */
const lookEveryMs = 24 * 3600_000;

/** Has the account tell of changes where it can reach us. Without it they are read every few minutes, which is no trouble. */
export async function ensureWebhook(
  deps: EnsureDeps,
  account: ZendeskAccount,
  { id, key }: KnownIntegration,
  index: IndexRow,
  now: number,
): Promise<void> {
  const webhookUrl = webhookUrlOf(deps, key);
  if (webhookUrl === null) return;
  const isPlaced = webhookUrl === index.webhookUrl;
  const seenAt = index.webhookSeenAt?.getTime() ?? 0;
  if (isPlaced && now - seenAt < lookEveryMs) return;
  const webhookSeenAt = new Date(now);
  try {
    if (isPlaced && (await isWebhookActive(account, webhookUrl))) {
      await setWebhook(deps.db, id, { webhookSeenAt });
      return;
    }
    const secret = await placeWebhook(account, webhookUrl, isWebhookOf(key));
    const webhookSecret = deps.box.seal(secret, secretContext("contact_index.webhook_secret", id));
    await setWebhook(deps.db, id, { webhookUrl, webhookSecret, webhookTrouble: null, webhookSeenAt });
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind === "unauthorized") throw error;
    deps.log.info({ err: error, integrationId: id }, "Zendesk's webhook could not be set up");
    await setWebhook(deps.db, id, { webhookTrouble: error.message });
  }
}
