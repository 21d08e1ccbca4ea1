/**
 * Runs one piece of work per key at a time: whoever asks meanwhile shares its outcome, also its failure.
 * Keeps callers from queueing for a lock with a database connection each.
 */
export function singleFlight<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, work) => {
    const present = running.get(key);
    if (present !== undefined) return present;
    const fresh = work().finally(() => running.delete(key));
    running.set(key, fresh);
    return fresh;
  };
}
