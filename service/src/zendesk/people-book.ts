import type { ToldPerson } from "../contacts/core/person.ts";
import type { FoundPerson, NewPerson, PeopleBook } from "../contacts/ports.ts";
import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import { readUsers } from "./changed-users.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { AddedUser, FoundUsers, OneUser, UsersList, UsersWithNumbers } from "./users-schema.ts";

export function zendeskPeopleBook(account: ZendeskAccount): PeopleBook {
  return {
    searchNames: (words) => search(account, words.map((word) => `${word}*`).join(" ")),
    searchDigits: (digits) => search(account, `phone:*${digits}*`),
    withNumbers: (userIds) => withNumbers(account, userIds),
    readPeople: (userIds, numberFields) => readUsers(account, userIds, numberFields),
    person: (userId) => person(account, userId),
    addPerson: (one) => addPerson(account, one),
    personMadeAs: (externalId) => personMadeAs(account, externalId),
  };
}

/** Words and digits only come in here, so that nothing in the query can be taken for an operator. */
function search(account: ZendeskAccount, query: string): Promise<FoundPerson[]> {
  return askZendesk(account, {
    method: "GET",
    path: "/api/v2/users/search",
    query: { query, per_page: "100" },
    answer: FoundUsers,
  });
}

/** One request for all of them; Zendesk takes a hundred. */
async function withNumbers(account: ZendeskAccount, userIds: number[]): Promise<FoundPerson[]> {
  if (userIds.length === 0) return [];
  return askZendesk(account, {
    method: "GET",
    path: "/api/v2/users/show_many",
    query: { ids: userIds.join(","), include: "identities" },
    answer: UsersWithNumbers,
  });
}

async function person(account: ZendeskAccount, userId: number): Promise<FoundPerson | null> {
  try {
    return await askZendesk(account, { method: "GET", path: `/api/v2/users/${userId}`, answer: OneUser });
  } catch (error) {
    if (isRejected(error, 404)) return null;
    throw error;
  }
}

/** A number that is not said to be shared becomes the user's own, and Zendesk refuses it to a second one. */
async function addPerson(
  account: ZendeskAccount,
  { name, number, shared, tags = [], externalId }: NewPerson,
): Promise<ToldPerson | null> {
  const user = {
    name,
    phone: number,
    ...(shared ? { shared_phone_number: true } : {}),
    role: "end-user",
    skip_verify_email: true,
    ...(tags.length === 0 ? {} : { tags }),
    ...(externalId === undefined ? {} : { external_id: externalId }),
  };
  try {
    return await askZendesk(account, {
      method: "POST",
      path: "/api/v2/users",
      body: JSON.stringify({ user }),
      answer: AddedUser,
    });
  } catch (error) {
    if (
      error instanceof GatewayError &&
      error.failure.kind === "rejected" &&
      error.failure.duplicate === true
    )
      return null;
    throw error;
  }
}

/** The list is no search: it shows at once whom we added. */
async function personMadeAs(account: ZendeskAccount, externalId: string): Promise<ToldPerson | null> {
  const [found] = await askZendesk(account, {
    method: "GET",
    path: "/api/v2/users",
    query: { external_id: externalId },
    answer: UsersList,
  });
  return found ?? null;
}
