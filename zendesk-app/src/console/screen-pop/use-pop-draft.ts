import type { PopSettings } from "@deskline/shared/admin";
import { useState } from "react";
import { changedParts, partsOf, remade, settingsOf, type PopParts } from "./pop-settings.ts";

type State = { base: PopParts; mine: PopParts } | null;

/**
 * Settings that are not saved yet. They stand on what they were made to: when somebody else has saved since,
 * `isBehind` says so until it is decided what becomes of them.
 */
export function usePopDraft(stored: PopSettings) {
  const [state, setState] = useState<State>(null);
  const fresh = partsOf(stored);
  const isDirty = state !== null && changedParts(state.base, state.mine).length > 0;
  const { base, mine } = isDirty ? state : { base: fresh, mine: fresh };
  return {
    parts: mine,
    /** What is to be saved, and what it was made to. */
    input: { ...settingsOf(mine), was: settingsOf(base) },
    changes: changedParts(base, mine).length,
    isBehind: isDirty && changedParts(base, fresh).length > 0 && changedParts(fresh, mine).length > 0,
    set: <Name extends keyof PopParts>(name: Name, value: PopParts[Name]) =>
      setState({ base, mine: { ...mine, [name]: value } }),
    reset: () => setState(null),
    /** Makes the same changes to what is there now. */
    keepMine: () => setState({ base: fresh, mine: remade(base, mine, fresh) }),
  };
}
