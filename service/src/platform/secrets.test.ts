import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SecretError, createSecretBox, deriveKeys, loadKeys } from "./secrets.ts";

const place = "integrations.pbx_client_secret:41";
let dataDir = "";

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "deskline-secrets-"));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function newKey(): string {
  return randomBytes(32).toString("base64");
}

function boxOf(encryptionKey: string) {
  return createSecretBox(loadKeys({ encryptionKey, dataDir }));
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof SecretError ? error.message : `not a SecretError: ${String(error)}`;
  }
  return "nothing was thrown";
}

describe("sealing", () => {
  test("any text under any context comes back as it was, and never shows in the sealed text", () => {
    const box = boxOf(newKey());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, context) => {
        const sealed = box.seal(plain, context);
        expect(box.open(sealed, context)).toBe(plain);
        expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
      }),
    );
  });

  test("the same text sealed twice looks different", () => {
    const box = boxOf(newKey());
    expect(box.seal("hush", place)).not.toBe(box.seal("hush", place));
  });

  test("any single changed character is noticed", () => {
    const box = boxOf(newKey());
    const sealed = box.seal("a client secret", place);
    fc.assert(
      fc.property(
        fc.nat(sealed.length - 1),
        fc.constantFrom("A", "a", "0", "_", "-", ".", "~"),
        (index, character) => {
          fc.pre(sealed[index] !== character);
          const changed = sealed.slice(0, index) + character + sealed.slice(index + 1);
          expect(() => box.open(changed, place)).toThrow(SecretError);
        },
      ),
    );
  });

  test("a value moved to another row does not open, and the message names the key, not the secret", () => {
    const box = boxOf(newKey());
    const sealed = box.seal("hush-hush", place);
    const message = messageOf(() => box.open(sealed, "integrations.pbx_client_secret:42"));
    expect(message).toContain(sealed.split(".")[1]);
    expect(message).toContain("enter the secret again");
    expect(message).not.toContain("hush");
  });

  test.each([
    "",
    "hush",
    "v1",
    "v1.0000aaaa.x.y",
    "v2.0000aaaa.AAAAAAAAAAAAAAAA.AAAA",
    "v1.0000aaaa.AAAAAAAAAAAAAAAA.AAAA",
  ])("malformed text %j is refused with a plain message", (sealed) => {
    expect(messageOf(() => boxOf(newKey()).open(sealed, place))).toContain("is not in the form");
  });
});

describe("keys", () => {
  test("base64, base64url, hex and unpadded spellings of one key are the same key", () => {
    const key = Buffer.alloc(32, 0xfb);
    const spellings = [key.toString("base64"), key.toString("base64url"), key.toString("hex").toUpperCase()];
    const ids = spellings.map((encryptionKey) => loadKeys({ encryptionKey, dataDir })[0].id);
    expect(new Set(ids).size).toBe(1);
  });

  test("an earlier key still opens, the current one seals", () => {
    const [current, earlier] = [newKey(), newKey()];
    const sealedBefore = boxOf(earlier).seal("hush", place);
    const box = boxOf(`${current}, ${earlier}`);
    expect(box.open(sealedBefore, place)).toBe("hush");
    expect(boxOf(current).open(box.seal("hush", place), place)).toBe("hush");
  });

  test("a secret of an unknown key names that key and the cure", () => {
    const sealed = boxOf(newKey()).seal("hush", place);
    const message = messageOf(() => boxOf(newKey()).open(sealed, place));
    expect(message).toContain(`key ${sealed.split(".")[1]}, which is not configured`);
    expect(message).toContain("ENCRYPTION_KEY");
  });

  test.each([
    "short",
    "x".repeat(44),
    randomBytes(31).toString("base64"),
    "ab".repeat(31),
    `${newKey()},`,
    `,${newKey()}`,
  ])("ENCRYPTION_KEY %j is refused with the cure", (encryptionKey) => {
    const message = messageOf(() => loadKeys({ encryptionKey, dataDir }));
    expect(message).toContain("openssl rand -base64 32");
    expect(message).not.toContain(encryptionKey);
  });

  test("without ENCRYPTION_KEY a key file is made once, closed to others, and used again", () => {
    const fresh = join(dataDir, "not", "yet");
    const first = loadKeys({ encryptionKey: undefined, dataDir: fresh });
    expect(loadKeys({ encryptionKey: "", dataDir: fresh })).toEqual(first);
    expect(statSync(join(fresh, "encryption.key")).mode & 0o777).toBe(0o600);
    expect(readdirSync(fresh)).toEqual(["encryption.key"]);
  });

  test("processes that start at once end with the same key", async () => {
    const script = `
      const { loadKeys } = await import(${JSON.stringify(new URL("./secrets.ts", import.meta.url).href)});
      while (Date.now() < Number(process.argv[1])) {}
      process.stdout.write(loadKeys({ encryptionKey: undefined, dataDir: process.argv[2] })[0].id);`;
    const startAt = String(Date.now() + 600);
    const ids = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script, startAt, dataDir]);
        let output = "";
        for await (const chunk of child.stdout) output += String(chunk);
        return output;
      }),
    );
    expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(ids).size).toBe(1);
  });

  test("a key file that others can read is refused with chmod 600", () => {
    loadKeys({ encryptionKey: undefined, dataDir });
    const path = join(dataDir, "encryption.key");
    chmodSync(path, 0o640);
    expect(messageOf(() => loadKeys({ encryptionKey: undefined, dataDir }))).toContain(`chmod 600 ${path}`);
  });

  test("a data directory that cannot be made is reported with the cure", () => {
    writeFileSync(join(dataDir, "file"), "");
    const message = messageOf(() =>
      loadKeys({ encryptionKey: undefined, dataDir: join(dataDir, "file", "sub") }),
    );
    expect(message).toContain("Set DATA_DIR to a directory this service may write to, or set ENCRYPTION_KEY");
  });

  test("a damaged key file is reported, not replaced", () => {
    writeFileSync(join(dataDir, "encryption.key"), "", { mode: 0o600 });
    expect(messageOf(() => loadKeys({ encryptionKey: undefined, dataDir }))).toContain(
      "Restore it from a backup",
    );
  });
});

describe("keys made for a purpose", () => {
  const boxFor = (encryptionKey: string, purpose: string) =>
    createSecretBox(deriveKeys(loadKeys({ encryptionKey, dataDir }), purpose));

  test("open what was sealed for it, and nothing of another purpose or of the given keys", () => {
    const key = newKey();
    const sealed = boxFor(key, "app").seal("hush", place);
    expect(boxFor(key, "app").open(sealed, place)).toBe("hush");
    for (const other of [boxFor(key, "links"), boxOf(key), boxFor(newKey(), "app")])
      expect(messageOf(() => other.open(sealed, place))).toContain("is not configured");
    expect(messageOf(() => boxFor(key, "app").open(boxOf(key).seal("hush", place), place))).not.toContain(
      "nothing",
    );
  });

  test("open what was sealed with an earlier key", () => {
    const [earlier, current] = [newKey(), newKey()];
    const sealed = boxFor(earlier, "app").seal("hush", place);
    expect(boxFor(`${current},${earlier}`, "app").open(sealed, place)).toBe("hush");
  });
});
