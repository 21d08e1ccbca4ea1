import { z } from "zod";
import { isRejected } from "../platform/gateway-error.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { NewWebhook, SigningSecret, WebhookPage } from "./apps-schema.ts";

/** Removes the webhooks that lead to us; resolves with how many there were. @throws {GatewayError} */
export async function removeWebhooks(
  account: ZendeskAccount,
  isOurs: (endpoint: string) => boolean,
): Promise<number> {
  const all = await everyPage(account, "/api/v2/webhooks", [], WebhookPage);
  const ours = all.filter(({ endpoint }) => isOurs(endpoint));
  for (const { id } of ours) await removeWebhook(account, id);
  return ours.length;
}

/** Whether the account tells of its users at an address; one that was switched off tells nothing. @throws {GatewayError} */
export async function isWebhookActive(account: ZendeskAccount, endpoint: string): Promise<boolean> {
  const all = await everyPage(account, "/api/v2/webhooks", [], WebhookPage);
  return all.some((one) => one.endpoint === endpoint && one.status !== "inactive");
}

async function removeWebhook(account: ZendeskAccount, id: string): Promise<void> {
  const path = `/api/v2/webhooks/${encodeURIComponent(id)}`;
  try {
    await askZendesk(account, { method: "DELETE", path, answer: z.unknown() });
  } catch (error) {
    if (!isRejected(error, 404)) throw error;
  }
}

/** What tells that somebody's numbers, name or standing changed. There is no event for a shared number. */
const subscriptions = [
  "created",
  "deleted",
  "merged",
  "name_changed",
  "active_changed",
  "suspended_changed",
  "role_changed",
  "identity_created",
  "identity_changed",
  "identity_deleted",
  "custom_field_changed",
].map((name) => `zen:event-type:user.${name}`);

/** Has the account tell of its users at an address, and of that alone; resolves with what it signs with. @throws {GatewayError} */
export async function placeWebhook(
  account: ZendeskAccount,
  endpoint: string,
  isOurs: (endpoint: string) => boolean,
): Promise<string> {
  await removeWebhooks(account, isOurs);
  const id = await askZendesk(account, {
    method: "POST",
    path: "/api/v2/webhooks",
    body: JSON.stringify({
      webhook: {
        name: "Deskline contacts",
        status: "active",
        endpoint,
        http_method: "POST",
        request_format: "json",
        subscriptions,
      },
    }),
    answer: NewWebhook,
  });
  const path = `/api/v2/webhooks/${encodeURIComponent(id)}/signing_secret`;
  return askZendesk(account, { method: "GET", path, answer: SigningSecret });
}
