import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { bringAfterwards } from "./bring-afterwards.ts";
import { noteComment } from "./core/draft.ts";
import { isEmpty, noteText } from "./core/note.ts";
import { noteQuietMs } from "./note-later.ts";
import { keepComment, noteOf, openNoteComment } from "./store.ts";
import { contextFor, type LogCallDeps, type Work } from "./work.ts";
import { writeComment } from "./write-comment.ts";

/**
 * Brings a call's note to its ticket as an internal comment, unless it stands there already. One that was
 * saved again meanwhile is waited for; a call without a ticket brings its note along when it gets one.
 */
export async function logNote(deps: LogCallDeps, job: Payload<"log-note">): Promise<JobResult> {
  return bringAfterwards(deps, "log-note", job, {
    isDue: (call) => call.logging === "done" && call.ticketId !== null,
    bring: (work) => bringNote(deps, job, work),
  });
}

async function bringNote(deps: LogCallDeps, job: Payload<"log-note">, work: Work): Promise<void> {
  const { call, summary } = work;
  const begun = await openNoteComment(deps.db, call.id);
  if (begun !== null) await writeComment(deps, work, begun);
  const note = await noteOf(deps.db, call.id);
  const context = contextFor(deps, work, note);
  if (note === null || context.note === null || call.ticketId === null) return;
  const text = noteText(context.note);
  if (note.journalText === null ? isEmpty(context.note) : note.journalText === text) return;
  const quietAt = new Date(note.savedAt.getTime() + noteQuietMs);
  if (quietAt.getTime() > deps.clock.now()) {
    await deps.queue.add("log-note", job, { key: call.id, startAfter: quietAt }, deps.db);
    return;
  }
  const comment = await keepComment(deps.db, {
    callId: call.id,
    kind: "note",
    ticketId: call.ticketId,
    html: noteComment(summary, context),
    changes: {},
    noteText: text,
  });
  await writeComment(deps, work, comment);
}
