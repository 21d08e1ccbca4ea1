import type { IntegrationDetail } from "@deskline/shared/admin";

/** Whether Zendesk has to be connected again, be the integration enabled or not. */
export function needsReconnect({ problems }: IntegrationDetail): boolean {
  return problems.some(({ kind }) => kind === "reconnect_needed");
}

/** Whether the connection with Zendesk stands, be the integration enabled or not. */
export function isConnected(integration: IntegrationDetail): boolean {
  const { status, zendesk } = integration;
  return status === "connected" || (zendesk.scope !== null && !needsReconnect(integration));
}
