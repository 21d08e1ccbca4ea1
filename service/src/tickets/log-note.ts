import { callById } from "../calls/store.ts";
import { isCallSwitchedOff } from "../integrations/switch.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { noteComment } from "./core/draft.ts";
import { isEmpty, noteText } from "./core/note.ts";
import { noteQuietMs } from "./note-later.ts";
import { keepComment, noteOf, openNoteComment } from "./store.ts";
import { tryAgain } from "./try-again.ts";
import { contextFor, type LogCallDeps, type Work } from "./work.ts";
import { writeComment } from "./write-comment.ts";

/** So often a note looks whether its integration is switched on again. */
const offMs = 60_000;

/**
 * Brings a call's note to its ticket as an internal comment, unless it stands there already. One that was
 * saved again meanwhile is waited for; a call without a ticket brings its note along when it gets one.
 */
export async function logNote(deps: LogCallDeps, job: Payload<"log-note">): Promise<JobResult> {
  const call = await callById(deps.db, job.callId);
  if (call === null || call.summary === null || call.logging !== "done" || call.ticketId === null)
    return { status: "done" };
  if (await deps.db.transaction((tx) => isCallSwitchedOff(tx, call.id))) {
    const startAfter = new Date(deps.clock.now() + offMs);
    await deps.queue.add("log-note", job, { key: call.id, startAfter }, deps.db);
    return { status: "done" };
  }
  const integration = deps.registry.byId(call.integrationId);
  if (integration === undefined)
    return { status: "parked", reason: "The integration of this call does not exist any more." };
  try {
    const zendesk = await deps.zendeskOf(integration.id);
    await bringNote(deps, job, { call, summary: call.summary, integration, zendesk });
    return { status: "done" };
  } catch (error) {
    return tryAgain(deps, "log-note", job, error);
  }
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
