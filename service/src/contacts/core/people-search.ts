import { callerNumber, isOrdinary } from "./number.ts";

/** What somebody types to find a person. */
export type PeopleSearch =
  { kind: "digits"; digits: string } | { kind: "words"; words: string[] } | { kind: "nothing" };

const mostWords = 8;

/**
 * Reads what was typed as a number or as words of a name. Only letters and digits are left of it, so that
 * nothing can be taken for an operator of the helpdesk's search.
 */
export function readSearch(text: string, country: string): PeopleSearch {
  const number = callerNumber(text, country);
  if (number !== null) return { kind: "digits", digits: isOrdinary(number) ? number.ending : number.digits };
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.join("").length < 2
    ? { kind: "nothing" }
    : { kind: "words", words: words.slice(0, mostWords) };
}

/** Whether every word is in the name, whatever its accents and capitals. */
export function nameHas(name: string, words: string[]): boolean {
  const folded = fold(name);
  return words.every((word) => folded.includes(fold(word)));
}

export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
