import type { Agent } from "../app/agent.ts";
import type { CallRow } from "../calls/store.ts";
import { fallbackOf } from "../contacts/core/effect.ts";
import { giveTicket } from "../tickets/give-ticket.ts";
import { reaches } from "../tickets/reach.ts";
import { ticketRequestOf } from "../tickets/store.ts";
import type { HistoryDeps, Moved } from "./change.ts";

/**
 * Gives the ticket that was made of a call to whom the call belongs. One that stood there before keeps whom it has, and
 * so does one that the agent may not see. @throws {GatewayError}
 */
export async function moveRequester(
  deps: Pick<HistoryDeps, "db" | "clock" | "zendeskOf">,
  agent: Agent,
  call: CallRow,
  userId: number,
): Promise<Moved> {
  const { db, zendeskOf } = deps;
  const { ticketId } = call;
  if (ticketId === null || (await ticketRequestOf(db, call.id))?.ticketId !== ticketId)
    return { kind: "no_ticket" };
  if (!(await reaches(zendeskOf, agent, ticketId)))
    return { kind: "stays", because: "the agent may not see the ticket" };
  const zendesk = await zendeskOf(call.integrationId);
  const at = { integration: agent.integration, zendesk };
  return giveTicket(deps, at, { call, ticketId, before: ownerOf(agent, call), userId });
}

/** Whom we gave the ticket to. */
function ownerOf({ integration }: Agent, { contactUserId, summary }: CallRow): number | null {
  if (contactUserId !== null || summary === null) return contactUserId;
  return fallbackOf(integration.contacts, summary.direction)?.id ?? null;
}
