import type { TicketPage, TicketSettings } from "@deskline/shared/admin-tickets";
import { useState } from "react";
import { countChanges, remade, same } from "./changes.ts";

type Base = Pick<TicketPage, "version" | "settings">;
type State = { base: Base; mine: TicketSettings } | null;

/**
 * Settings that are not saved yet. They stand on what they were made to: when somebody else has saved since,
 * `isBehind` says so until it is decided what becomes of them.
 */
export function useTicketsDraft(fresh: TicketPage) {
  const [state, setState] = useState<State>(null);
  const isDirty = isOpen(state, fresh);
  const base = isDirty ? state.base : fresh;
  const mine = isDirty ? state.mine : fresh.settings;

  return {
    saved: base.settings,
    version: base.version,
    settings: mine,
    changes: isDirty ? countChanges(base.settings, mine) : 0,
    isBehind: isDirty && state.base.version !== fresh.version,
    change: (part: (settings: TicketSettings) => Partial<TicketSettings>) =>
      setState((now) => {
        const on = isOpen(now, fresh) ? now : { base: fresh, mine: fresh.settings };
        return { base: on.base, mine: { ...on.mine, ...part(on.mine) } };
      }),
    reset: () => setState(null),
    /** What was `sent` is stored; what was changed since stays to be saved. */
    dropSent: (sent: TicketSettings, stored: TicketPage) =>
      setState((now) => now && { base: stored, mine: remade(sent, now.mine, stored.settings) }),
    /** Makes the same changes to what is there now. */
    keepMine: () =>
      setState((now) =>
        now === null ? null : { base: fresh, mine: remade(now.base.settings, now.mine, fresh.settings) },
      ),
  };
}

/** Whether something is left to save: nothing is where somebody has stored the same. */
function isOpen(state: State, fresh: TicketPage): state is Exclude<State, null> {
  return state !== null && !same(state.base.settings, state.mine) && !same(fresh.settings, state.mine);
}
