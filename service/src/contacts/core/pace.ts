/** What is left of an account's limits. Times are in milliseconds from now; null where an answer does not tell. */
export type Limits = {
  /** Of the endpoint that was asked. */
  endpoint: { left: number; resetMs: number } | null;
  /** Of the account: the share that is left, 0 to 1. */
  account: { share: number; resetMs: number | null } | null;
};

/** Ten requests a minute for a thousand people each, where the helpdesk does not tell. */
const perPageMs = 6000;
const perPersonMs = 6;
/** What is left of the account's requests for what somebody waits for. */
const keptShare = 0.3;
const unknownResetMs = 10_000;

/** How long to wait before the next page: the endpoint's limit is used up, of the account's a share is left to calls. */
export function pauseBeforeNext({ endpoint, account }: Limits): number {
  const own = endpoint === null ? perPageMs : endpoint.left > 0 ? 0 : endpoint.resetMs;
  const shared = account !== null && account.share < keptShare ? (account.resetMs ?? unknownResetMs) : 0;
  return Math.max(own, shared);
}

/** People on a page: as many as there may be, and so few at least. */
export const usualPageSize = 1000;
const leastPageSize = 25;

/** How large a page is asked for after one of a size did not come. */
export function smallerPage(size: number): number {
  return Math.max(leastPageSize, Math.floor(size / 2));
}

/** And after one did come: a little larger, so that few are asked for in vain where large ones do not. */
export function largerPage(size: number): number {
  return Math.min(usualPageSize, Math.ceil(size * 1.1));
}

/** How long reading the rest of so many people takes; null when it is not known how many there are. */
export function timeLeft(read: number, total: number | null): number | null {
  return total === null ? null : Math.max(0, total - read) * perPersonMs;
}
