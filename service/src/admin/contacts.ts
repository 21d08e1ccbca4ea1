import type {
  ContactIndexState,
  Contacts,
  ContactSettings,
  ContactSettingsInput,
  RememberedNumbers,
} from "@deskline/shared/admin-contacts";
import type { ErrorCode } from "@deskline/shared/errors";
import { forgetChoice, listChoices } from "../contacts/choices.ts";
import { unknownIn } from "../contacts/core/new-contact.ts";
import { timeLeft } from "../contacts/core/pace.ts";
import { webhookUrlOf } from "../contacts/ensure-webhook.ts";
import { beginAgain, indexOf, isReadingAll, type IndexRow } from "../contacts/index-store.ts";
import { readNow, type FollowDeps } from "../contacts/follow-changes.ts";
import { countPeople } from "../contacts/people-store.ts";
import { changeIntegration } from "../integrations/change.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { lockContactSettings, readIntegration } from "../integrations/store.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";

/** How far an integration's contacts are known, and its settings. */
export async function contactsOf(deps: FollowDeps, integration: KnownIntegration): Promise<Contacts> {
  const { db } = deps;
  const { id } = integration;
  const [index, counted, stored] = await Promise.all([
    indexOf(db, id),
    countPeople(db, id),
    readIntegration(db, id),
  ]);
  const settings = stored?.contacts ?? integration.contacts;
  return { index: { ...counted, ...stateOf(deps, integration, index) }, settings };
}

function stateOf(
  deps: FollowDeps,
  { key }: KnownIntegration,
  index: IndexRow | null,
): Omit<ContactIndexState, "people" | "numbers"> {
  if (index === null)
    return {
      state: "none",
      reading: null,
      readAt: null,
      trouble: null,
      webhook: "none",
      webhookTrouble: null,
    };
  const { peopleRead: read, peopleTotal: total, webhookUrl, webhookTrouble } = index;
  return {
    state: index.filledAt === null ? "filling" : "filled",
    reading: isReadingAll(index) ? { read, total, msLeft: timeLeft(read, total) } : null,
    readAt: index.readAt?.getTime() ?? null,
    trouble: index.trouble,
    webhook:
      webhookUrlOf(deps, key) === null
        ? "unreachable"
        : webhookTrouble !== null
          ? "failed"
          : webhookUrl === null
            ? "none"
            : "on",
    webhookTrouble,
  };
}

/** Changes what is given of the settings. Null, or the code of what is in the way. @throws {GatewayError} */
export async function changeContacts(
  deps: FollowDeps,
  by: AuditedBy,
  integration: KnownIntegration,
  { fallbackRequesterId, ...given }: ContactSettingsInput,
): Promise<ErrorCode | null> {
  if (given.nameTemplate !== undefined && unknownIn(given.nameTemplate) !== null) return "template_wrong";
  const fallback = await requesterOf(deps, integration, fallbackRequesterId);
  if (fallback === "unknown") return "person_unknown";
  await deps.db.transaction(async (tx) => {
    const before = await lockContactSettings(tx, integration.id);
    const settings: ContactSettings = { ...before, ...present(given), ...fallback };
    const change = changesBetween(before, settings);
    if (change === null) return;
    await changeIntegration(tx, integration.id, { contactSettings: settings });
    await audit(tx, by, "contacts.changed", change);
    // Numbers in other fields are read from the first on.
    if ("numberFields" in change.after) await readNow(deps, tx, integration.id);
  });
  return null;
}

async function requesterOf(
  { zendeskOf }: FollowDeps,
  { id }: KnownIntegration,
  userId: number | null | undefined,
): Promise<Partial<Pick<ContactSettings, "fallbackRequester">> | "unknown"> {
  if (userId === undefined) return {};
  if (userId === null) return { fallbackRequester: null };
  const person = await (await zendeskOf(id)).person(userId);
  if (person === null || !person.active) return "unknown";
  return { fallbackRequester: { id: person.userId, name: person.name } };
}

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Has everybody read anew, or only who was changed, at once. */
export async function readContacts(deps: FollowDeps, by: AuditedBy, id: string, all: boolean): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (all) {
      await beginAgain(tx, id, null, new Date(deps.clock.now()));
      await audit(tx, by, "contacts.read_anew", {});
    }
    await readNow(deps, tx, id);
  });
}

const rememberedAtOnce = 100;

/** Whom agents said numbers belong to. */
export async function rememberedNumbers(
  { db }: Pick<FollowDeps, "db">,
  id: string,
  after: string,
): Promise<RememberedNumbers> {
  const found = await listChoices(db, id, { after, limit: rememberedAtOnce + 1 });
  const numbers = found
    .slice(0, rememberedAtOnce)
    .map(({ chosenAt, ...choice }) => ({ ...choice, at: chosenAt.getTime() }));
  return { numbers, next: found.length > rememberedAtOnce ? (numbers.at(-1)?.number ?? null) : null };
}

/** Forgets what an agent said of a number; forgotten already, it stays so. */
export async function forgetNumber(
  { db }: FollowDeps,
  by: AuditedBy,
  id: string,
  number: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const name = await forgetChoice(tx, id, number);
    if (name !== null) await audit(tx, by, "contacts.number_forgotten", { before: { number, name } });
  });
}
