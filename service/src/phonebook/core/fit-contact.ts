import { markOf, type PhonebookContact } from "./contact.ts";
import { intoSlots, type KnownNumber } from "./number-slots.ts";

/** A user of the helpdesk as the contacts are kept here. */
export type KnownPerson = {
  userId: number;
  name: string;
  email: string | null;
  company: string | null;
  endUser: boolean;
  suspended: boolean;
  /** Deleted, or merged into somebody else. */
  gone: boolean;
  mergedInto: number | null;
  /** The main one first. */
  numbers: KnownNumber[];
};

/** How long texts and numbers of a contact may be. */
export type ContactLimits = { text: number; number: number };

export type Fitting =
  | { kind: "fits"; contact: PhonebookContact }
  | { kind: "unfit"; reason: "no_name" | "no_number" | "suspended" | "not_end_user" }
  | { kind: "gone" };

/** The contact that a user becomes, or why the user becomes none: it needs a name and a number. */
export function fitContact(person: KnownPerson, limits: ContactLimits): Fitting {
  if (person.gone) return { kind: "gone" };
  if (!person.endUser) return { kind: "unfit", reason: "not_end_user" };
  if (person.suspended) return { kind: "unfit", reason: "suspended" };
  const numbers = intoSlots(person.numbers, limits.number);
  if (Object.keys(numbers).length === 0) return { kind: "unfit", reason: "no_number" };
  const name = plainText(person.name, limits.text);
  if (name === "") return { kind: "unfit", reason: "no_name" };
  const company = plainText(person.company ?? "", limits.text);
  const email = emailOf(person.email ?? "", limits.text);
  return { kind: "fits", contact: { name, company, email, numbers, mark: markOf(person.userId) } };
}

/** Control characters, what turns the direction of text, and what some phones or pages read as markup. */
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069<>"\\]/gu;

/** A text as displays of phones can show it, in one line of so many characters at most. */
export function plainText(text: string, most: number): string {
  const plain = text.toWellFormed().replaceAll(harmful, " ").replaceAll(/\s+/g, " ").trim();
  return Array.from(plain).slice(0, most).join("").trim();
}

/** Cut short it would be somebody else's. */
function emailOf(email: string, most: number): string {
  const plain = email.trim();
  return plain.length <= most && /^[^\s<>"\\\p{Cc}]+@[^\s<>"\\\p{Cc}]+$/u.test(plain) ? plain : "";
}
