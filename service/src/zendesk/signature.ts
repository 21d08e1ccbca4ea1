import { createHmac, timingSafeEqual } from "node:crypto";

/** A delivery that is put off is signed when it is sent; clocks differ. */
const toleranceMs = 5 * 60_000;

export type Signed = "signed" | "wrong" | "old";

/** Whether the secret made this signature, just now: Base64 of HMAC-SHA256 over the time as it was sent and the bytes of the body. */
export function checkSignature(
  { body, signature, timestamp }: { body: Uint8Array; signature: string; timestamp: string },
  secret: string,
  now: number,
): Signed {
  const expected = createHmac("sha256", secret).update(timestamp).update(body).digest();
  const given = Buffer.from(signature, "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "wrong";
  const at = Date.parse(timestamp);
  return Math.abs(now - at) <= toleranceMs ? "signed" : "old";
}
