import type { CallView, NoteInput } from "@deskline/shared/app";
import { useEffect, useRef, useState } from "react";
import { useSaveNote } from "../calls/actions.ts";

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
};

/** A note that saves itself after a short quiet, when it is left, and again until it is saved. */
export function useNote(call: CallView): Note {
  const [draft, setDraft] = useState<NoteInput | null>(null);
  const [saved, setSaved] = useState(false);
  const { mutateAsync, isError } = useSaveNote(call.id);
  const pending = useRef<NoteInput | null>(null);
  const busy = useRef(false);

  async function save(): Promise<void> {
    const note = pending.current;
    if (note === null || busy.current) return;
    busy.current = true;
    try {
      await mutateAsync(note);
      if (pending.current !== note) return;
      pending.current = null;
      setSaved(true);
    } catch {
      setSaved(false); // shown by isError; the timer below tries again
    } finally {
      busy.current = false;
    }
  }
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });

  useEffect(() => {
    if (draft === null || saved) return;
    const quiet = setTimeout(() => void latest.current(), quietMs);
    const again = setInterval(() => void latest.current(), retryMs);
    return () => {
      clearTimeout(quiet);
      clearInterval(again);
    };
  }, [draft, saved]);
  useEffect(() => () => void latest.current(), []);

  const shown = draft ?? call.note ?? { text: "", disposition: null };
  return {
    text: shown.text,
    disposition: shown.disposition,
    status: draft === null ? null : saved ? "saved" : isError ? "failed" : "saving",
    change(note) {
      pending.current = note;
      setSaved(false);
      setDraft(note);
    },
    flush: () => void save(),
  };
}
