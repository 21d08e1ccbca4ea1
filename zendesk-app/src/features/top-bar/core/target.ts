import { isNumber, type Suggestion } from "./suggestions.ts";

/** Whom the Call button calls. */
export type Target = { number: string; name: string; userId: number | null };

export type Draft = {
  text: string;
  /** The ticket and the user for whom Zendesk asked to dial, as long as it is that number. */
  order: { number: string; ticketId: number | null; userId: number | null } | null;
};

/** The chosen suggestion; else the number as it stands; of a name the first suggestion. */
export function targetOf(
  { text, order }: Draft,
  suggestions: Suggestion[],
  chosen: number | null,
): Target | null {
  const suggestion = suggestions[chosen ?? (isNumber(text) || text.trim() === "" ? -1 : 0)];
  if (suggestion !== undefined) {
    const { number, name, userId } = suggestion;
    return { number, name, userId };
  }
  if (!isNumber(text)) return null;
  const number = text.trim();
  return { number, name: "", userId: number === order?.number ? order.userId : null };
}

/** On which ticket the call is to be logged. */
export function ticketOf({ order }: Draft, target: Target): number | null {
  if (order === null || order.ticketId === null) return null;
  // Asked for without a number, any number will do.
  return order.number === "" || order.number === target.number ? order.ticketId : null;
}

/** The suggestion above or below; past the ends nothing is chosen. */
export function chosenAfter(
  key: "ArrowDown" | "ArrowUp",
  chosen: number | null,
  count: number,
): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return chosen === null ? 0 : chosen + 1 < count ? chosen + 1 : null;
  return chosen === null ? count - 1 : chosen > 0 ? chosen - 1 : null;
}
