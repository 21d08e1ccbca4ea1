import { forgetContacts } from "../contacts/forget.ts";
import { noApp } from "../integrations/change.ts";
import { fenceAccount } from "../integrations/fence.ts";
import { unbind } from "../phonebook/store.ts";
import { tellChanged } from "../integrations/store.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, inArray, sql } from "../storage/drizzle.ts";
import { agentSettings, appAgents } from "../storage/app-schema.ts";
import { calls, dials, pbxEvents } from "../storage/calls-schema.ts";
import { bindings, pbxNumbers, zendeskAgents } from "../storage/extensions-schema.ts";
import { integrations, pbxConnections, zendeskConnections } from "../storage/schema.ts";
import { disconnected } from "../tickets/release.ts";
import { ticketChoices, ticketRefusals, ticketSettings } from "../storage/tickets-schema.ts";

const ofIntegration = [
  agentSettings,
  appAgents,
  bindings,
  dials,
  pbxNumbers,
  ticketChoices,
  ticketRefusals,
  ticketSettings,
  zendeskAgents,
];

/** Puts an integration back to where it was when it was added; its name and its key stay. */
export async function clearSettings(tx: Connection, integrationId: string): Promise<void> {
  // What was copied to the PBX stays there, for whoever uses it from then on.
  await unbind(tx, integrationId);
  await fenceAccount(tx, integrationId);
  for (const table of ofIntegration) await tx.delete(table).where(eq(table.integrationId, integrationId));
  await forgetContacts(tx, integrationId);
  await tx
    .update(pbxConnections)
    .set({
      url: null,
      clientId: null,
      clientSecret: null,
      timeZone: "UTC",
      webhook: false,
      websocket: true,
      webhookSecret: null,
      previousWebhookSecret: null,
      accessToken: null,
      accessExpiresAt: null,
      refreshToken: null,
      refreshExpiresAt: null,
      loginProblem: null,
      recordsReadUntil: null,
      certificate: null,
      about: null,
      testedAt: null,
      trouble: null,
      heardAt: null,
      webhookPlaced: null,
    })
    .where(eq(pbxConnections.integrationId, integrationId));
  await tx
    .update(zendeskConnections)
    .set({
      subdomain: null,
      clientId: null,
      clientSecret: null,
      accessToken: null,
      accessExpiresAt: null,
      refreshToken: null,
      scope: null,
      adminId: null,
      adminName: null,
      ...noApp,
      lastAuthorization: null,
      agentsReadAt: null,
    })
    .where(eq(zendeskConnections.integrationId, integrationId));
  await tx
    .update(integrations)
    .set({
      status: "draft",
      disabledAt: null,
      agentsChoosePops: true,
      bindingsVersion: sql`${integrations.bindingsVersion} + 1`,
      defaultCountry: "US",
      dispositions: sql`default`,
      popRules: sql`default`,
      dialRules: sql`default`,
      contactSettings: sql`default`,
      updatedAt: sql`now()`,
    })
    .where(eq(integrations.id, integrationId));
  await tellChanged(tx);
}

const withoutTicket = ["pending", "held", "parked", "not_possible"] as const;

/** Calls stay in the history; those without a ticket get none, also when somebody tries them again. */
export async function leaveCalls(tx: Connection, integrationId: string): Promise<void> {
  await tx
    .update(calls)
    .set({ logging: "not_wanted", loggingReason: disconnected })
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.logging, withoutTicket)));
}

/** Erases the calls with their notes, traces and events. */
export async function eraseCalls(tx: Connection, integrationId: string): Promise<void> {
  for (const table of [calls, pbxEvents])
    await tx.delete(table).where(eq(table.integrationId, integrationId));
}
