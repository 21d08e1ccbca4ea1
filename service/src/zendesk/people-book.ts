import type { FoundPerson, PeopleBook } from "../contacts/ports.ts";
import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { FoundUsers, OneUser, UsersWithNumbers } from "./schema.ts";

export function zendeskPeopleBook(account: ZendeskAccount): PeopleBook {
  return {
    searchNames: (words) => search(account, words.map((word) => `${word}*`).join(" ")),
    searchDigits: (digits) => search(account, `phone:*${digits}*`),
    withNumbers: (userIds) => withNumbers(account, userIds),
    person: (userId) => person(account, userId),
    addPerson: (one) => addPerson(account, one),
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
  { name, number, shared }: { name: string; number: string; shared: boolean },
): Promise<FoundPerson | null> {
  const user = {
    name,
    phone: number,
    ...(shared ? { shared_phone_number: true } : {}),
    role: "end-user",
    skip_verify_email: true,
  };
  try {
    return await askZendesk(account, {
      method: "POST",
      path: "/api/v2/users",
      body: JSON.stringify({ user }),
      answer: OneUser,
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
