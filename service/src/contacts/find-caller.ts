import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { Connection } from "../storage/database.ts";
import { callerNumber } from "./core/number.ts";
import { findContact, type ContactFinding } from "./find-contact.ts";
import type { People } from "./ports.ts";
import { madeContact } from "./store.ts";

/** As `findContact`, and knows whom we made a contact before the helpdesk's search does. @throws {GatewayError} */
export async function findCaller(
  deps: { db: Connection; clock: Clock },
  people: People,
  integration: KnownIntegration,
  number: string | null,
): Promise<ContactFinding> {
  const finding = await findContact(people, number, integration.defaultCountry);
  if (finding.kind !== "none" || number === null) return finding;
  const key = callerNumber(number, integration.defaultCountry)?.value;
  const made = key === undefined ? null : await madeContact(deps.db, integration.id, key, deps.clock.now());
  if (made === null) return finding;
  const { userId, name } = made;
  const numbers = [{ value: made.number, shared: false }];
  return {
    kind: "one",
    contact: { userId, name, numbers, active: true, suspended: false },
    why: "same_number",
  };
}
