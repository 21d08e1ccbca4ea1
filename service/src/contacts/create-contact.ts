import { setTimeout as sleep } from "node:timers/promises";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { singleFlight } from "../platform/single-flight.ts";
import type { Database } from "../storage/database.ts";
import { nameFrom, writtenOut } from "./core/new-contact.ts";
import { storedNumber, type PhoneNumber } from "./core/number.ts";
import { personOf, type ToldPerson } from "./core/person.ts";
import { claimCreation, endCreation, giveUpClaim, noteSent, type Creation } from "./creation-store.ts";
import { keepPeople } from "./keep-people.ts";
import { peopleWithNumber } from "./people-store.ts";
import type { PeopleBook } from "./ports.ts";

export type CreateDeps = { db: Database; clock: Clock };

export type Created =
  | { kind: "made" | "owned"; userId: number; name: string }
  /** The helpdesk takes no such contact. */
  | { kind: "refused"; detail: string };

/** Longer than Zendesk is waited for. */
const claimMs = 30_000;
const lookAgainMs = 200;
const patienceMs = 20_000;

const underWay = singleFlight<Created>();

/**
 * Makes a contact of a number that nobody has; whoever has it meanwhile is answered instead. However many
 * calls of the number ask at once, on however many replicas, the helpdesk is asked once: one of them holds
 * the row, the others wait for the contact. After an answer that got lost it is looked for before it is made
 * again. @throws {GatewayError}
 */
export function createContact(
  deps: CreateDeps,
  helpdesk: PeopleBook,
  integration: KnownIntegration,
  number: PhoneNumber,
  signalled: string,
): Promise<Created> {
  return underWay(`${integration.id} ${number.value}`, async () => {
    const key = { integrationId: integration.id, number: number.value };
    const giveUpAt = deps.clock.now() + patienceMs;
    for (;;) {
      const claim = await claimCreation(deps.db, key, deps.clock.now(), claimMs);
      const owner = await ownerKnown(deps, integration, number);
      if (claim !== null && owner !== null) await endCreation(deps.db, key);
      if (owner !== null) return owner;
      if (claim !== null) return await make(deps, helpdesk, integration, number, signalled, claim);
      if (deps.clock.now() > giveUpAt) throw passing("The contact is being made for another call.");
      await sleep(lookAgainMs);
    }
  });
}

async function make(
  deps: CreateDeps,
  helpdesk: PeopleBook,
  integration: KnownIntegration,
  number: PhoneNumber,
  signalled: string,
  claim: Creation,
): Promise<Created> {
  const externalId = `deskline:${claim.id}`;
  const earlier = claim.sent ? await helpdesk.personMadeAs(externalId) : null;
  if (earlier !== null) return keep(deps, integration, claim, earlier);
  await noteSent(deps.db, claim, true);
  const { nameTemplate, tags } = integration.contacts;
  try {
    const added = await helpdesk.addPerson({
      name: nameFrom(nameTemplate, signalled),
      number: writtenOut(number),
      shared: false,
      tags,
      externalId,
    });
    if (added !== null) return await keep(deps, integration, claim, added);
  } catch (error) {
    return afterFailure(deps, claim, error);
  }
  return takenBy(deps, helpdesk, integration, number, claim);
}

async function keep(
  { db, clock }: CreateDeps,
  { id, defaultCountry, contacts }: KnownIntegration,
  claim: Creation,
  told: ToldPerson,
): Promise<Created> {
  const person = personOf(told, [], contacts.numberFields);
  await db.transaction(async (tx) => {
    if (await endCreation(tx, claim))
      await keepPeople(tx, { integrationId: id, country: defaultCountry }, [person], clock.now());
  });
  return { kind: "made", userId: person.userId, name: person.name };
}

/** What may have been done all the same is looked for the next time. */
async function afterFailure({ db }: CreateDeps, claim: Creation, error: unknown): Promise<Created> {
  if (!(error instanceof GatewayError)) throw error;
  if (error.failure.kind === "rejected") {
    await endCreation(db, claim);
    return { kind: "refused", detail: error.failure.detail };
  }
  if (!error.ambiguous) await noteSent(db, claim, claim.sent);
  await giveUpClaim(db, claim);
  throw error;
}

/** The helpdesk says that it is somebody's own number: it is theirs, as soon as it can be seen whose. */
async function takenBy(
  deps: CreateDeps,
  helpdesk: PeopleBook,
  integration: KnownIntegration,
  number: PhoneNumber,
  claim: Creation,
): Promise<Created> {
  const owner =
    (await ownerKnown(deps, integration, number)) ?? (await ownerSearched(helpdesk, integration, number));
  await (owner === null ? noteSent(deps.db, claim, false) : endCreation(deps.db, claim));
  if (owner !== null) return owner;
  await giveUpClaim(deps.db, claim);
  throw passing("The number is somebody's whom Zendesk does not show yet.");
}

async function ownerKnown(
  { db }: CreateDeps,
  { id }: KnownIntegration,
  number: PhoneNumber,
): Promise<Created | null> {
  const [owner] = (await peopleWithNumber(db, id, number)) ?? [];
  return owner === undefined ? null : { kind: "owned", userId: owner.userId, name: owner.name };
}

/** Of end users and agents. */
async function ownerSearched(
  helpdesk: PeopleBook,
  { defaultCountry }: KnownIntegration,
  number: PhoneNumber,
): Promise<Created | null> {
  const found = await helpdesk.searchDigits(number.ending);
  const people = await helpdesk.withNumbers(found.map((one) => one.userId));
  const owner = people.find(
    (one) =>
      one.active && one.numbers.some((own) => storedNumber(own, defaultCountry).value === number.value),
  );
  return owner === undefined ? null : { kind: "owned", userId: owner.userId, name: owner.name };
}

function passing(detail: string): GatewayError {
  return new GatewayError("Zendesk", { kind: "unavailable", status: 409, detail, retryAfterMs: null });
}
