import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { singleFile } from "../platform/single-file.ts";
import { normalPassword, weaknessOf, type Weakness } from "./core/password.ts";

/** As OWASP advises for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;

const derive = promisify(argon2);

/** One at a time: many log-ins at once must not take the memory of as many. */
const inTurn = singleFile();

/** What is stored of a password, with all that is needed to check it even if the cost changes (PHC form). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await inTurn(() => derived(password, salt, cost));
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Takes as long when no password is set: `stored` is null then. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { salt, hash, ...asked } = stored === null ? nobodys : parse(stored);
  const given = await inTurn(() => derived(password, salt, asked));
  return timingSafeEqual(given, hash) && stored !== null;
}

/** What makes a new password too easy to guess; null when nothing does. */
export async function weaknessOfPassword(password: string): Promise<Weakness | null> {
  return weaknessOf(normalPassword(password), await commonPasswords());
}

type Stored = typeof cost & { salt: Buffer; hash: Buffer };

const nobodys: Stored = { ...cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };

function derived(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: typeof cost,
): Promise<Buffer> {
  const message = normalPassword(password);
  return derive("argon2id", { message, nonce, memory, passes, parallelism, tagLength: hashBytes });
}

function parse(stored: string): Stored {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (parts === null) throw new Error("the operator's password is not stored in a form we know");
  const [, memory, passes, parallelism, salt = "", hash = ""] = parts;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

let common: Promise<ReadonlySet<string>> | null = null;

/** Loaded when a password is set, which is seldom. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set<string>(dictionary["passwords-common"]),
  );
  return common;
}
