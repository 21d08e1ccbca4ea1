import type { KnownIntegration } from "../integrations/registry.ts";
import { askForChanged } from "../phonebook/contact-store.ts";
import type { Clock } from "../platform/clock.ts";
import type { Connection, Database } from "../storage/database.ts";
import { and, eq, sql } from "../storage/drizzle.ts";
import { contactNumbers, contactPeople } from "../storage/contacts-schema.ts";
import { storedNumber } from "./core/number.ts";
import { holdIndex, indexOf } from "./index-store.ts";
import { keepPeople } from "./keep-people.ts";
import { forgetNews, oldestNews, type NewsRow } from "./news-store.ts";
import { peopleKnown } from "./people-store.ts";
import type { People, PeopleBook } from "./ports.ts";

export type ReadNewsDeps = {
  db: Database;
  clock: Clock;
  zendeskOf: (integrationId: string) => Promise<People & PeopleBook>;
};

/** As many as Zendesk shows at once. */
const most = 100;

/** Reads those of whom a webhook told. Says whether there is more. @throws {GatewayError} */
export async function readNews(deps: ReadNewsDeps, integration: KnownIntegration): Promise<boolean> {
  const news = await oldestNews(deps.db, integration.id, most);
  if (news.length === 0) return false;
  const toRead = await stillToRead(deps.db, integration, news);
  const kept = await readPeople(
    deps,
    integration,
    toRead.map((one) => one.userId),
    new Map(toRead.flatMap((one) => (one.mergedWith === null ? [] : [[one.userId, one.mergedWith]]))),
  );
  if (!kept) return true;
  await forgetNews(deps.db, integration.id, news);
  return news.length === most;
}

/** What we wrote ourselves comes back as news, and is known. */
async function stillToRead(
  db: Connection,
  { id, defaultCountry }: KnownIntegration,
  news: NewsRow[],
): Promise<NewsRow[]> {
  const hints = news.filter((one) => one.number !== null).map((one) => one.userId);
  const known = new Map((await peopleKnown(db, id, hints)).map((one) => [one.userId, one]));
  const valueOf = (number: string) => storedNumber(number, defaultCountry).value;
  return news.filter(({ userId, number }) => {
    const person = known.get(userId);
    if (number === null || person?.active !== true) return true;
    return number !== "" && !person.numbers.some((one) => valueOf(one.value) === valueOf(number));
  });
}

/**
 * Reads people as they are now. Who is not there any more was merged into another, the one given where that is
 * known. False, and nothing is kept, where everybody was forgotten or is read from the first on meanwhile.
 * @throws {GatewayError}
 */
export async function readPeople(
  deps: ReadNewsDeps,
  integration: KnownIntegration,
  userIds: number[],
  mergedWith: ReadonlyMap<number, number> = new Map(),
): Promise<boolean> {
  if (userIds.length === 0) return true;
  const { id, contacts, defaultCountry } = integration;
  const helpdesk = await deps.zendeskOf(id);
  const begunAt = (await indexOf(deps.db, id))?.begunAt.getTime() ?? null;
  const people = await helpdesk.readPeople(userIds, contacts.numberFields);
  const there = new Set(people.map((one) => one.userId));
  return deps.db.transaction(async (tx) => {
    if ((await holdIndex(tx, id)) !== begunAt) return false;
    await keepPeople(tx, { integrationId: id, country: defaultCountry }, people, deps.clock.now());
    for (const userId of userIds.filter((one) => !there.has(one)))
      await noteMerged(tx, id, userId, mergedWith.get(userId) ?? null, new Date(deps.clock.now()));
    return true;
  });
}

async function noteMerged(
  tx: Connection,
  integrationId: string,
  userId: number,
  mergedInto: number | null,
  at: Date,
): Promise<void> {
  // An older page that still tells of them must not bring them back.
  const change = { gone: "merged", updatedAt: at, changedAt: at, digest: "merged" } as const;
  await tx
    .insert(contactPeople)
    .values({
      integrationId,
      userId,
      name: "",
      role: "end-user",
      mergedInto,
      ...change,
    })
    .onConflictDoUpdate({
      target: [contactPeople.integrationId, contactPeople.userId],
      set: { ...change, mergedInto: sql`coalesce(excluded.merged_into, ${contactPeople.mergedInto})` },
    });
  await tx
    .delete(contactNumbers)
    .where(and(eq(contactNumbers.integrationId, integrationId), eq(contactNumbers.userId, userId)));
  await askForChanged(tx, integrationId, [userId]);
}
