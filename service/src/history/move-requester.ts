import type { Agent } from "../app/agent.ts";
import type { CallRow } from "../calls/store.ts";
import { fallbackOf } from "../contacts/core/effect.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, ne } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import type { Helpdesk } from "../tickets/ports.ts";
import { reaches } from "../tickets/reach.ts";
import { ticketRequestOf } from "../tickets/store.ts";
import type { HistoryDeps } from "./change.ts";

/** What became of the requester of a call's ticket. */
export type Moved = { kind: "moved" } | { kind: "stays"; because: string } | { kind: "no_ticket" };

/**
 * Gives the ticket that was made of a call to whom the call belongs. One that stood there before, that holds another
 * call too, or whose requester somebody has changed in Zendesk keeps whom it has. @throws {GatewayError}
 */
export async function moveRequester(
  { db, zendeskOf }: Pick<HistoryDeps, "db" | "zendeskOf">,
  agent: Agent,
  call: CallRow,
  userId: number,
): Promise<Moved> {
  const { ticketId } = call;
  if (ticketId === null || (await ticketRequestOf(db, call.id))?.ticketId !== ticketId)
    return { kind: "no_ticket" };
  if (await holdsAnother(db, call, ticketId)) return { kind: "stays", because: "another call stands there" };
  if (!(await reaches(zendeskOf, agent, ticketId)))
    return { kind: "stays", because: "the agent may not see the ticket" };
  const zendesk = await zendeskOf(call.integrationId);
  const standing = await zendesk.standingOf(ticketId);
  if (standing.kind !== "open") return { kind: "stays", because: standing.kind };
  if (standing.requesterId === userId) return { kind: "moved" };
  if (standing.requesterId !== ownerOf(agent, call))
    return { kind: "stays", because: "the requester was changed in Zendesk" };
  try {
    await zendesk.giveTicket(ticketId, { requesterId: userId, version: standing.version });
    return { kind: "moved" };
  } catch (error) {
    if (!(await hasChanged(zendesk, error, ticketId, standing.version))) throw error;
    return moveRequester({ db, zendeskOf }, agent, call, userId);
  }
}

/** Refused since somebody has changed the ticket in between: what they made of it decides. */
async function hasChanged(
  zendesk: Helpdesk,
  error: unknown,
  ticketId: number,
  version: string,
): Promise<boolean> {
  if (!(error instanceof GatewayError) || error.failure.kind !== "unavailable") return false;
  const standing = await zendesk.standingOf(ticketId);
  return standing.kind !== "open" || standing.version !== version;
}

/** Whom we gave the ticket to. */
function ownerOf({ integration }: Agent, { contactUserId, summary }: CallRow): number | null {
  if (contactUserId !== null || summary === null) return contactUserId;
  return fallbackOf(integration.contacts, summary.direction)?.id ?? null;
}

async function holdsAnother(db: Connection, call: CallRow, ticketId: number): Promise<boolean> {
  const [other] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(eq(calls.integrationId, call.integrationId), eq(calls.ticketId, ticketId), ne(calls.id, call.id)),
    )
    .limit(1);
  return other !== undefined;
}
