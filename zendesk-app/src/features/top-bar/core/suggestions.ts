import type { CallView, Directory, Person } from "@deskline/shared/app";

/** Somebody who can be called. */
export type Suggestion = {
  key: string;
  kind: "recent" | "person" | "extension";
  name: string;
  number: string;
  userId: number | null;
  /** How an extension's phone is. */
  phone: Directory["extensions"][number]["phone"] | null;
};

export type Found = { recent: Suggestion[]; people: Person[]; extensions: Directory["extensions"] };

const most = 20;
const mostOfOnePerson = 3;
/** The rest is the same number written as at home or as from abroad. */
const tellingDigits = 9;

/** What fits the text: those who were spoken to lately, then contacts, then extensions; each number once. */
export function suggestionsFor(text: string, { recent, people, extensions }: Found): Suggestion[] {
  const all = [
    ...recent.filter((one) => fits(one, text)),
    ...people.flatMap((person) => numbersOf(person, text)),
    ...extensions.map(extensionOf).filter((one) => fits(one, text)),
  ];
  const byNumber = Map.groupBy(all, ({ number }) => comparable(number).slice(-tellingDigits));
  return [...byNumber.values()].flatMap(([first]) => first ?? []).slice(0, most);
}

/** With whom the agent spoke lately, the last first. */
export function recentOf(calls: CallView[], extension: string | null): Suggestion[] {
  return calls.flatMap((call) => {
    const other = otherOf(call, extension);
    return other === null ? [] : { key: `recent ${call.id}`, kind: "recent", phone: null, ...other };
  });
}

function otherOf(
  call: CallView,
  extension: string | null,
): Pick<Suggestion, "name" | "number" | "userId"> | null {
  if (call.direction === "internal") {
    const other = call.phones.find(({ number }) => number !== extension);
    return other === undefined ? null : { name: other.name, number: other.number, userId: null };
  }
  const number = call.e164 ?? call.number;
  if (number === null) return null;
  const [only, ...others] = call.candidates ?? [];
  if (only === undefined || others.length > 0) return { name: "", number, userId: null };
  return { name: only.name, number, userId: only.userId };
}

/** Whether the text is to be dialled as it stands, and not to be looked for as a name. */
export function isNumber(text: string): boolean {
  return /^\+?[\d\s()./*#-]*\d[\d\s()./*#-]*$|^[*#]+$/.test(text.trim());
}

function numbersOf({ userId, name, numbers }: Person, text: string): Suggestion[] {
  const wanted = comparable(text);
  const fitting = wanted === "" ? numbers : numbers.filter((number) => comparable(number).includes(wanted));
  return (fitting.length > 0 ? fitting : numbers).slice(0, mostOfOnePerson).map((number) => ({
    key: `person ${userId} ${number}`,
    kind: "person",
    name,
    number,
    userId,
    phone: null,
  }));
}

function extensionOf({ number, name, phone }: Directory["extensions"][number]): Suggestion {
  return { key: `extension ${number}`, kind: "extension", name, number, userId: null, phone };
}

function fits({ name, number }: Suggestion, text: string): boolean {
  const wanted = folded(text);
  if (wanted === "") return true;
  if (!isNumber(text)) return folded(name).includes(wanted);
  return comparable(number).includes(comparable(text));
}

/** Digits as they are compared: the ways of writing the way abroad in front tell nothing. */
function comparable(number: string): string {
  return isNumber(number) ? number.replaceAll(/[^\d*#]/g, "").replace(/^0+/, "") : "";
}

function folded(text: string): string {
  return text.trim().normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
