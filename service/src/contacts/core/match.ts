import type { MatchReason } from "@deskline/shared/admin-contacts";
import { fewestDigits, isOfCountry, isOrdinary, storedNumber, type PhoneNumber } from "./number.ts";

/** A person who may be the caller, as the helpdesk knows them. */
export type Candidate = {
  userId: number;
  name: string;
  numbers: { value: string; shared: boolean }[];
  active: boolean;
  suspended: boolean;
  agent: boolean;
  /** When the helpdesk last changed them (epoch ms); null where that is not known. */
  updatedAt: number | null;
};

export type Match =
  | { kind: "one"; contact: Candidate; why: MatchReason }
  | { kind: "several"; contacts: Candidate[]; why: MatchReason }
  | { kind: "none" };

/** How stored numbers are read, and in how many last digits two must agree. */
export type Matching = { country: string; lastDigits: number };

/** How well somebody's number fits, best first. */
const reasons: readonly MatchReason[] = [
  "same_number",
  "same_shared_number",
  "same_but_for_extension",
  "same_national_number",
  "same_last_digits",
];

/** A person with the number of theirs that fits best. */
export type Fit = { candidate: Candidate; number: string; shared: boolean; why: MatchReason };

/** Who of the candidates has this number, whoever fits best first. The deleted have none. */
export function fitsOf(
  caller: PhoneNumber,
  candidates: readonly Candidate[],
  matching: Matching,
): (Fit & { rank: number })[] {
  return candidates
    .filter((candidate) => candidate.active)
    .flatMap((candidate) => bestFit(caller, candidate, matching) ?? [])
    .toSorted((a, b) => a.rank - b.rank);
}

/**
 * Who of the candidates it is. An equal number goes before an equal national one and that before equal
 * last digits; then a number of one's own before a shared one, the active before the suspended, and end
 * users before agents. Two that fit equally well are `several`: nobody is guessed.
 */
export function matchContact(
  caller: PhoneNumber,
  candidates: readonly Candidate[],
  matching: Matching,
): Match {
  const fits = fitsOf(caller, candidates, matching);
  const [first] = fits;
  if (first === undefined) return { kind: "none" };
  const { why, candidate } = first;
  const best = fits.filter((fit) => fit.rank === first.rank);
  if (best.length === 1) return { kind: "one", contact: candidate, why };
  return { kind: "several", contacts: best.map((fit) => fit.candidate), why };
}

/** Whether one of the numbers known of the candidate is the caller's, to the last digit. */
export function hasNumber(caller: PhoneNumber, candidate: Candidate, matching: Matching): boolean {
  return isEqual(bestFit(caller, candidate, matching)?.why ?? null);
}

/** Whether the numbers were equal to the last digit, so that nobody can fit better. */
export function isEqual(why: MatchReason | null): boolean {
  return why === "same_number" || why === "same_shared_number";
}

function bestFit(
  caller: PhoneNumber,
  candidate: Candidate,
  matching: Matching,
): (Fit & { rank: number }) | null {
  const fits = candidate.numbers.flatMap(({ value: number, shared }) => {
    const why = fitOfNumber(caller, storedNumber(number, matching.country), shared, matching);
    return why === null ? [] : [{ candidate, number, shared, why, rank: rankOf(why, shared, candidate) }];
  });
  return fits.toSorted((a, b) => a.rank - b.rank)[0] ?? null;
}

function rankOf(why: MatchReason, shared: boolean, { suspended, agent }: Candidate): number {
  return reasons.indexOf(why) * 8 + (shared ? 4 : 0) + (suspended ? 2 : 0) + (agent ? 1 : 0);
}

function fitOfNumber(
  caller: PhoneNumber,
  known: PhoneNumber,
  shared: boolean,
  matching: Matching,
): MatchReason | null {
  if (caller.value === known.value) {
    if (caller.extension !== known.extension) return isOrdinary(caller) ? "same_but_for_extension" : null;
    return shared ? "same_shared_number" : "same_number";
  }
  if (!mayBeOne(caller, known)) return null;
  if (isSameNational(caller, known)) return "same_national_number";
  return endsAlike(caller, known, matching) ? "same_last_digits" : null;
}

/**
 * Whether two that are not equal may still be one number. Two that both name their country are not. Nor are
 * two that are valid as they stand, or of which one names its country and the other is valid in another one, unless it
 * is only a sign that one lacks.
 */
function mayBeOne(a: PhoneNumber, b: PhoneNumber): boolean {
  if (a.international && b.international) return false;
  if (a.digits === b.digits) return true;
  return !(a.valid && b.valid) && !isOfAnother(a, b) && !isOfAnother(b, a);
}

/** Whether one names its country, and the other is valid in another one. */
function isOfAnother(named: PhoneNumber, { valid, national }: PhoneNumber): boolean {
  return named.international && valid && national !== null && !named.digits.startsWith(national.code);
}

function isSameNational(a: PhoneNumber, b: PhoneNumber): boolean {
  if (a.national === null || b.national === null) return false;
  const { code, number } = a.national;
  return number.length >= fewestDigits && code === b.national.code && number === b.national.number;
}

/**
 * In the last so many digits. A shorter one lacks its area or country, and can only be completed in the default one: all
 * of it is compared, and only with one of that country.
 */
function endsAlike(a: PhoneNumber, b: PhoneNumber, { country, lastDigits }: Matching): boolean {
  const [shorter, longer] = a.digits.length <= b.digits.length ? [a, b] : [b, a];
  const compared = Math.min(lastDigits, shorter.digits.length);
  if (compared < lastDigits && !isOfCountry(longer, country)) return false;
  return compared >= fewestDigits && a.digits.slice(-compared) === b.digits.slice(-compared);
}
