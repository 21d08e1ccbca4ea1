import { hasNumber, isEqual, matchContact, type Candidate, type Match } from "./core/match.ts";
import { callerNumber, isOrdinary, type PhoneNumber } from "./core/number.ts";
import type { People, Place } from "./ports.ts";

export type ContactFinding =
  | Match
  | { kind: "withheld" }
  | { kind: "malformed" }
  /** More people come into question than can be looked at. */
  | { kind: "too_many" };

/** Further numbers are read for this many people at most, and for a few of them at a time. */
const mostLookedInto = 100;
const atOnce = 5;

/**
 * Finds who has a number. Withheld and malformed numbers match nobody. One place is searched after the
 * other until somebody has the very number. @throws {GatewayError}
 */
export async function findContact(
  people: People,
  number: string | null,
  country: string,
): Promise<ContactFinding> {
  if (number === null || number === "") return { kind: "withheld" };
  const caller = callerNumber(number, country);
  if (caller === null) return { kind: "malformed" };
  const known = new Map<number, Candidate>();
  let match: Match = { kind: "none" };
  for (const place of placesOf(caller)) {
    const found = await people.findByDigits(caller.ending, place);
    const fresh = found.people.filter((person) => !known.has(person.userId));
    const unclear = fresh.filter((person) => !hasNumber(caller, person, country));
    if (!found.complete || unclear.length > mostLookedInto) return { kind: "too_many" };
    for (const person of fresh) known.set(person.userId, person);
    for (const person of await withAllNumbers(people, unclear)) known.set(person.userId, person);
    match = matchContact(caller, [...known.values()], country);
    if (match.kind !== "none" && isEqual(match.why)) return match;
  }
  return match;
}

/** Behind the digits may stand an extension. A number too short to be an ordinary one must be all there is. */
function placesOf(caller: PhoneNumber): Place[] {
  return isOrdinary(caller) ? ["at_end", "anywhere"] : ["whole"];
}

async function withAllNumbers(people: People, candidates: Candidate[]): Promise<Candidate[]> {
  const completed: Candidate[] = [];
  for (let i = 0; i < candidates.length; i += atOnce) {
    const batch = candidates.slice(i, i + atOnce).map(async (candidate) => {
      const further = await people.furtherNumbers(candidate.userId);
      const numbers = [...candidate.numbers, ...further.map((value) => ({ value, shared: false }))];
      return { ...candidate, numbers };
    });
    completed.push(...(await Promise.all(batch)));
  }
  return completed;
}
