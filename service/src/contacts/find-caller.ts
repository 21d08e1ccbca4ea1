import type { MatchReason } from "@deskline/shared/admin-contacts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Connection } from "../storage/database.ts";
import { choiceOf } from "./choices.ts";
import { isEqual, matchContact, type Candidate, type Match } from "./core/match.ts";
import type { PhoneNumber } from "./core/number.ts";
import { readCaller } from "./core/read-caller.ts";
import { decide, type Decided } from "./core/several.ts";
import { findContact, type Searched } from "./find-contact.ts";
import { isFilled } from "./index-store.ts";
import { lastCallerAmong } from "./last-caller.ts";
import { peopleKnown, peopleWithEnding, peopleWithNumber } from "./people-store.ts";
import type { People } from "./ports.ts";
import { matchingOf, readingOf } from "./reading.ts";

export type ContactFinding =
  | (Extract<Decided, { kind: "one" }> & { from: "index" | "search" })
  | { kind: "several"; contacts: Candidate[]; why: MatchReason }
  | { kind: "none" }
  | { kind: "withheld" }
  | { kind: "malformed" }
  /** A number of the office's own. */
  | { kind: "internal" }
  /** More people come into question than can be looked at. */
  | { kind: "too_many" };

/**
 * Finds who has a number, among everybody who is known here: no request is made for it. Only as long as not
 * everybody is known they are searched for as well. Withheld and malformed numbers match nobody.
 * @throws {GatewayError} from the search alone
 */
export async function findCaller(
  { db }: { db: Connection },
  people: People,
  integration: KnownIntegration,
  number: string | null,
): Promise<ContactFinding> {
  const read = readCaller(number, readingOf(integration));
  if (read.kind !== "number") return read;
  const caller = read.number;
  const { found, from } = await whoHas(db, people, integration, caller);
  const chosen = await choiceOf(db, integration.id, caller.value);
  if (found.kind === "too_many")
    return chosen === null
      ? found
      : { kind: "one", contact: chosen, why: "remembered", by: "remembered", from };
  const last =
    found.kind === "several" && integration.contacts.several === "last_call"
      ? await lastCallerAmong(db, integration.id, idsOf(found.contacts))
      : null;
  const decided = decide(found, { chosen, last, policy: integration.contacts.several });
  return decided.kind === "one" ? { ...decided, from } : decided;
}

/** Who fits a number, before anything else tells whose it is. @throws {GatewayError} from the search alone */
export async function whoHas(
  db: Connection,
  people: People,
  integration: KnownIntegration,
  caller: PhoneNumber,
): Promise<{ found: Searched; from: "index" | "search" }> {
  const matching = matchingOf(integration);
  const known = await knownWith(db, integration, caller);
  if (known === null) return { found: { kind: "too_many" }, from: "index" };
  const found: Match = matchContact(caller, known, matching);
  if (found.kind !== "none" && isEqual(found.why)) return { found, from: "index" };
  if (await isFilled(db, integration.id)) return { found, from: "index" };
  const searched = await findContact(fresher(db, integration.id, people), caller, matching, known);
  return { found: searched, from: "search" };
}

/** Who may have the number; null when there are more than can be looked through. */
export async function knownWith(
  db: Connection,
  integration: KnownIntegration,
  caller: PhoneNumber,
): Promise<Candidate[] | null> {
  const same = await peopleWithNumber(db, integration.id, caller);
  if (same === null) return null;
  const match = matchContact(caller, same, matchingOf(integration));
  if (match.kind !== "none" && isEqual(match.why)) return same;
  const alike = await peopleWithEnding(db, integration.id, caller);
  if (alike === null) return null;
  const ids = new Set(idsOf(same));
  return [...same, ...alike.filter((one) => !ids.has(one.userId))];
}

/** A search shows people as they were a while ago: who is known here counts as known. */
function fresher(db: Connection, integrationId: string, people: People): People {
  return {
    ...people,
    findByDigits: async (digits, place) => {
      const found = await people.findByDigits(digits, place);
      const known = await peopleKnown(db, integrationId, idsOf(found.people));
      const byId = new Map(known.map((one) => [one.userId, one]));
      return { ...found, people: found.people.map((one) => byId.get(one.userId) ?? one) };
    },
  };
}

function idsOf(candidates: readonly Candidate[]): number[] {
  return candidates.map((one) => one.userId);
}
