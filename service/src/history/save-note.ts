import type { NoteInput } from "@deskline/shared/app";
import type { Agent } from "../app/agent.ts";
import { tookPart } from "../calls/core/may-see.ts";
import { trace, type CallRow } from "../calls/store.ts";
import { touchCall } from "../live/touch.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { correctRecordLater } from "../tickets/correct-later.ts";
import { logNoteLater, noteQuietMs } from "../tickets/note-later.ts";
import { reaches } from "../tickets/reach.ts";
import { noteOf, type NoteRow } from "../tickets/store.ts";
import { callFor, changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { saveNoteRow } from "./store.ts";

export type Note = Pick<NoteInput, "text" | "disposition"> & { knownSavedAt: number | null };

/**
 * Saves what an agent wrote of a call; the last word counts. What another agent wrote since the note was
 * read is not overwritten. Saved again as it is, nothing changes. It lands on the call's ticket: whom Zendesk
 * restricts to others writes only of calls in which they took part. @throws {GatewayError}
 */
export async function saveNote(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  note: Note,
): Promise<Changed> {
  const found = await callFor(deps, agent, callId);
  if (found !== null && !(await mayWriteOf(deps, agent, found))) return { refused: "ticket_unknown" };
  return changeCall(deps, agent, callId, async (tx, call) => {
    const before = await noteOf(tx, callId);
    if (before !== null && before.text === note.text && before.disposition === note.disposition) return;
    if (before === null && note.text === "" && note.disposition === null) return;
    if (!isOffered(agent, before, note)) return { refused: "disposition_unknown" };
    if (before !== null && before.agentId !== agent.id && before.savedAt.getTime() > (note.knownSavedAt ?? 0))
      return { refused: "note_changed" };
    await write(deps, tx, call, agent, before, note);
  });
}

async function mayWriteOf({ zendeskOf }: HistoryDeps, agent: Agent, call: CallRow): Promise<boolean> {
  const { ticketId } = call;
  return ticketId === null || tookPart(agent.extension, call) || reaches(zendeskOf, agent, ticketId);
}

/** What was offered when it was chosen stays, though the administrator may have changed the list since. */
function isOffered(agent: Agent, before: NoteRow | null, { disposition }: Note): boolean {
  return (
    disposition === null ||
    disposition === before?.disposition ||
    agent.integration.dispositions.includes(disposition)
  );
}

async function write(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  before: NoteRow | null,
  { text, disposition }: Note,
): Promise<void> {
  const now = deps.clock.now();
  const savedAt = new Date(now);
  const callId = call.id;
  await saveNoteRow(tx, { callId, text, disposition, agentId: agent.id, agentName: agent.name, savedAt });
  // Whoever types saves every few seconds; one line in the trace is enough for that.
  const goesOn =
    before?.agentId === agent.id &&
    before.disposition === disposition &&
    now - before.savedAt.getTime() < noteQuietMs;
  if (!goesOn)
    await trace(tx, callId, "note_saved", { by: agent.name, agentId: agent.id, disposition }, savedAt);
  if (call.logging === "done") await logNoteLater({ queue: deps.queue, tx, callId, now });
  await correctRecordLater({ queue: deps.queue, tx, callId, now, quietMs: noteQuietMs });
  await touchCall(tx, call.integrationId, callId);
}
