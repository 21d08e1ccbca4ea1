import { matchContact, searchDigits, type Match } from "./core/match.ts";
import type { People } from "./ports.ts";

export type ContactFinding = Match | { kind: "withheld" } | { kind: "malformed" };

/** Finds who has a number. Withheld and malformed numbers match nobody. @throws {GatewayError} */
export async function findContact(
  people: People,
  number: string | null,
  country: string,
): Promise<ContactFinding> {
  if (number === null || number === "") return { kind: "withheld" };
  const digits = searchDigits(number, country);
  if (digits === null) return { kind: "malformed" };
  return matchContact(number, await people.findByDigits(digits), country);
}
