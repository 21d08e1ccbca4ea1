/** What time it is where the service is, since the clocks of desks go wrong. */
export type ServerClock = {
  now(): number;
  /** Learns from the date that an answer carries. */
  learn(date: string | null): void;
};

/** Answers take a while and their dates are whole seconds: less is no difference. */
const toleranceMs = 3_000;

export function createServerClock(now: () => number): ServerClock {
  let aheadMs = 0;
  return {
    now: () => now() + aheadMs,
    learn(date) {
      const difference = Date.parse(date ?? "") - now();
      if (Number.isNaN(difference)) return;
      aheadMs = Math.abs(difference) > toleranceMs ? difference : 0;
    },
  };
}
