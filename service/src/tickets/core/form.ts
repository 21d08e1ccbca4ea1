/** As much of a new ticket's form as decides whether a call waits for it. Instants are epoch ms. */
export type Form = {
  state: "opening" | "open" | "saving" | "saved";
  openedAt: number;
  heldUntil: number;
};

/**
 * How long a form's word counts. An open one is told of every minute, by a timer that browsers run once a minute in
 * hidden tabs; one that was submitted has its ticket in seconds.
 */
export const leaseMs = { opening: 30_000, open: 150_000, saving: 20_000, saved: 0 } as const;

/** Whoever leaves a form open for longer is not waited for: the call is to be on record. */
const longestMs = 60 * 60_000;

/** Until when a call without a ticket waits for the forms that are filled in from it; null when for none. */
export function waitUntil(forms: Form[], now: number): number | null {
  const held = forms
    .filter(({ state }) => state !== "saved")
    .map(({ heldUntil, openedAt }) => Math.min(heldUntil, openedAt + longestMs))
    .filter((until) => until > now);
  return held.length === 0 ? null : Math.max(...held);
}
