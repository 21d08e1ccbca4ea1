import type { Account } from "../account.ts";
import { recordInvalid } from "../server/refusal.ts";

export type UniqueKind = "email" | "phone_number" | "external_id";

function key(kind: UniqueKind, value: string): string {
  return `${kind}:${value.toLowerCase()}`;
}

export function ownerOf(account: Account, kind: UniqueKind, value: string): number | undefined {
  return account.uniqueOwners.get(key(kind, value));
}

export function claim(account: Account, kind: UniqueKind, value: string, userId: number): void {
  account.uniqueOwners.set(key(kind, value), userId);
}

export function release(account: Account, kind: UniqueKind, value: string, userId: number): void {
  if (ownerOf(account, kind, value) === userId) account.uniqueOwners.delete(key(kind, value));
}

const labels = { email: "Email", phone_number: "Phone", external_id: "External" };
const detailKeys = { email: "email", phone_number: "phone", external_id: "external_id" };

/** Refuses a value that belongs to somebody else already, as `DuplicateValue`. */
export function requireFree(account: Account, kind: UniqueKind, value: string, userId: number | null): void {
  const owner = ownerOf(account, kind, value);
  if (owner === undefined || owner === userId) return;
  throw recordInvalid(detailKeys[kind], {
    description: `${labels[kind]}: ${value} is already being used by another user`,
    error: "DuplicateValue",
  });
}
