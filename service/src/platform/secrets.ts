import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDirectory } from "./make-directory.ts";

/** A secret cannot be stored or read; the message is plain, with the cure, and never holds the secret. */
export class SecretError extends Error {
  override readonly name = "SecretError";
}

/** `id` names the key beside everything sealed with it: the first 8 hex digits of its SHA-256. */
export type SecretKey = { id: string; key: Buffer };
/** The first seals; all of them open. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

/**
 * `context` says where the value lives, such as "integrations.pbx_client_secret:<integrationId>"; sealed text opens
 * only under the context it was sealed under, so that it cannot be moved to another row or column.
 */
export type SecretBox = {
  seal(plain: string, context: string): string;
  /** Throws SecretError for another key, another context, or text that was changed. */
  open(sealed: string, context: string): string;
};

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const keyFileName = "encryption.key";

/**
 * Keys from ENCRYPTION_KEY (each 32 bytes as base64, base64url or 64 hex digits; comma-separated, the current one
 * first, then earlier ones that only decrypt), else from the file `encryption.key` in dataDir, made on first use.
 */
export function loadKeys(options: { encryptionKey: string | undefined; dataDir: string }): SecretKeys {
  const [current, ...earlier] = (options.encryptionKey ?? "").split(",").map((part) => part.trim());
  if (current === undefined || (current === "" && earlier.length === 0))
    return [loadKeyFile(options.dataDir)];
  const cure =
    "ENCRYPTION_KEY must be 32 bytes as base64 or 64 hex digits, or several such, separated by commas; make one with: openssl rand -base64 32";
  return [parseKey(current, cure), ...earlier.map((text) => parseKey(text, cure))];
}

/** Keys for one purpose alone (HKDF-SHA-256): who learns them learns neither the given keys nor those of another purpose. */
export function deriveKeys([first, ...earlier]: SecretKeys, purpose: string): SecretKeys {
  const derive = ({ key }: SecretKey) => named(Buffer.from(hkdfSync("sha256", key, "", purpose, keyBytes)));
  return [derive(first), ...earlier.map(derive)];
}

export function createSecretBox(keys: SecretKeys): SecretBox {
  const byId = new Map(keys.map((key) => [key.id, key]));

  function seal(plain: string, context: string): string {
    const { id, key } = keys[0];
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1.${id}.${iv.toString("base64url")}.${sealed.toString("base64url")}`;
  }

  function open(sealed: string, context: string): string {
    const { keyId, iv, body } = parseSealed(sealed);
    const key = byId.get(keyId);
    if (key === undefined) {
      throw new SecretError(
        `A stored secret was encrypted with key ${keyId}, which is not configured (configured: ${[...byId.keys()].join(", ")}). Add that key to ENCRYPTION_KEY after the current one, or enter the secret again.`,
      );
    }
    try {
      const decipher = createDecipheriv("aes-256-gcm", key.key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(body.subarray(-tagBytes));
      return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
    } catch {
      throw new SecretError(
        `A stored secret (key ${keyId}) was changed, or moved from another place. Restore it from a backup, or enter the secret again.`,
      );
    }
  }

  return { seal, open };
}

function parseSealed(sealed: string): { keyId: string; iv: Buffer; body: Buffer } {
  const parts = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]+)$/.exec(sealed);
  const [, keyId = "", iv = "", body = ""] = parts ?? [];
  const bytes = Buffer.from(body, "base64url");
  // Re-encoding refuses spare bits and lengths that base64url does not produce: one sealed text, one spelling.
  if (parts === null || bytes.length < tagBytes || bytes.toString("base64url") !== body) {
    const known = /^v1\.([0-9a-f]{8})\./.exec(sealed)?.[1] ?? "unknown";
    throw new SecretError(
      `A stored secret (key ${known}) is not in the form v1.<key>.<iv>.<text>. Restore it from a backup, or enter the secret again.`,
    );
  }
  return { keyId, iv: Buffer.from(iv, "base64url"), body: bytes };
}

function parseKey(text: string, cure: string): SecretKey {
  const key = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, "hex") : decodeBase64(text);
  if (key?.length !== keyBytes) throw new SecretError(cure);
  return named(key);
}

function named(key: Buffer): SecretKey {
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}

/** base64 or base64url, with or without padding; null for anything else, which Buffer would half accept. */
function decodeBase64(text: string): Buffer | null {
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, "base64") : null;
}

function loadKeyFile(dataDir: string): SecretKey {
  const path = join(dataDir, keyFileName);
  const text = readOrCreateKeyFile(dataDir, path);
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new SecretError(
      `The key file ${path} is open to other users (mode ${mode.toString(8)}). Close it: chmod 600 ${path}`,
    );
  }
  const cure = `The key file ${path} does not hold a key of 32 bytes as base64 or 64 hex digits. Restore it from a backup; without it the stored secrets must be entered again.`;
  return parseKey(text.trim(), cure);
}

function readOrCreateKeyFile(dataDir: string, path: string): string {
  try {
    if (!existsSync(path)) createKeyFile(dataDir, path);
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SecretError(
      `The key file ${path} cannot be used (${reason}). Set DATA_DIR to a directory this service may write to, or set ENCRYPTION_KEY.`,
      { cause: error },
    );
  }
}

/** A link appears whole or not at all, and only where there is none: of two processes, one gets the other's key. */
function createKeyFile(dataDir: string, path: string): void {
  makeDirectory(dataDir);
  const half = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(half, `${randomBytes(keyBytes).toString("base64")}\n`, {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    linkSync(half, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(half, { force: true });
  }
}
