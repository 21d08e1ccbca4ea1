/** Where a number stands in a contact of a PBX: one of each, nine at most. */
export const numberSlots = [
  "business",
  "business2",
  "mobile",
  "mobile2",
  "home",
  "home2",
  "other",
  "business_fax",
  "home_fax",
] as const;
export type NumberSlot = (typeof numberSlots)[number];

/** A contact as a phonebook of a PBX holds it. What is not known is empty. */
export type PhonebookContact = {
  name: string;
  company: string;
  email: string;
  numbers: Partial<Record<NumberSlot, string>>;
  /** By which it is recognised as ours, and as whose. */
  mark: string;
};

/** One that stands on the PBX. */
export type StoredContact = PhonebookContact & { id: number; phonebookIds: number[] };

/** The contact in one line, by which two are compared and one is remembered. */
export function lineOf({ name, company, email, numbers, mark }: PhonebookContact): string {
  const inOrder = numberSlots.map((slot) => numbers[slot] ?? "");
  return JSON.stringify([name, company, email, ...inOrder, mark]);
}

/** Marks the contact of a user of the helpdesk. */
export function markOf(userId: number): string {
  return `zd:${userId}`;
}

/** Whose contact it is; null when it is none of ours. */
export function userOfMark(mark: string): number | null {
  const digits = /^zd:([1-9]\d{0,15})$/.exec(mark.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}
