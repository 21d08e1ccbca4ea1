import { z } from "zod";
import { isRejected } from "../platform/gateway-error.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { WebhookPage } from "./schema.ts";

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

async function removeWebhook(account: ZendeskAccount, id: string): Promise<void> {
  const path = `/api/v2/webhooks/${encodeURIComponent(id)}`;
  try {
    await askZendesk(account, { method: "DELETE", path, answer: z.unknown() });
  } catch (error) {
    if (!isRejected(error, 404)) throw error;
  }
}
