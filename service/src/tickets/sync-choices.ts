import { zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { tellChanged } from "../integrations/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { zendeskHelpdesk } from "../zendesk/helpdesk.ts";
import { readTicketChoices } from "../zendesk/ticket-choices.ts";
import { findOut } from "./know-record-way.ts";
import { saveChoices } from "./settings-store.ts";

/** Reads what Zendesk offers for the fields of tickets. Where that fails, why is kept, and what was known. */
export async function syncChoices(deps: GrantDeps, integrationId: string): Promise<void> {
  try {
    const account = await zendeskAccount(deps, integrationId);
    const choices = await readTicketChoices(account);
    await findOut(deps.db, zendeskHelpdesk(account), integrationId);
    await saveChoices(deps.db, integrationId, { choices, at: new Date(deps.clock.now()) });
    await tellChanged(deps.db);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    await saveChoices(deps.db, integrationId, { trouble: error.message });
  }
}
