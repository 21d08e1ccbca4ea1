import type { Bindings } from "@deskline/shared/admin-bindings";
import { useCallback, useMemo, useState } from "react";
import { noDraft, wish, wishedSince, type Draft } from "./draft.ts";

type State = {
  draft: Draft;
  past: Draft[];
  /** What the changes were made to; null while there are none. */
  base: Pick<Bindings, "version" | "bindings"> | null;
};

const untouched: State = { draft: noDraft, past: [], base: null };

/**
 * Changes to the bindings that are not saved yet. They stand on the bindings they were made to: when somebody else has
 * saved since, `isBehind` says so until it is decided what becomes of them.
 */
export function useBindingDraft(fresh: Bindings) {
  const [state, setState] = useState<State>(untouched);
  const isBehind = state.base !== null && state.base.version !== fresh.version;
  const shown = useMemo(
    () => (isBehind && state.base !== null ? { ...fresh, ...state.base } : fresh),
    [fresh, isBehind, state.base],
  );
  const { version, bindings } = shown;

  const change = useCallback(
    (wishes: Iterable<readonly [number, string | null]>) =>
      setState(({ draft, past, base }) => ({
        draft: wish(bindings, draft, wishes),
        past: [...past, draft],
        base: base ?? { version, bindings },
      })),
    [version, bindings],
  );

  return {
    shown,
    draft: state.draft,
    isBehind,
    canUndo: state.past.length > 0,
    change,
    undo: () =>
      setState((now) => {
        const before = now.past.at(-1);
        if (before === undefined) return now;
        return { ...now, draft: before, past: now.past.slice(0, -1) };
      }),
    reset: () => setState(untouched),
    /** What was `sent` is stored; what was changed since stays to be saved. */
    dropSent: (sent: Draft, stored: Bindings) =>
      setState((now) => {
        const left = wishedSince({ bindings, sent }, now.draft, stored.bindings);
        if (left.size === 0) return untouched;
        return { draft: left, past: [], base: { version: stored.version, bindings: stored.bindings } };
      }),
    /** Makes the same changes to what is there now. */
    keepMine: () =>
      setState(({ draft }) => ({
        draft: wish(fresh.bindings, noDraft, draft),
        past: [],
        base: { version: fresh.version, bindings: fresh.bindings },
      })),
  };
}
