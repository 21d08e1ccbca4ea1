import type { Person } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../storage/database.ts";
import type { Candidate } from "./core/match.ts";
import { writtenOut } from "./core/new-contact.ts";
import { callerNumber } from "./core/number.ts";
import { fold } from "./core/people-search.ts";
import { personOf } from "./core/person.ts";
import { findCaller } from "./find-caller.ts";
import { holdIndex, indexOf } from "./index-store.ts";
import { keepPeople } from "./keep-people.ts";
import type { People, PeopleBook } from "./ports.ts";

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
  const caller = callerNumber(number, country);
  if (caller === null) return { kind: "no_number" };
  const owners = await ownersOf(deps, helpdesk, integration, number);
  const same = owners.find((one) => !one.shared || fold(one.contact.name) === fold(name));
  if (same !== undefined) return known(same.contact);
  const written = writtenOut(caller);
  const begunAt = (await indexOf(deps.db, id))?.begunAt.getTime() ?? null;
  const added = await helpdesk.addPerson({ name, number: written, shared: owners.length > 0 });
  if (added === null) {
    const [owner] = await ownersOf(deps, helpdesk, integration, number);
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

/** Those who have the very number. */
async function ownersOf(
  deps: MakePersonDeps,
  helpdesk: People,
  integration: KnownIntegration,
  number: string,
): Promise<{ contact: Candidate; shared: boolean }[]> {
  const finding = await findCaller(deps, helpdesk, integration, number);
  if (finding.kind !== "one" && finding.kind !== "several") return [];
  if (finding.why !== "same_number" && finding.why !== "same_shared_number") return [];
  const shared = finding.why === "same_shared_number";
  const contacts = finding.kind === "one" ? [finding.contact] : finding.contacts;
  return contacts.map((contact) => ({ contact, shared }));
}

function known({ userId, name, numbers }: Candidate): Made {
  return { kind: "known", person: { userId, name, numbers: numbers.map((one) => one.value) } };
}
