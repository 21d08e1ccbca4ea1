import type { Connection } from "../storage/database.ts";
import { and, eq, isNotNull, sql } from "../storage/drizzle.ts";
import { callRecordComments, callRecords } from "../storage/tickets-schema.ts";
import type { RecordSaid } from "./core/call-record.ts";

export type CallRecord = typeof callRecords.$inferSelect;
export type RecordEnd = { kind: NonNullable<CallRecord["ended"]>; recordId: number | null };
export type RecordComment = typeof callRecordComments.$inferSelect;

export async function callRecordOf(db: Connection, callId: string): Promise<CallRecord | null> {
  const [row] = await db.select().from(callRecords).where(eq(callRecords.callId, callId));
  return row ?? null;
}

/** Keeps the request of a call record before it is sent, in the place of one that certainly was not. */
export async function keepCallRecord(
  db: Connection,
  record: Pick<CallRecord, "callId" | "body" | keyof RecordSaid>,
): Promise<CallRecord> {
  const [row] = await db
    .insert(callRecords)
    .values(record)
    .onConflictDoUpdate({ target: callRecords.callId, set: record })
    .returning();
  if (row === undefined) throw new Error("a kept call record cannot be read back");
  return row;
}

/** Notes that an attempt is made at that instant, or with -1 that the last one certainly came to nothing. */
export async function noteRecordSending(
  db: Connection,
  callId: string,
  by: 1 | -1,
  sentAt: Date,
): Promise<void> {
  await db
    .update(callRecords)
    .set({ unanswered: sql`${callRecords.unanswered} + ${by}`, ...(by === 1 ? { sentAt } : {}) })
    .where(eq(callRecords.callId, callId));
}

/** Notes how it ended with a call record; its comment stands where it does. */
export async function endCallRecord(
  db: Connection,
  { callId, ticketId }: CallRecord,
  { kind, recordId }: RecordEnd,
): Promise<void> {
  await db.update(callRecords).set({ ended: kind, recordId }).where(eq(callRecords.callId, callId));
  if (ticketId === null || (kind !== "written" && kind !== "found")) return;
  await db.insert(callRecordComments).values({ callId, ticketId, ended: kind });
}

/** Notes what a call record says since it was corrected. */
export async function saveRecordSaid(
  db: Connection,
  callId: string,
  change: Partial<RecordSaid>,
): Promise<void> {
  await db.update(callRecords).set(change).where(eq(callRecords.callId, callId));
}

/** The tickets that have the comment of the call's record, or have refused it. */
export async function recordCommentsOf(db: Connection, callId: string): Promise<number[]> {
  const { callId: call, ticketId, ended } = callRecordComments;
  const rows = await db
    .select({ ticketId })
    .from(callRecordComments)
    .where(and(eq(call, callId), isNotNull(ended)));
  return rows.map((row) => row.ticketId);
}

/** Keeps that the comment of a call's record is to come onto a ticket; what was kept of it before stays. */
export async function keepRecordComment(
  db: Connection,
  callId: string,
  ticketId: number,
): Promise<RecordComment> {
  const { callId: call, ticketId: ticket } = callRecordComments;
  await db.insert(callRecordComments).values({ callId, ticketId }).onConflictDoNothing();
  const [row] = await db
    .select()
    .from(callRecordComments)
    .where(and(eq(call, callId), eq(ticket, ticketId)));
  if (row === undefined) throw new Error("a kept comment of a call record cannot be read back");
  return row;
}

/** Notes that an attempt is made at that instant, or with -1 that the last one certainly came to nothing. */
export async function noteRecordCommentSending(
  db: Connection,
  { callId, ticketId }: RecordComment,
  by: 1 | -1,
  sentAt: Date,
): Promise<void> {
  const { callId: call, ticketId: ticket, unanswered } = callRecordComments;
  await db
    .update(callRecordComments)
    .set({ unanswered: sql`${unanswered} + ${by}`, ...(by === 1 ? { sentAt } : {}) })
    .where(and(eq(call, callId), eq(ticket, ticketId)));
}

export async function endRecordComment(
  db: Connection,
  { callId, ticketId }: RecordComment,
  ended: NonNullable<RecordComment["ended"]>,
): Promise<void> {
  const { callId: call, ticketId: ticket } = callRecordComments;
  await db
    .update(callRecordComments)
    .set({ ended })
    .where(and(eq(call, callId), eq(ticket, ticketId)));
}
