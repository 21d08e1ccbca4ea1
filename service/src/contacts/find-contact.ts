import { hasNumber, isEqual, matchContact, type Candidate, type Match, type Matching } from "./core/match.ts";
import { isOrdinary, type PhoneNumber } from "./core/number.ts";
import type { People, Place } from "./ports.ts";

/** More people come into question than can be looked at. */
export type Searched = Match | { kind: "too_many" };

/** Further numbers are read for this many people at most, and for a few of them at a time. */
const mostLookedInto = 100;
const atOnce = 5;

/**
 * Searches for who has a number, as long as not everybody is known here. One place is searched after the
 * other until somebody has the very number. Those who are known count besides. @throws {GatewayError}
 */
export async function findContact(
  people: People,
  caller: PhoneNumber,
  matching: Matching,
  alsoKnown: readonly Candidate[] = [],
): Promise<Searched> {
  const known = new Map(alsoKnown.map((one) => [one.userId, one]));
  let match: Match = { kind: "none" };
  for (const place of placesOf(caller)) {
    const found = await people.findByDigits(caller.ending, place);
    const fresh = found.people.filter((person) => !known.has(person.userId));
    const unclear = fresh.filter((person) => !hasNumber(caller, person, matching));
    if (!found.complete || unclear.length > mostLookedInto) return { kind: "too_many" };
    for (const person of fresh) known.set(person.userId, person);
    for (const person of await withAllNumbers(people, unclear)) known.set(person.userId, person);
    match = matchContact(caller, [...known.values()], matching);
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
