/** Where proxies stand: on this machine or in a network of its own. */
const near = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd][0-9a-f]{2}:/i;

/**
 * From where a request came. A proxy that is near says so in the last entry of `X-Forwarded-For`; the entries before
 * it are whatever was sent, and anybody else's header is not believed.
 */
export function addressOf(peer: string, forwardedFor: string | undefined): string {
  const said = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  const address = near.test(peer) && /^[0-9a-f.:]{3,45}$/i.test(said) ? said : peer;
  return address.replace(/^::ffff:/i, "");
}
