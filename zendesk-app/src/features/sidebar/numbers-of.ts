import type { HostUser, UserAnswer } from "../../zaf/schema.ts";

export type StoredNumber = { number: string; shared: boolean };

/** Every number of a user, the main one first, each once. */
export function numbersOf(user: HostUser, stored: UserAnswer["user"]): StoredNumber[] {
  const own = (user.identities ?? [])
    .filter(({ type, value }) => type === "phone_number" && value != null && value !== "")
    .sort((a, b) => Number(b.primary === true) - Number(a.primary === true))
    .map(({ value }) => ({ number: value ?? "", shared: false }));
  const { phone, shared_phone_number: shared } = stored;
  const known = new Set(own.map(({ number }) => digitsOf(number)));
  if (phone == null || phone === "" || known.has(digitsOf(phone))) return own;
  return [{ number: phone, shared: shared === true }, ...own];
}

function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, "");
}
