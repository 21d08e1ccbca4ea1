import type { JournalLine } from "./journal.ts";

/** What an agent wrote of a call. */
export type Note = { text: string; disposition: string | null; by: string };

/** What of a note matters in a ticket, to tell whether it has changed since it was written there. */
export function noteText(note: Note): string {
  return JSON.stringify([note.disposition ?? "", note.text.trim()]);
}

export function isEmpty(note: Note): boolean {
  return note.text.trim() === "" && (note.disposition ?? "") === "";
}

/** The note as lines of the journal; none for an empty one. */
export function noteLines(note: Note | null): JournalLine[] {
  if (note === null) return [];
  const { disposition } = note;
  const text = note.text.trim();
  return [
    ...(disposition === null || disposition === "" ? [] : [{ label: "Disposition", text: disposition }]),
    ...(text === "" ? [] : [{ label: note.by === "" ? "Note" : `Note by ${note.by}`, text }]),
  ];
}
