import type { CallView, NoteInput } from "@deskline/shared/app";
import { useEffect, useRef, useState } from "react";
import { isPassing, Refused } from "../api/problem.ts";
import { useSaveNote } from "../calls/actions.ts";
import { forgetUnsaved, keepUnsaved } from "./unsaved-notes.ts";

const quietMs = 800;
const retryMs = 5_000;

export type Note = {
  text: string;
  disposition: string | null;
  /** Null until something was written here. */
  status: "saving" | "saved" | "failed" | null;
  change(note: NoteInput): void;
  /** Saves at once what is not saved yet. */
  flush(): void;
  /** Somebody else has changed the note since: nothing is saved until it is said whose counts. */
  contested: boolean;
  keepMine(): void;
  takeTheirs(): void;
};

/** A note that saves itself after a short quiet, when it is left, and again until it is saved. */
export function useNote(call: CallView): Note {
  const [draft, setDraft] = useState<NoteInput | null>(null);
  const [saved, setSaved] = useState(false);
  const { mutateAsync, error, reset } = useSaveNote(call.id);
  const contested = error instanceof Refused && error.code === "note_changed";
  const pending = useRef<NoteInput | null>(null);
  const busy = useRef(false);
  /** When the note was saved that the draft began from. */
  const known = useRef<number | null>(null);

  /** Resolves with whether something is left that may be saved in a moment. */
  async function save(): Promise<boolean> {
    const note = pending.current;
    if (note === null || contested) return false;
    return busy.current || send(note);
  }

  async function send(note: NoteInput): Promise<boolean> {
    busy.current = true;
    try {
      const after = await mutateAsync({ ...note, knownSavedAt: known.current });
      known.current = after.note?.savedAt ?? null;
      if (pending.current !== note) return true;
      pending.current = null;
      forgetUnsaved(call.id);
      setSaved(true);
      return false;
    } catch (reason) {
      setSaved(false); // shown by the error; the timer below tries again
      return isPassing(reason);
    } finally {
      busy.current = false;
    }
  }
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });

  useEffect(() => {
    if (draft === null || saved || contested) return;
    const quiet = setTimeout(() => void latest.current(), quietMs);
    const again = setInterval(() => void latest.current(), retryMs);
    return () => {
      clearTimeout(quiet);
      clearInterval(again);
    };
  }, [draft, saved, contested]);
  useEffect(() => () => void untilSaved(() => latest.current()), []);

  const savedAt = call.note?.savedAt ?? 0;
  useEffect(() => {
    // What was saved elsewhere since, by this agent or another, is what the ticket says.
    if (!saved || savedAt <= (known.current ?? 0)) return;
    setSaved(false);
    setDraft(null);
  }, [saved, savedAt]);

  const shown = draft ?? call.note ?? { text: "", disposition: null };
  return {
    text: shown.text,
    disposition: shown.disposition,
    status: draft === null || contested ? null : saved ? "saved" : error === null ? "saving" : "failed",
    change(note) {
      if (draft === null) known.current = call.note?.savedAt ?? null;
      pending.current = note;
      keepUnsaved(call.id, note.text);
      setSaved(false);
      setDraft(note);
    },
    flush: () => void save(),
    contested,
    keepMine() {
      known.current = call.note?.savedAt ?? null;
      if (pending.current !== null) void send(pending.current);
    },
    takeTheirs() {
      pending.current = null;
      forgetUnsaved(call.id);
      reset();
      setDraft(null);
    },
  };
}

/** Whoever closes the field counts on what is written in it, also when the service is away just then. */
async function untilSaved(save: () => Promise<boolean>): Promise<void> {
  while (await save()) await new Promise((resolve) => setTimeout(resolve, retryMs));
}
