import type { Call } from "../calls/core/call.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { createContact, type CreateDeps } from "./create-contact.ts";
import { fallbackOf } from "./core/effect.ts";
import { isToBeCreated } from "./core/new-contact.ts";
import { readCaller } from "./core/read-caller.ts";
import { findCaller, type ContactFinding } from "./find-caller.ts";
import type { People, PeopleBook } from "./ports.ts";
import { readingOf } from "./reading.ts";

/** A caller who was found, or whom nobody knew and who is a contact now; or why there is none. */
export type Met =
  | { finding: ContactFinding; created: null }
  | { finding: { kind: "none" }; created: { userId: number; name: string; isNew: boolean } }
  | { finding: { kind: "none" }; created: { refused: string } };

/**
 * Finds who is at the other end of a call, and makes a contact of an unknown number where the settings want that
 * and it may be. @throws {GatewayError}
 */
export async function meetCaller(
  deps: CreateDeps,
  helpdesk: People & PeopleBook,
  integration: KnownIntegration,
  call: Call,
  mayCreate = true,
): Promise<Met> {
  const signalled = call.outsideE164 ?? call.outsideNumber;
  if (call.direction === "internal") return { finding: { kind: "internal" }, created: null };
  const finding = await findCaller(deps, helpdesk, integration, signalled);
  if (finding.kind !== "none" || !mayCreate) return { finding, created: null };
  const caller = readCaller(signalled, readingOf(integration));
  if (caller.kind !== "number" || !isToBeCreated(integration.contacts, call.direction, caller.number))
    return { finding, created: null };
  const shown = call.outsideNumber ?? caller.number.value;
  const created = await createContact(deps, helpdesk, integration, caller.number, shown);
  if (created.kind === "refused") return { finding, created: { refused: created.detail } };
  const { userId, name, kind } = created;
  return { finding, created: { userId, name, isNew: kind === "made" } };
}

/** Whether a call whose caller nobody knows is somebody's all the same: a new contact's, or the fallback requester's. */
export function isSomebodysAnyway(integration: KnownIntegration, call: Call): boolean {
  const { contacts } = integration;
  const caller = readCaller(call.outsideE164 ?? call.outsideNumber, readingOf(integration));
  return caller.kind === "number"
    ? isToBeCreated(contacts, call.direction, caller.number)
    : fallbackOf(contacts, call.direction) !== null;
}

export function isNewContact({ created }: Met): boolean {
  return created !== null && "isNew" in created && created.isNew;
}

/** As it stands in the trace of a call. */
export function describeMet({ finding, created }: Met): Record<string, unknown> {
  if (created !== null && "refused" in created) return { result: "none", refused: created.refused };
  if (created !== null)
    return { result: created.isNew ? "created" : "one", userId: created.userId, name: created.name };
  switch (finding.kind) {
    case "one": {
      const { contact, why, by, from } = finding;
      return { result: "one", userId: contact.userId, why, from, ...(by === null ? {} : { by }) };
    }
    case "several":
      return { result: "several", userIds: finding.contacts.map((one) => one.userId), why: finding.why };
    case "none":
    case "too_many":
    case "withheld":
    case "malformed":
    case "internal":
      return { result: finding.kind };
  }
}
