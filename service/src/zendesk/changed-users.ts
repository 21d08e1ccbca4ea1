import type { Limits } from "../contacts/core/pace.ts";
import { personOf, type Person, type ToldPerson } from "../contacts/core/person.ts";
import { askWithHeaders, askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { limitsIn } from "./limits.ts";
import { ChangedUsers, ShownUsers, UserCount, UserFieldPage } from "./users-schema.ts";

/** A page of the account's users in the order in which they were changed last, those that are gone too. */
export type ChangesPage = {
  people: Person[];
  next: string | null;
  /** Whether this is the end for now; the newest minute is held back. */
  ended: boolean;
  limits: Limits;
};

/** Zendesk shows so many at once. */
const mostShown = 100;

/** Goes on behind a cursor, or begins with those changed since (Unix seconds). @throws {GatewayError} */
export async function changedUsers(
  account: ZendeskAccount,
  from: { cursor: string } | { since: number },
  { numberFields, pageSize }: { numberFields: readonly string[]; pageSize: number },
): Promise<ChangesPage> {
  const { value, headers } = await askWithHeaders(account, {
    method: "GET",
    path: "/api/v2/incremental/users/cursor",
    query: {
      include: "identities",
      per_page: String(pageSize),
      ...("cursor" in from ? { cursor: from.cursor } : { start_time: String(from.since) }),
    },
    answer: ChangedUsers,
  });
  const active = value.users.filter((user) => user.active).map((user) => user.userId);
  const identities = value.identities ?? (await identitiesOf(account, active));
  return {
    people: withNumbers(value.users, identities, numberFields),
    next: value.next,
    ended: value.ended,
    limits: limitsIn(headers, "incremental-exports"),
  };
}

/** These users as they are now, a hundred at most. Of somebody merged into another nothing is told. @throws {GatewayError} */
export async function readUsers(
  account: ZendeskAccount,
  userIds: number[],
  numberFields: readonly string[],
): Promise<Person[]> {
  const { users, identities } = await shown(account, userIds);
  return withNumbers(users, identities, numberFields);
}

function shown(account: ZendeskAccount, userIds: number[]) {
  return askZendesk(account, {
    method: "GET",
    path: "/api/v2/users/show_many",
    query: { ids: userIds.join(","), include: "identities", include_deleted: "true" },
    answer: ShownUsers,
  });
}

type Identity = { user_id: number; value: string };

async function identitiesOf(account: ZendeskAccount, userIds: number[]): Promise<Identity[]> {
  const all: Identity[] = [];
  for (let i = 0; i < userIds.length; i += mostShown)
    all.push(...(await shown(account, userIds.slice(i, i + mostShown))).identities);
  return all;
}

function withNumbers(
  users: ToldPerson[],
  identities: readonly Identity[],
  numberFields: readonly string[],
): Person[] {
  const byUser = Map.groupBy(identities, (one) => one.user_id);
  return users.map((user) =>
    personOf(
      user,
      (byUser.get(user.userId) ?? []).map((one) => one.value),
      numberFields,
    ),
  );
}

/** How many users there are, about. @throws {GatewayError} */
export function countUsers(account: ZendeskAccount): Promise<number> {
  return askZendesk(account, { method: "GET", path: "/api/v2/users/count", answer: UserCount });
}

/** User fields in which a number can stand. @throws {GatewayError} */
export function numberFieldsOf(account: ZendeskAccount): Promise<{ key: string; title: string }[]> {
  return everyPage(account, "/api/v2/user_fields", [], UserFieldPage);
}
