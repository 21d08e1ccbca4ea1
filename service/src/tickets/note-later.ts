import type { JobTransaction, Queue } from "../queue/postgres.ts";
import { isEmpty, noteText } from "./core/note.ts";
import { noteOf } from "./store.ts";

/** A note is brought to its ticket when it has been left alone for so long. */
export const noteQuietMs = 60_000;

/**
 * Sees to it that a note which is not in the ticket as it stands comes there once it is quiet. What was
 * given up for an earlier state of it is forgotten.
 */
export async function logNoteLater({
  queue,
  tx,
  callId,
  now,
}: {
  queue: Queue;
  tx: JobTransaction;
  callId: string;
  now: number;
}): Promise<void> {
  const row = await noteOf(tx, callId);
  if (row === null) return;
  const note = { ...row, by: row.agentName };
  if (row.journalText === null ? isEmpty(note) : row.journalText === noteText(note)) return;
  await queue.release("log-note", callId, { callId }, tx);
  const startAfter = new Date(row.savedAt.getTime() + noteQuietMs);
  await queue.reschedule(
    "log-note",
    { callId, attempt: 0, strikes: 0, firstTriedAt: now },
    { key: callId, startAfter },
    tx,
  );
}
