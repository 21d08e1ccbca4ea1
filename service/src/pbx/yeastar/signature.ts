import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * True when one of the secrets made this signature: the Base64 of HMAC-SHA256 over the bytes as sent,
 * keyed with the secret as text. Each secret is tried in full, in constant time,
 * so that neither the place of a wrong byte nor the secret that fitted can be measured.
 */
export function isSignedBy(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, "base64");
  let fits = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(body).digest();
    if (given.length === expected.length && timingSafeEqual(given, expected)) fits = true;
  }
  return fits;
}
