export type Tab = "dial" | "recent" | "now";

export type TabQuestion = {
  tab: Tab;
  /** The calls that have a card, now and before. */
  cards: string[];
  before: string[];
  /** Whether a number stands in the dial pad that was not dialled yet. */
  drafting: boolean;
};

/** A call that begins comes to the front, unless somebody is about to dial; when the last card goes, so does its tab. */
export function tabAfter({ tab, cards, before, drafting }: TabQuestion): Tab {
  if (cards.length === 0) return tab === "now" ? "dial" : tab;
  const begins = cards.some((id) => !before.includes(id));
  return begins && !(drafting && tab === "dial") ? "now" : tab;
}
