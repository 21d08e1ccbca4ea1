import type { Person } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../storage/database.ts";
import type { Candidate } from "./core/match.ts";
import { writtenOut } from "./core/new-contact.ts";
import { isEqual } from "./core/match.ts";
import type { PhoneNumber } from "./core/number.ts";
import { fold } from "./core/people-search.ts";
import { personOf } from "./core/person.ts";
import { readCaller } from "./core/read-caller.ts";
import { whoHas } from "./find-caller.ts";
import { holdIndex, indexOf } from "./index-store.ts";
import { keepPeople } from "./keep-people.ts";
import type { People, PeopleBook } from "./ports.ts";
import { readingOf } from "./reading.ts";

export type MakePersonDeps = { db: Database; clock: Clock };

export type Made =
  | { kind: "made" | "known"; person: Person }
  | { kind: "no_number" }
  /** The helpdesk says that it is somebody's own number, and does not show whose yet. */
  | { kind: "taken" };

/**
 * Makes a contact of a caller. Whoever has the number as their own is answered instead; a number that
 * others share stays shared, so that it is not taken from them. Asked twice there is one. @throws {GatewayError}
 */
export async function makePerson(
  deps: MakePersonDeps,
  helpdesk: People & PeopleBook,
  integration: KnownIntegration,
  { name, number }: { name: string; number: string },
): Promise<Made> {
  const { id, defaultCountry: country } = integration;
  const read = readCaller(number, readingOf(integration));
  if (read.kind !== "number") return { kind: "no_number" };
  const caller = read.number;
  const owners = await ownersOf(deps, helpdesk, integration, caller);
  const same = owners?.find((one) => !one.shared || fold(one.contact.name) === fold(name));
  if (same !== undefined) return known(same.contact);
  const written = writtenOut(caller);
  const begunAt = (await indexOf(deps.db, id))?.begunAt.getTime() ?? null;
  const added = await helpdesk.addPerson({ name, number: written, shared: owners?.length !== 0 });
  if (added === null) {
    const [owner] = (await ownersOf(deps, helpdesk, integration, caller)) ?? [];
    return owner === undefined ? { kind: "taken" } : known(owner.contact);
  }
  const person = personOf(added, [], integration.contacts.numberFields);
  await deps.db.transaction(async (tx) => {
    // Whoever was forgotten meanwhile with everybody else stays so.
    if ((await holdIndex(tx, id)) === begunAt)
      await keepPeople(tx, { integrationId: id, country }, [person], deps.clock.now());
  });
  return { kind: "made", person: { userId: added.userId, name: added.name, numbers: [written] } };
}

/** Those who have the very number, whoever of them it is taken to be; null when they are too many to be told apart. */
async function ownersOf(
  deps: MakePersonDeps,
  helpdesk: People,
  integration: KnownIntegration,
  caller: PhoneNumber,
): Promise<{ contact: Candidate; shared: boolean }[] | null> {
  const { found } = await whoHas(deps.db, helpdesk, integration, caller);
  if (found.kind === "too_many") return null;
  if (found.kind === "none" || !isEqual(found.why)) return [];
  const shared = found.why === "same_shared_number";
  const contacts = found.kind === "one" ? [found.contact] : found.contacts;
  return contacts.map((contact) => ({ contact, shared }));
}

function known({ userId, name, numbers }: Candidate): Made {
  return { kind: "known", person: { userId, name, numbers: numbers.map((one) => one.value) } };
}
