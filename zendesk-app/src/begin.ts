import type { Location } from "@deskline/shared/app";
import type { QueryClient } from "@tanstack/react-query";
import type { Api } from "./api/api.ts";
import { createQueryClient } from "./api/query-client.ts";
import { callsQuery, meQuery } from "./calls/queries.ts";
import { callsWith, personQuery, type PersonPath } from "./features/sidebar/person.ts";
import type { I18n } from "./i18n/i18n.tsx";
import { loadI18n } from "./i18n/load-i18n.ts";
import { phonesQuery } from "./phones/load.ts";
import { CurrentUser } from "./zaf/schema.ts";
import type { Zaf } from "./zaf/zaf.ts";

/** Whom the page of a location is about. */
const personPaths: Partial<Record<Location, PersonPath>> = {
  ticket_sidebar: "ticket.requester",
  new_ticket_sidebar: "ticket.requester",
  user_sidebar: "user",
};

/** What the first view shows, on its way. */
export type Begun = {
  zaf: Zaf;
  queries: QueryClient;
  i18n: I18n;
  /** Comes when all was answered, well or not. */
  answered: Promise<unknown>;
};

/** Asks for what the first view shows, while what it is shown with is still being loaded. Null outside of Zendesk. */
export async function begin(where: Location, api: Api, starting: Promise<Zaf | null>): Promise<Begun | null> {
  const queries = createQueryClient();
  const asked = [
    queries.prefetchQuery(meQuery(api)),
    queries.prefetchQuery(phonesQuery),
    queries.prefetchInfiniteQuery(callsQuery(api, { kind: "mine" })),
  ];
  const zaf = await starting;
  if (zaf === null) return null;
  const path = personPaths[where];
  if (path !== undefined) asked.push(prefetchPerson(queries, zaf, api, path));
  return { zaf, queries, i18n: await i18nOfAgent(zaf), answered: Promise.all(asked) };
}

/** Whom the page is about, with the first of their calls. */
async function prefetchPerson(queries: QueryClient, zaf: Zaf, api: Api, path: PersonPath): Promise<void> {
  await queries.prefetchQuery(personQuery(zaf, path));
  const person = queries.getQueryData(personQuery(zaf, path).queryKey);
  if (person != null) await queries.prefetchInfiniteQuery(callsQuery(api, callsWith(person)));
}

async function i18nOfAgent(zaf: Zaf): Promise<I18n> {
  // An app in a language that is not the agent's is better than none.
  const user = await zaf.get("currentUser", CurrentUser).catch(() => CurrentUser.parse({}));
  return loadI18n(user.locale ?? "en", user.timeZone?.ianaName ?? undefined);
}
