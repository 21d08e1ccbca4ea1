import type { Candidate } from "../contacts/core/match.ts";
import type { People, Place } from "../contacts/ports.ts";
import { isRejected } from "../platform/gateway-error.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { AgentPage, Me, PhoneIdentities, SearchResult, UserStanding } from "./users-schema.ts";

export function zendeskPeople(account: ZendeskAccount): People {
  return {
    findByDigits: (digits, place) => findByDigits(account, digits, place),
    furtherNumbers: (userId) => furtherNumbers(account, userId),
  };
}

/**
 * `at_end` is Zendesk's recipe for telephony: digits only with a leading `*`, which matches any way of
 * writing. An extension stands behind the digits, and is not found that way.
 */
const patterns: Record<Place, (digits: string) => string> = {
  whole: (digits) => digits,
  at_end: (digits) => `*${digits}`,
  anywhere: (digits) => `*${digits}*`,
};

/** Zendesk shows a search's first 1000 results, in pages of 100. */
const lastPage = 10;

async function findByDigits(
  account: ZendeskAccount,
  digits: string,
  place: Place,
): Promise<{ people: Candidate[]; complete: boolean }> {
  const people: Candidate[] = [];
  for (let page = 1; page <= lastPage; page += 1) {
    const found = await askZendesk(account, {
      method: "GET",
      path: "/api/v2/search.json",
      query: { query: `role:end-user phone:${patterns[place](digits)}`, page: String(page) },
      answer: SearchResult,
    });
    people.push(...found.people);
    if (!found.more) return { people, complete: true };
  }
  return { people, complete: false };
}

/** The search may still show somebody who was merged into another: that one has no numbers. */
async function furtherNumbers(account: ZendeskAccount, userId: number): Promise<string[]> {
  try {
    return await everyPage(account, `/api/v2/users/${userId}/identities`, [], PhoneIdentities);
  } catch (error) {
    if (isRejected(error, 404)) return [];
    throw error;
  }
}

export type Agent = { agentId: number; name: string; email: string | null; role: "agent" | "admin" };

/** All agents and admins of the account who may sign in. @throws {GatewayError} */
export async function listAgents(account: ZendeskAccount): Promise<Agent[]> {
  const roles = ["agent", "admin"].map((role): [string, string] => ["role[]", role]);
  return everyPage(account, "/api/v2/users", roles, AgentPage);
}

/** Who the token acts as. @throws {GatewayError} */
export function whoAmI(account: ZendeskAccount): Promise<{ id: number | null; name: string; role: string }> {
  return askZendesk(account, { method: "GET", path: "/api/v2/users/me", answer: Me });
}

/** A user's name and role, and whether the user may sign in; null when there is no such user. @throws {GatewayError} */
export async function readStanding(
  account: ZendeskAccount,
  userId: number,
): Promise<{ name: string; role: string; active: boolean; ticketRestriction: string | null } | null> {
  try {
    return await askZendesk(account, {
      method: "GET",
      path: `/api/v2/users/${userId}.json`,
      answer: UserStanding,
    });
  } catch (error) {
    if (isRejected(error, 404)) return null;
    throw error;
  }
}
