import type { Agent } from "../app/agent.ts";
import type { CallRow } from "../calls/store.ts";
import { fallbackOf } from "../contacts/core/effect.ts";
import { presentId } from "../contacts/people-store.ts";
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
  const own = await ticketRequestOf(db, call.id);
  if (ticketId === null || own?.ticketId !== ticketId) return { kind: "no_ticket" };
  if (!(await reaches(zendeskOf, agent, ticketId)))
    return { kind: "stays", because: "the agent may not see the ticket" };
  const zendesk = await zendeskOf(call.integrationId);
  const at = { integration: agent.integration, zendesk };
  const owner = own.requesterId ?? ownerOf(agent, call);
  const before = owner === null ? null : await presentId(db, call.integrationId, owner);
  return giveTicket(deps, at, { call, ticketId, before, userId });
}

/** Whom a version before gave the ticket to. */
function ownerOf({ integration }: Agent, { contactUserId, summary }: CallRow): number | null {
  if (contactUserId !== null || summary === null) return contactUserId;
  return fallbackOf(integration.contacts, summary.direction)?.id ?? null;
}
