import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import type { Account } from "../account.ts";

export type AppTokenClaims = {
  appId: number;
  installationId: number;
  userId: number;
  location: string;
  ticketId?: number;
  /** Default 300. */
  lifeS?: number;
  /** Replaces or adds claims, for tokens that are wrong on purpose. */
  overrides?: Record<string, unknown>;
  /** Adds to the header, or replaces in it; `RS384` and `RS512` are signed accordingly. */
  header?: Record<string, unknown>;
};

export type SigningKey = { publicPem: string; privatePem: string };

export function createSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}

/** The RS256 token that proves which agent opened which location of an app with signed URLs. */
export function signAppToken(account: Account, key: SigningKey, claims: AppTokenClaims): string {
  const host = `${account.options.subdomain}.zendesk.com`;
  const now = Math.floor(account.now() / 1000);
  const payload = {
    iss: host,
    aud: `https://${host}/api/v2/apps/installations/${claims.installationId}.json`,
    sub: `https://${host}/api/v2/users/${claims.userId}.json`,
    iat: now,
    nbf: now,
    exp: now + (claims.lifeS ?? 300),
    jti: randomUUID(),
    qsh: createHash("sha256").update(claims.location).digest("hex"),
    cnf: { jku: `https://${host}/api/v2/apps/${claims.appId}/public_key.pem` },
    context: {
      product: "support",
      location: claims.location,
      ...(claims.ticketId === undefined ? {} : { ticket_id: claims.ticketId }),
    },
    ...claims.overrides,
  };
  const header = { alg: "RS256", typ: "JWT", ...claims.header };
  const signed = `${encode(header)}.${encode(payload)}`;
  const hash = /^RS(256|384|512)$/.exec(header.alg)?.[1] ?? "256";
  return `${signed}.${createSign(`RSA-SHA${hash}`).update(signed).sign(key.privatePem, "base64url")}`;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
