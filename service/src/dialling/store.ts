import type { ErrorCode } from "@deskline/shared/errors";
import type { CallRow } from "../calls/store.ts";
import type { Call } from "../calls/core/call.ts";
import { touchCall } from "../live/touch.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, inArray, sql } from "../storage/drizzle.ts";
import { calls, dials } from "../storage/calls-schema.ts";
import type { Controls } from "./core/controls.ts";

export type Dialler = { integrationId: string; agentId: number };
export type Dial = typeof dials.$inferSelect;

/** A call of an integration; null when it has none of this id. */
export async function callOf(db: Connection, integrationId: string, callId: string): Promise<CallRow | null> {
  const [row] = await db
    .select()
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), eq(calls.id, callId)));
  return row ?? null;
}

/**
 * Notes that the agent has this number dialled. False within a second of their last order, within two
 * seconds of one for the same number, and while the PBX has not answered the last one.
 */
export async function beginDial(db: Connection, who: Dialler, number: string): Promise<boolean> {
  const begun = await db
    .insert(dials)
    .values({ ...who, number })
    .onConflictDoUpdate({
      target: [dials.integrationId, dials.agentId],
      set: { number, at: sql`now()`, callId: null, refusal: null },
      setWhere: sql`${dials.at} < now() - case when ${dials.number} = ${number} then interval '2 seconds' else interval '1 second' end
        and (${dials.callId} is not null or ${dials.refusal} is not null or ${dials.at} < now() - interval '30 seconds')`,
    })
    .returning({ at: dials.at });
  return begun.length > 0;
}

export async function readDial(db: Connection, who: Dialler): Promise<Dial | null> {
  const [row] = await db.select().from(dials).where(isOf(who));
  return row ?? null;
}

export async function endDial(
  db: Connection,
  who: Dialler,
  result: { callId: string } | { refusal: ErrorCode },
): Promise<void> {
  await db.update(dials).set(result).where(isOf(who));
}

function isOf({ integrationId, agentId }: Dialler) {
  return and(eq(dials.integrationId, integrationId), eq(dials.agentId, agentId));
}

export type DialledFor = { agentId: number; ticketId: number | null; userId: number | null };

/** Notes who had the call dialled, from which ticket and for whom. */
export async function saveDialledFor(
  tx: Connection,
  callId: string,
  { agentId, ticketId, userId }: DialledFor,
): Promise<void> {
  await tx
    .update(calls)
    .set({
      dialledByAgent: agentId,
      dialledFromTicket: ticketId,
      ...(userId === null ? {} : { contactUserId: userId, contactByHand: true }),
    })
    .where(eq(calls.id, callId));
}

export async function saveControls(
  tx: Connection,
  integrationId: string,
  callId: string,
  controls: Controls,
): Promise<void> {
  await tx.update(calls).set({ controls }).where(eq(calls.id, callId));
  await touchCall(tx, integrationId, callId);
}

/** What is known of each call that runs. */
export async function runningCalls(db: Connection, integrationId: string): Promise<Call[]> {
  const rows = await db
    .select({ summary: calls.summary })
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.state, ["ringing", "talking"])));
  return rows.flatMap(({ summary }) => summary ?? []);
}
