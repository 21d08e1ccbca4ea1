import type { TicketChoices } from "@deskline/shared/admin-tickets";
import { GatewayError } from "../platform/gateway-error.ts";
import type { ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { BrandPage, CustomFieldPage, FormPage, GroupPage, GroupUserPage } from "./choices-schema.ts";

/** More groups are offered without knowing who is in them. */
const mostGroupsLookedInto = 100;

/** What the account offers for the fields of tickets. Forms are not on every plan. @throws {GatewayError} */
export async function readTicketChoices(account: ZendeskAccount): Promise<TicketChoices> {
  const [groups, brands, forms, customFields] = await Promise.all([
    everyPage(account, "/api/v2/groups/assignable", [], GroupPage),
    everyPage(account, "/api/v2/brands", [], BrandPage),
    everyPage(account, "/api/v2/ticket_forms", [], FormPage).catch(noneIfRefused),
    everyPage(account, "/api/v2/ticket_fields", [], CustomFieldPage),
  ]);
  const withAgents = [];
  for (const [i, group] of groups.entries())
    withAgents.push({
      ...group,
      agentIds: i < mostGroupsLookedInto ? await agentsOf(account, group.id) : [],
    });
  return { groups: withAgents, brands, forms, customFields };
}

async function agentsOf(account: ZendeskAccount, groupId: number): Promise<number[]> {
  return everyPage(account, `/api/v2/groups/${groupId}/users`, [], GroupUserPage);
}

function noneIfRefused(error: unknown): never[] {
  if (error instanceof GatewayError && error.failure.kind === "rejected") return [];
  throw error;
}
