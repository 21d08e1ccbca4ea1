import { callById, type CallRow } from "../calls/store.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Connection } from "../storage/database.ts";
import { correctionOf, type Correction } from "./core/call-record.ts";
import { callRecordOf, recordCommentsOf, type CallRecord } from "./record-store.ts";
import { journalsOf, noteOf } from "./store.ts";

/**
 * Sees to it that a call's record is corrected where it says something else than is said of the call by now, when that
 * has been left alone for `quietMs`. The call's row is locked.
 */
export async function correctRecordLater({
  queue,
  tx,
  callId,
  now,
  quietMs = 0,
}: {
  queue: Queue;
  tx: JobTransaction;
  callId: string;
  now: number;
  quietMs?: number;
}): Promise<void> {
  const call = await callById(tx, callId);
  if (call === null || (await recordToCorrect(tx, call)) === null) return;
  const startAfter = new Date(now + quietMs);
  const job = { callId, attempt: 0, strikes: 0, firstTriedAt: now };
  await queue.reschedule("correct-record", job, { key: callId, startAfter }, tx);
}

/** Where it belongs is not known before it is there. */
export function isOnItsWay({ logging }: Pick<CallRow, "logging">): boolean {
  return logging === "pending" || logging === "held";
}

export type ToCorrect = { record: CallRecord; correction: Correction };

/** The record of a call and what is to be corrected of it; null when nothing is, or the call is on its way. */
export async function recordToCorrect(db: Connection, call: CallRow): Promise<ToCorrect | null> {
  if (isOnItsWay(call)) return null;
  const record = await callRecordOf(db, call.id);
  if (record === null || record.ended === null || record.ended === "refused") return null;
  const { ticketId, contactUserId: endUserId } = call;
  const disposition = (await noteOf(db, call.id))?.disposition ?? null;
  const correction = correctionOf(
    record,
    { ticketId, endUserId, disposition },
    { journals: await journalsOf(db, call.id), comments: await recordCommentsOf(db, call.id) },
  );
  return correction === null ? null : { record, correction };
}
