import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import { maySee } from "../calls/core/may-see.ts";
import { lockCall, type CallRow } from "../calls/store.ts";
import type { People, PeopleBook } from "../contacts/ports.ts";
import type { OpenTickets } from "../live/ports.ts";
import type { Clock } from "../platform/clock.ts";
import { isUuid } from "../platform/uuid.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import type { Given } from "../tickets/give-ticket.ts";
import type { Helpdesk, TicketReach } from "../tickets/ports.ts";
import { callOf } from "./store.ts";

export type HistoryDeps = {
  db: Database;
  queue: Queue;
  clock: Clock;
  zendeskOf: (integrationId: string) => Promise<People & PeopleBook & Helpdesk & OpenTickets & TicketReach>;
  /** Hears of each call that was changed, in the transaction that changes it. */
  noteChange?: (tx: JobTransaction, before: CallRow, after: ChangedCall) => Promise<void>;
};

/** What became of the requester of a call's ticket. */
export type Moved = Given | { kind: "no_ticket" };

/** A call as it is then; moved to another contact, with what became of the requester of its ticket. */
export type ChangedCall = { call: CallRow; requester?: Moved };

/** What came of a wish to change a call. */
export type Changed = ChangedCall | { refused: ErrorCode };

/** A call that the agent may see; null as if there were none. */
export async function callFor(
  { db }: Pick<HistoryDeps, "db">,
  agent: Agent,
  callId: string,
): Promise<CallRow | null> {
  const call = await callOf(db, agent.integration.id, callId);
  return call !== null && maySee(agent.extension, call) ? call : null;
}

/** Changes a call that the agent may see, its row locked, and gives it back as it is then. */
export async function changeCall(
  { db, noteChange }: Pick<HistoryDeps, "db" | "noteChange">,
  agent: Agent,
  callId: string,
  change: (
    tx: JobTransaction,
    call: CallRow,
  ) => Promise<{ refused: ErrorCode } | { requester: Moved } | undefined>,
): Promise<Changed> {
  return db.transaction(async (tx) => {
    const call = isUuid(callId) ? await lockCall(tx, callId) : null;
    if (call === null || call.integrationId !== agent.integration.id || !maySee(agent.extension, call))
      return { refused: "call_unknown" };
    const came = await change(tx, call);
    if (came !== undefined && "refused" in came) return came;
    const now = await callOf(tx, agent.integration.id, callId);
    if (now === null) return { refused: "call_unknown" };
    const changed = { call: now, ...came };
    await noteChange?.(tx, call, changed);
    return changed;
  });
}
