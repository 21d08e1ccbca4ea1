import type { CallRow } from "../calls/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { calls } from "../storage/calls-schema.ts";
import type { Connection, Database } from "../storage/database.ts";
import { and, eq, ne } from "../storage/drizzle.ts";
import type { Helpdesk } from "./ports.ts";
import { saveRequester } from "./store.ts";
import { takeRoom } from "./take-room.ts";

/** What became of the requester of a ticket that was made of a call. */
export type Given = { kind: "moved" } | { kind: "stays"; because: string };

/** A call, the ticket that was made of it, whom we gave that to before, and who is to have it. */
export type Gift = { call: CallRow; ticketId: number; before: number | null; userId: number };

/** Where the ticket is. */
export type At = { integration: Pick<KnownIntegration, "id" | "zendesk">; zendesk: Helpdesk };

/**
 * Gives a ticket that was made of a call to another requester. One that holds another call too, that is closed, or
 * whose requester somebody has changed in Zendesk keeps whom it has. @throws {GatewayError}
 */
export async function giveTicket(deps: { db: Database; clock: Clock }, at: At, gift: Gift): Promise<Given> {
  const { db } = deps;
  const { integration, zendesk } = at;
  const { call, ticketId, before, userId } = gift;
  if (await holdsAnother(db, call, ticketId)) return { kind: "stays", because: "another call stands there" };
  const standing = await zendesk.standingOf(ticketId);
  if (standing.kind !== "open") return { kind: "stays", because: standing.kind };
  if (standing.requesterId !== userId) {
    if (standing.requesterId !== before)
      return { kind: "stays", because: "the requester was changed in Zendesk" };
    await takeRoom(deps, integration, ticketId);
    try {
      await zendesk.giveTicket(ticketId, { requesterId: userId, version: standing.version });
    } catch (error) {
      if (!(await hasChanged(zendesk, error, ticketId, standing.version))) throw error;
      return giveTicket(deps, at, gift);
    }
  }
  await saveRequester(db, call.id, userId);
  return { kind: "moved" };
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
