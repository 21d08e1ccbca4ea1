/** Where requests wait while somebody has to log in again. */
export type Gate = {
  /** Whether anything waits. */
  closed(): boolean;
  wait(): Promise<void>;
  /** Somebody has logged in: what waits goes on. */
  open(): void;
  subscribe(listener: () => void): () => void;
};

export function createGate(): Gate {
  const listeners = new Set<() => void>();
  let waiting: (() => void)[] = [];
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    closed: () => waiting.length > 0,
    wait: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        tell();
      }),
    open() {
      const freed = waiting;
      waiting = [];
      for (const resolve of freed) resolve();
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
