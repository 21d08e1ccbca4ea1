import type { CallView } from "@deskline/shared/app";
import { useState } from "react";
import { tabAfter, type Tab } from "./core/tab.ts";

/** The tab that is shown; calls that begin and end change it. */
export function useTab(
  calls: CallView[],
  shownCall: string | null,
  drafting: boolean,
): [Tab, (tab: Tab) => void] {
  const [state, setState] = useState<{ tab: Tab; cards: string[] }>({ tab: "dial", cards: [] });
  const cards = [...calls.map(({ id }) => id), ...(shownCall === null ? [] : [shownCall])];
  if (cards.join() !== state.cards.join()) {
    setState({ cards, tab: tabAfter({ tab: state.tab, cards, before: state.cards, drafting }) });
  }
  return [state.tab, (tab) => setState((before) => ({ ...before, tab }))];
}
