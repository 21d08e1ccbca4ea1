import type { ContactSettings } from "@deskline/shared/admin-contacts";
import { forgetContacts } from "../contacts/forget.ts";
import type { PopRules } from "@deskline/shared/app";
import { and, eq, sql } from "../storage/drizzle.ts";
import { unbind } from "../phonebook/store.ts";
import type { SecretBox } from "../platform/secrets.ts";
import type { Connection } from "../storage/database.ts";
import { appAgents } from "../storage/app-schema.ts";
import { zendeskAgents } from "../storage/extensions-schema.ts";
import { integrations, pbxConnections, zendeskConnections, type DialRules } from "../storage/schema.ts";
import { ticketChoices, ticketRefusals } from "../storage/tickets-schema.ts";
import { secretContext, type Integration } from "./integration.ts";
import { fenceAccount } from "./fence.ts";
import type { Left } from "./leave-account.ts";
import { tellChanged } from "./store.ts";

export type IntegrationChanges = {
  name?: string;
  defaultCountry?: string;
  quietMs?: number;
  awaitingMs?: number;
  timeZone?: string;
  webhook?: boolean;
  websocket?: boolean;
  dispositions?: string[];
  popRules?: PopRules;
  agentsChoosePops?: boolean;
  dialRules?: DialRules;
  contactSettings?: ContactSettings;
};

/** Changes what is given and leaves the rest, in the caller's transaction. */
export async function changeIntegration(
  tx: Connection,
  integrationId: string,
  changes: IntegrationChanges,
): Promise<void> {
  const { timeZone, webhook, websocket, ...own } = changes;
  const pbx = {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(webhook === undefined ? {} : { webhook }),
    ...(websocket === undefined ? {} : { websocket }),
  };
  await tx
    .update(integrations)
    .set({ ...own, updatedAt: sql`now()` })
    .where(eq(integrations.id, integrationId));
  if (Object.keys(pbx).length > 0) {
    await tx.update(pbxConnections).set(pbx).where(eq(pbxConnections.integrationId, integrationId));
  }
  await tellChanged(tx);
}

/** Nothing is installed, as far as we know. */
export const noApp = { appId: null, installationId: null, appVersion: null, appWork: null, appJob: null };

const noGrant = { accessToken: null, accessExpiresAt: null, refreshToken: null, scope: null };

export type ZendeskCredentials = { subdomain?: string; clientId?: string; clientSecret?: string };

/**
 * Sets what is given of the OAuth client of Zendesk anew. In the same account the present grant stays until the next
 * consent: it works, and only with it can be removed what was placed there. Grant, app and agents belong to their
 * account: with another subdomain they are forgotten, the phonebook is let go of, and an administrator has to connect
 * again. Who had granted access is kept where the grant was `left` alive at Zendesk. All in the caller's transaction.
 */
export async function setZendeskCredentials(
  tx: Connection,
  box: SecretBox,
  integration: Integration,
  { clientSecret, ...plain }: ZendeskCredentials,
  left: Left["grant"],
): Promise<void> {
  const { subdomain = integration.zendesk.subdomain } = plain;
  const moves = subdomain !== integration.zendesk.subdomain;
  if (moves) {
    await fenceAccount(tx, integration.id);
    await tx.delete(appAgents).where(eq(appAgents.integrationId, integration.id));
    await tx.delete(zendeskAgents).where(eq(zendeskAgents.integrationId, integration.id));
    await tx.delete(ticketChoices).where(eq(ticketChoices.integrationId, integration.id));
    await tx.delete(ticketRefusals).where(eq(ticketRefusals.integrationId, integration.id));
    await forgetContacts(tx, integration.id);
    await unbind(tx, integration.id);
  }
  await tx
    .update(zendeskConnections)
    .set({
      ...plain,
      ...(moves ? { ...noApp, ...noGrant, agentsReadAt: null, lastAuthorization: null } : {}),
      ...(moves && left !== "left" ? { adminId: null, adminName: null } : {}),
      ...(clientSecret === undefined
        ? {}
        : {
            clientSecret: box.seal(
              clientSecret,
              secretContext("zendesk_connections.client_secret", integration.id),
            ),
          }),
    })
    .where(eq(zendeskConnections.integrationId, integration.id));
  if (moves)
    await tx
      .update(integrations)
      .set({ status: "reconnect_needed" })
      .where(and(eq(integrations.id, integration.id), eq(integrations.status, "connected")));
  await tellChanged(tx);
}
