import { fewestDigits, isOrdinary, storedNumber, type PhoneNumber } from "./number.ts";

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

export type MatchReason =
  "same_number" | "same_shared_number" | "same_but_for_extension" | "same_last_digits";

/** How well somebody's number fits, best first. */
const ranks: readonly MatchReason[] = [
  "same_number",
  "same_shared_number",
  "same_but_for_extension",
  "same_last_digits",
];

/**
 * Who of the candidates has this number. A number of one person's own goes before a shared one, an
 * equal number before equal last digits, an active person before a suspended one. Two that fit
 * equally well are `several`: nobody is guessed.
 */
export function matchContact(caller: PhoneNumber, candidates: readonly Candidate[], country: string): Match {
  const ranked = candidates
    .filter((candidate) => candidate.active)
    .flatMap((candidate) => {
      const why = fitOf(caller, candidate, country);
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

/** Whether one of the numbers known of the candidate is the caller's, to the last digit. */
export function hasNumber(caller: PhoneNumber, candidate: Candidate, country: string): boolean {
  return isEqual(fitOf(caller, candidate, country));
}

/** Whether the numbers were equal to the last digit, so that nobody can fit better. */
export function isEqual(why: MatchReason | null): boolean {
  return why === "same_number" || why === "same_shared_number";
}

function fitOf(caller: PhoneNumber, candidate: Candidate, country: string): MatchReason | null {
  const fits = candidate.numbers.map(({ value, shared }) =>
    fitOfNumber(caller, storedNumber(value, country), shared),
  );
  return ranks.find((why) => fits.includes(why)) ?? null;
}

function fitOfNumber(caller: PhoneNumber, known: PhoneNumber, shared: boolean): MatchReason | null {
  if (caller.value !== known.value) return sameEnd(caller, known) ? "same_last_digits" : null;
  if (caller.extension !== known.extension) return isOrdinary(caller) ? "same_but_for_extension" : null;
  return shared ? "same_shared_number" : "same_number";
}

/**
 * Whether one may be the other written shorter. Two numbers that both name their country are the same or
 * not; and so are two that are valid as they stand, unless it is only a sign that one lacks.
 */
function sameEnd(a: PhoneNumber, b: PhoneNumber): boolean {
  if (a.international && b.international) return false;
  if (a.valid && b.valid && a.digits !== b.digits) return false;
  const [short, long] = a.digits.length < b.digits.length ? [a.digits, b.digits] : [b.digits, a.digits];
  return short.length >= fewestDigits && long.endsWith(short);
}
