import { and, asc, eq, isNull, lt, sql } from "../storage/drizzle.ts";
import type { Connection } from "../storage/database.ts";
import { callTrace, calls, pbxEvents } from "../storage/calls-schema.ts";
import { pbxConnections } from "../storage/schema.ts";
import type { Call } from "./core/call.ts";
import type { CallFacts } from "./core/facts.ts";
import type { TraceStep } from "./core/trace-step.ts";

export type CallRow = typeof calls.$inferSelect;
export type EventRow = typeof pbxEvents.$inferSelect;

/** The call's row, made when this is its first event, and locked until the transaction ends. */
export async function lockCallOfPbx(
  tx: Connection,
  integrationId: string,
  pbxCallId: string,
): Promise<CallRow> {
  const [row] = await tx
    .insert(calls)
    .values({ integrationId, pbxCallId })
    .onConflictDoUpdate({ target: [calls.integrationId, calls.pbxCallId], set: { pbxCallId } })
    .returning();
  if (row === undefined) throw new Error("a call's row vanished under its lock");
  return row;
}

/** Locks a call; null when it does not exist any more. */
export async function lockCall(tx: Connection, callId: string): Promise<CallRow | null> {
  const [row] = await tx.select().from(calls).where(eq(calls.id, callId)).for("update");
  return row ?? null;
}

export async function callById(db: Connection, callId: string): Promise<CallRow | null> {
  const [row] = await db.select().from(calls).where(eq(calls.id, callId));
  return row ?? null;
}

/** What follows from a call and is looked up by. */
export type Keys = { outsideKey: string | null; extensions: string[] };

/** Saves what is known of a call, as a new revision of it. */
export async function saveCall(
  tx: Connection,
  callId: string,
  facts: CallFacts,
  call: Call,
  dueAt: Date | null,
  keys: Keys,
): Promise<void> {
  await tx
    .update(calls)
    .set({
      facts,
      summary: call,
      state: call.state,
      outcome: call.outcome,
      startedAt: new Date(call.startedAt),
      endedAt: call.endedAt === null ? null : new Date(call.endedAt),
      dueAt,
      ...keys,
      revision: sql`nextval('call_revisions')`,
      changedAt: sql`now()`,
    })
    .where(eq(calls.id, callId));
}

export type Logging = Pick<CallRow, "logging" | "loggingReason"> & { ticketId?: number };

/** What became of the call in Zendesk. */
export async function saveLogging(tx: Connection, callId: string, logging: Logging): Promise<void> {
  await tx.update(calls).set(logging).where(eq(calls.id, callId));
}

/** Notes whose the call is, as it was found or `made` of this call: what somebody said stays. */
export async function saveContact(
  tx: Connection,
  callId: string,
  userId: number,
  made: boolean,
): Promise<void> {
  await tx
    .update(calls)
    .set({ contactUserId: userId, contactMade: made })
    .where(and(eq(calls.id, callId), eq(calls.contactByHand, false)));
}

/** The contact of a call is somebody else now, or gone, whoever said who it is. */
export async function moveContact(tx: Connection, callId: string, userId: number | null): Promise<void> {
  await tx
    .update(calls)
    .set({ contactUserId: userId, ...(userId === null ? { contactByHand: false } : {}) })
    .where(eq(calls.id, callId));
}

/** Calls that should have been looked at before this instant and were not. */
export async function overdueCalls(db: Connection, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: calls.id })
    .from(calls)
    .where(and(isNull(calls.settledAt), lt(calls.dueAt, before)))
    .limit(1000);
  return rows.map((row) => row.id);
}

/** Whether the PBX's calls and records have been read since an instant. */
export async function recordsReadSince(db: Connection, integrationId: string, since: Date): Promise<boolean> {
  const [row] = await db
    .select({ until: pbxConnections.recordsReadUntil })
    .from(pbxConnections)
    .where(eq(pbxConnections.integrationId, integrationId));
  return row?.until != null && row.until >= since;
}

/** Notes that the PBX is asked for what is untold of the call, and when to look at the call again. */
export async function markPbxAsked(tx: Connection, callId: string, at: Date, dueAt: Date): Promise<void> {
  await tx.update(calls).set({ askedPbxAt: at, dueAt }).where(eq(calls.id, callId));
}

export async function markSettled(tx: Connection, callId: string, at: Date): Promise<void> {
  await tx.update(calls).set({ settledAt: at }).where(eq(calls.id, callId));
}

/** Notes that a ticket was asked for while the call rings. */
export async function markEarlyTicket(tx: Connection, callId: string): Promise<void> {
  await tx.update(calls).set({ earlyTicket: true }).where(eq(calls.id, callId));
}

/** Has a call that was left alone settled anew. */
export async function markReopened(tx: Connection, callId: string): Promise<void> {
  await tx
    .update(calls)
    .set({ settledAt: null, logging: "pending", loggingReason: null })
    .where(eq(calls.id, callId));
}

/** Adds a line to the call's trace: a decision with its reason, a request, an answer. */
export async function trace(
  tx: Connection,
  callId: string,
  step: TraceStep,
  detail: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await tx.insert(callTrace).values({ callId, at, step, detail });
}

export async function callWithTrace(db: Connection, callId: string) {
  const call = await callById(db, callId);
  if (call === null) return null;
  const [steps, events] = await Promise.all([
    db.select().from(callTrace).where(eq(callTrace.callId, callId)).orderBy(asc(callTrace.id)),
    db
      .select()
      .from(pbxEvents)
      .where(and(eq(pbxEvents.integrationId, call.integrationId), eq(pbxEvents.pbxCallId, call.pbxCallId)))
      .orderBy(asc(pbxEvents.id)),
  ]);
  return { call, steps, events };
}

/** Copies of an event with this content, oldest first. */
export async function eventsWithContent(
  tx: Connection,
  integrationId: string,
  contentHash: string,
): Promise<EventRow[]> {
  return tx
    .select()
    .from(pbxEvents)
    .where(and(eq(pbxEvents.integrationId, integrationId), eq(pbxEvents.contentHash, contentHash)))
    .orderBy(asc(pbxEvents.occurrence));
}

/** False when the same copy of this event stands already. */
export async function insertEvent(tx: Connection, event: typeof pbxEvents.$inferInsert): Promise<boolean> {
  const kept = await tx.insert(pbxEvents).values(event).onConflictDoNothing().returning({ id: pbxEvents.id });
  return kept.length > 0;
}

export async function markSeenOn(tx: Connection, eventId: number, transport: string): Promise<void> {
  await tx
    .update(pbxEvents)
    .set({ seenOn: sql`array_append(${pbxEvents.seenOn}, ${transport})` })
    .where(eq(pbxEvents.id, eventId));
}
