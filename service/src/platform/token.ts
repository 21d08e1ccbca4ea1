import { createHash, randomBytes } from "node:crypto";

/** A new secret and what is stored of it. It has 256 bits: a plain hash of it cannot be guessed back. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOfToken(token) };
}

export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
