import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";

/** A person who may be the caller, as the helpdesk knows them. */
export type Candidate = {
  userId: number;
  name: string;
  numbers: { value: string; shared: boolean }[];
  active: boolean;
  suspended: boolean;
};

export type Match =
  | { kind: "one"; contact: Candidate; why: MatchReason }
  | { kind: "several"; contacts: Candidate[]; why: MatchReason }
  | { kind: "none" };

export type MatchReason = "same_number" | "same_shared_number" | "same_last_digits";

/** Fewest digits in which the ends of two numbers must agree to be taken for one. */
const fewestDigits = 7;

/**
 * Who of the candidates has this number. A number of one person's own goes before a shared one, an
 * equal number before equal last digits, an active person before a suspended one. Two that fit
 * equally well are `several`: nobody is guessed.
 */
export function matchContact(number: string, candidates: readonly Candidate[], country: string): Match {
  const ranked = candidates
    .filter((candidate) => candidate.active)
    .flatMap((candidate) => {
      const why = fitOf(number, candidate, country);
      return why === null
        ? []
        : [{ candidate, why, rank: ranks.indexOf(why) * 2 + (candidate.suspended ? 1 : 0) }];
    });
  const best = Math.min(...ranked.map((entry) => entry.rank));
  const fitting = ranked.filter((entry) => entry.rank === best);
  const [first] = fitting;
  if (first === undefined) return { kind: "none" };
  if (fitting.length === 1) return { kind: "one", contact: first.candidate, why: first.why };
  return { kind: "several", contacts: fitting.map((entry) => entry.candidate), why: first.why };
}

const ranks: readonly MatchReason[] = ["same_number", "same_shared_number", "same_last_digits"];

function fitOf(number: string, candidate: Candidate, country: string): MatchReason | null {
  const fits = candidate.numbers.flatMap((known) => {
    if (sameNumber(number, known.value, country))
      return [known.shared ? "same_shared_number" : "same_number"] as const;
    return sameEnd(number, known.value) ? (["same_last_digits"] as const) : [];
  });
  return ranks.find((why) => fits.some((fit) => fit === why)) ?? null;
}

function sameNumber(a: string, b: string, country: string): boolean {
  const [one, other] = [normal(a, country), normal(b, country)];
  return one !== "" && one === other;
}

/** E.164 where the number is valid in some country, else its digits. Extensions (`x123`) are left out. */
function normal(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode);
  return parsed?.isValid() === true ? parsed.number : digitsOf(number);
}

function sameEnd(a: string, b: string): boolean {
  const [short, long] = [digitsOf(a), digitsOf(b)].sort((x, y) => x.length - y.length);
  return short !== undefined && long !== undefined && short.length >= fewestDigits && long.endsWith(short);
}

export function digitsOf(number: string): string {
  return number.replace(/x\d+$/i, "").replaceAll(/\D/g, "");
}

/**
 * The digits to search the helpdesk for: the national number of a valid one, since its country and
 * trunk prefix may be written in many ways, else all digits. Null when there are too few to mean anyone.
 */
export function searchDigits(number: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode);
  const digits = parsed?.isValid() === true ? parsed.nationalNumber : digitsOf(number);
  return digits.length >= 3 ? digits : null;
}
