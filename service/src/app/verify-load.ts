import type { KeyObject } from "node:crypto";
import { compactVerify, decodeProtectedHeader, errors } from "jose";
import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/json.ts";
import { readClaims, type Check, type Claimed, type Expected } from "./core/signed-load.ts";
import type { KeyOwner, PublicKeys } from "./public-keys.ts";

export type VerifyDeps = { clock: Clock; publicKeys: PublicKeys };

export type Verified = Claimed | { kind: "refused"; check: Check | "form" | "algorithm" | "signature" };

const algorithm = "RS256";

/**
 * Which agent Zendesk says it is. The key is the account's own, read from an address that we make: of the
 * token's header nothing is used but the algorithm, and that must be the one. @throws {GatewayError} when
 * the key is not known and cannot be asked for
 */
export async function verifyLoad(
  { clock, publicKeys }: VerifyDeps,
  owner: KeyOwner,
  expected: Expected,
  token: string,
): Promise<Verified> {
  const named = algorithmOf(token);
  if (named === null) return { kind: "refused", check: "form" };
  if (named !== algorithm) return { kind: "refused", check: "algorithm" };
  const payload = await signedPayload(publicKeys, owner, token);
  if (payload === "form" || payload === "signature") return { kind: "refused", check: payload };
  return readClaims(parseJson(new TextDecoder().decode(payload)), expected, clock.now());
}

function algorithmOf(token: string): string | null {
  try {
    return decodeProtectedHeader(token).alg ?? null;
  } catch {
    return null;
  }
}

/** The payload, if a key of the account signed it; the account may have taken a new one. */
async function signedPayload(
  publicKeys: PublicKeys,
  owner: KeyOwner,
  token: string,
): Promise<Uint8Array | "form" | "signature"> {
  const key = await publicKeys.keyOf(owner);
  const payload = await payloadSignedBy(key, token);
  if (payload !== "signature") return payload;
  const next = await publicKeys.keyAfter(owner, key);
  return next === null ? payload : payloadSignedBy(next, token);
}

async function payloadSignedBy(key: KeyObject, token: string): Promise<Uint8Array | "form" | "signature"> {
  try {
    return (await compactVerify(token, key, { algorithms: [algorithm] })).payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return "signature";
    if (error instanceof errors.JOSEError) return "form";
    throw error;
  }
}
