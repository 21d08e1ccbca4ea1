const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a page that asks is one of ours. On this machine itself its names are one: Zendesk shows the app under
 * one of them, whatever the service is told to be called.
 */
export function isOwnOrigin(origin: string, publicUrl: string): boolean {
  const asks = URL.parse(origin);
  const own = URL.parse(publicUrl);
  if (asks === null || own === null || asks.origin !== origin) return false;
  if (asks.origin === own.origin) return true;
  return (
    asks.protocol === own.protocol &&
    asks.port === own.port &&
    loopback.has(asks.hostname) &&
    loopback.has(own.hostname)
  );
}
