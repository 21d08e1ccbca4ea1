const everyMs = 250;

/**
 * Tells when npm has gone, which passes on SIGINT and SIGTERM but not SIGHUP. Whoever started the demo
 * without npm may leave it behind on purpose.
 */
export function whenNpmHasGone(env: Record<string, string | undefined>, tell: () => void): void {
  if (env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) tell();
  }, everyMs).unref();
}
