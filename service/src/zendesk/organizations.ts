import { z } from "zod";
import { askZendesk, type ZendeskAccount } from "./client.ts";

/** Zendesk takes so many at once. */
const atOnce = 100;

const Organizations = z
  .object({ organizations: z.array(z.object({ id: z.number(), name: z.string() })) })
  .transform(({ organizations }) => organizations);

/** Names of organizations by id; those that are gone are absent. @throws {GatewayError} */
export async function organizationNames(
  account: ZendeskAccount,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (let i = 0; i < ids.length; i += atOnce) {
    const found = await askZendesk(account, {
      method: "GET",
      path: "/api/v2/organizations/show_many",
      query: { ids: ids.slice(i, i + atOnce).join(",") },
      answer: Organizations,
    });
    for (const { id, name } of found) names.set(id, name);
  }
  return names;
}
