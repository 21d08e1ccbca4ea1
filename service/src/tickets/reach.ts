import type { Agent } from "../app/agent.ts";
import type { TicketReach } from "./ports.ts";

/**
 * Whether an agent may have something done to a ticket: we act with an administrator's grant, which may everything.
 * What Zendesk signed for the frame proves it, and who is restricted to nothing may see all; only for the others
 * Zendesk is asked. @throws {GatewayError}
 */
export async function reaches(
  zendeskOf: (integrationId: string) => Promise<TicketReach>,
  { id, integration, frameTicketId, ticketRestriction }: Agent,
  ticketId: number,
): Promise<boolean> {
  if (ticketRestriction === null || frameTicketId === ticketId) return true;
  const zendesk = await zendeskOf(integration.id);
  return zendesk.mayReach({ agentId: id, restriction: ticketRestriction, ticketId });
}
