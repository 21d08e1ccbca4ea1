import type { CallView } from "@deskline/shared/app";
import type { CallRow } from "../calls/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Connection } from "../storage/database.ts";
import { getTableColumns } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { recordingStates } from "../recordings/store.ts";
import { notesOf } from "../tickets/store.ts";
import { viewOf } from "./core/view.ts";

const { facts: _, ...columns } = getTableColumns(calls);

/** All columns but the facts: those are longer than the rest together, and what they come to stands there too. */
export const shownColumns = columns;
export type ShownCall = Omit<CallRow, "facts">;

/** Rows of calls of one integration as the app shows them, in the same order; rows of which nothing is known yet are left out. */
export async function viewsOf(
  db: Connection,
  integration: KnownIntegration,
  rows: ShownCall[],
): Promise<CallView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const notes = await notesOf(db, ids);
  const standing = await recordingStates(db, rows, integration.tickets.settings.recordings.keepDays);
  return rows.flatMap((row) => {
    if (row.summary === null) return [];
    const note = notes.get(row.id);
    const beside = {
      id: row.id,
      revision: row.revision,
      e164: row.outsideKey?.startsWith("+") === true ? row.outsideKey : null,
      candidates: row.candidates,
      ticketId: row.ticketId,
      controls: row.controls,
      recordingState: standing.get(row.id) ?? "ready",
      note:
        note === undefined
          ? null
          : {
              text: note.text,
              disposition: note.disposition,
              by: note.agentName,
              savedAt: note.savedAt.getTime(),
            },
    };
    return [viewOf(row.summary, beside, integration.names)];
  });
}
