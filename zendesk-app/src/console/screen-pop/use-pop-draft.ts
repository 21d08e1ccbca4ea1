import type { PopSettings } from "@deskline/shared/admin";
import { useState } from "react";
import {
  changedParts,
  draftOf,
  partsOf,
  remade,
  settingsOf,
  type PopDraft,
  type PopParts,
} from "./pop-settings.ts";

/**
 * Settings that are not saved yet. They stand on what they were made to: when somebody else has saved since,
 * `isBehind` says so until it is decided what becomes of them.
 */
export function usePopDraft(stored: PopSettings) {
  const [state, setState] = useState<PopDraft | null>(null);
  const fresh = partsOf(stored);
  const { base, mine } = draftOf(state, fresh);
  const changes = changedParts(base, mine).length;
  return {
    parts: mine,
    /** What is to be saved, and what it was made to. */
    input: { ...settingsOf(mine), was: settingsOf(base) },
    changes,
    isBehind: changes > 0 && changedParts(base, fresh).length > 0,
    set: <Name extends keyof PopParts>(name: Name, value: PopParts[Name]) =>
      setState({ base, mine: { ...mine, [name]: value } }),
    reset: () => setState(null),
    /** What was `sent` is stored; what was changed since stays to be saved. */
    dropSent: (sent: PopSettings, now: PopSettings) =>
      setState(
        (draft) => draft && { base: partsOf(now), mine: remade(partsOf(sent), draft.mine, partsOf(now)) },
      ),
    /** Makes the same changes to what is there now. */
    keepMine: () => setState({ base: fresh, mine: remade(base, mine, fresh) }),
  };
}
