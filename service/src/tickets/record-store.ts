import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { callRecords } from "../storage/tickets-schema.ts";

export type CallRecord = typeof callRecords.$inferSelect;

export async function callRecordOf(db: Connection, callId: string): Promise<CallRecord | null> {
  const [row] = await db.select().from(callRecords).where(eq(callRecords.callId, callId));
  return row ?? null;
}

/** Keeps the request of a call record before it is first sent. */
export async function keepCallRecord(
  db: Connection,
  record: Pick<CallRecord, "callId" | "body" | "ticketId">,
): Promise<CallRecord> {
  const [row] = await db.insert(callRecords).values(record).returning();
  if (row === undefined) throw new Error("a kept call record cannot be read back");
  return row;
}

/** Notes that an attempt is about to be made, or with -1 that the last one certainly came to nothing. */
export async function noteRecordSending(db: Connection, callId: string, by: 1 | -1): Promise<void> {
  await db
    .update(callRecords)
    .set({ unanswered: sql`${callRecords.unanswered} + ${by}` })
    .where(eq(callRecords.callId, callId));
}

export async function endCallRecord(
  db: Connection,
  callId: string,
  { kind, recordId }: { kind: NonNullable<CallRecord["ended"]>; recordId: number | null },
): Promise<void> {
  await db.update(callRecords).set({ ended: kind, recordId }).where(eq(callRecords.callId, callId));
}
