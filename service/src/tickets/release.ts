import type { TraceStep } from "../calls/core/trace-step.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import { and, eq, not, sql } from "../storage/drizzle.ts";
import { callTrace, calls } from "../storage/calls-schema.ts";
import { ticketRequests } from "../storage/tickets-schema.ts";

type Sql = ReturnType<typeof sql>;

/** Why a call of the time that its integration was switched off has no ticket. */
export const switchedOff = "switched_off";
/** Calls of an account that was left get no ticket in the next one. */
export const disconnected = "disconnected";
/** Why a call has no ticket that stood in one, until somebody took it from there. */
export const unlinked = "unlinked";

/** Whether somebody has decided that a call gets no ticket: nothing that is told later changes that. */
export function isDecided(reason: string | null): boolean {
  return reason === switchedOff || reason === disconnected || reason === unlinked;
}

/** Whether it was taken as final while the integration was switched off: by our clock, not by the PBX's. */
function settledOff(since: Date) {
  return sql`${calls.settledAt} >= ${since}`;
}

/** Whether it has ended while the integration was switched off, and is not taken as final yet. */
export function endedOff(since: Date | Sql): Sql {
  return sql`${calls.logging} = 'pending' and ${calls.settledAt} is null and ${calls.dueAt} is not null
    and ${calls.state} = 'ended' and ${calls.changedAt} >= ${since}`;
}

/**
 * Decides on the calls that were kept back since the integration was switched off, all in the transaction that
 * switches it on: they are brought to the helpdesk, or left without. Calls from before that were kept back on their
 * way are brought in any case, and so are those of which there is a ticket from before, of which somebody wants one, or
 * which somebody linked to one. Returns how many there were of the time off.
 */
export async function releaseHeld(
  { queue, now }: { queue: Queue; now: number },
  tx: JobTransaction,
  held: { integrationId: string; since: Date; catchUp: boolean },
): Promise<number> {
  const left = held.catchUp ? [] : await leave(tx, held);
  await note(tx, left, "not_caught_up", now);
  const brought = await bring(tx, held);
  await note(
    tx,
    brought.map((call) => call.id),
    "caught_up",
    now,
  );
  await queue.addAll(
    "log-call",
    brought.map(({ id }) => ({
      key: id,
      integrationId: held.integrationId,
      payload: { callId: id, attempt: 0, firstTriedAt: now },
    })),
    tx,
  );
  return left.length + brought.filter((call) => call.ofTimeOff).length;
}

/** A ticket was made of it while it rang, before the switch: it is completed in any case, and not left half told. */
const isHalfTold = sql`exists (select from ${ticketRequests} where ${ticketRequests.callId} = ${calls.id} and ${ticketRequests.early}
  and (${ticketRequests.ticketId} is not null or ${ticketRequests.unanswered} > 0))`;

/** What somebody asked for stays wanted, whatever is decided on all the others: a ticket, or that it stands in this one. */
const isBroughtAnyway = sql`(${calls.ticketByHand} or ${calls.ticketId} is not null or ${isHalfTold})`;

/** Also those that have ended and are not settled yet: they are of the time off as well. */
async function leave(
  tx: JobTransaction,
  { integrationId, since }: { integrationId: string; since: Date },
): Promise<string[]> {
  const decided = { logging: "not_wanted", loggingReason: switchedOff } as const;
  const held = await tx
    .update(calls)
    .set(decided)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.logging, "held"),
        settledOff(since),
        not(isBroughtAnyway),
      ),
    )
    .returning({ id: calls.id });
  const unsettled = await tx
    .update(calls)
    .set(decided)
    .where(and(eq(calls.integrationId, integrationId), endedOff(since), not(isBroughtAnyway)))
    .returning({ id: calls.id });
  return [...held, ...unsettled].map((row) => row.id);
}

async function bring(
  tx: JobTransaction,
  { integrationId, since }: { integrationId: string; since: Date },
): Promise<{ id: string; ofTimeOff: boolean }[]> {
  return tx
    .update(calls)
    .set({ logging: "pending", loggingReason: null })
    .where(and(eq(calls.integrationId, integrationId), eq(calls.logging, "held")))
    .returning({ id: calls.id, ofTimeOff: sql<boolean>`${settledOff(since)}` });
}

const atOnce = 1000;

async function note(tx: JobTransaction, callIds: string[], step: TraceStep, now: number): Promise<void> {
  for (let i = 0; i < callIds.length; i += atOnce)
    await tx
      .insert(callTrace)
      .values(
        callIds.slice(i, i + atOnce).map((callId) => ({ callId, at: new Date(now), step, detail: {} })),
      );
}
