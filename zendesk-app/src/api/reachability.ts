/** Whether the service answers, and since when it does not; what the views read to mark what they show as old. */
export type Reachability = {
  /** Null while it answers; else the instant of its last answer. */
  lostSince(): number | null;
  /** Whether the session is over, so that only a reload helps. */
  over(): boolean;
  answered(): void;
  failed(): void;
  ended(): void;
  subscribe(listener: () => void): () => void;
};

export function createReachability(now: () => number): Reachability {
  const listeners = new Set<() => void>();
  let lastAnswerAt = now();
  let lost = false;
  let over = false;
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    lostSince: () => (lost ? lastAnswerAt : null),
    over: () => over,
    answered() {
      lastAnswerAt = now();
      if (!lost) return;
      lost = false;
      tell();
    },
    failed() {
      if (lost) return;
      lost = true;
      tell();
    },
    ended() {
      over = true;
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
