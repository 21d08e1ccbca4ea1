import type { Candidate } from "../contacts/core/match.ts";
import { digitsOf } from "../contacts/core/match.ts";
import type { People } from "../contacts/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { AgentPage, Me, PhoneIdentities, SearchResult } from "./schema.ts";

/** Further numbers are read for this many of the people whose main number is not the one sought. */
const mostLookedInto = 10;

export function zendeskPeople(account: ZendeskAccount): People {
  return { findByDigits: (digits) => findByDigits(account, digits) };
}

/**
 * Zendesk's recipe for telephony: digits only with a leading `*`, which matches any way of writing.
 * A hit whose main number does not end so was found by another of its numbers: those are read.
 */
async function findByDigits(account: ZendeskAccount, digits: string): Promise<Candidate[]> {
  const { results } = await askZendesk(account, {
    method: "GET",
    path: "/api/v2/search.json",
    query: { query: `role:end-user phone:*${digits}` },
    answer: SearchResult,
  });
  const endsSo = (candidate: Candidate) =>
    candidate.numbers.some((number) => digitsOf(number.value).endsWith(digits));
  const unclear = results.filter((candidate) => !endsSo(candidate)).slice(0, mostLookedInto);
  const completed = await Promise.all(unclear.map((candidate) => withIdentities(account, candidate)));
  return [...results.filter(endsSo), ...completed];
}

async function withIdentities(account: ZendeskAccount, candidate: Candidate): Promise<Candidate> {
  const values = await askZendesk(account, {
    method: "GET",
    path: `/api/v2/users/${candidate.userId}/identities`,
    query: { "page[size]": "100" },
    answer: PhoneIdentities,
  });
  return {
    ...candidate,
    numbers: [...candidate.numbers, ...values.map((value) => ({ value, shared: false }))],
  };
}

export type Agent = { agentId: number; name: string; email: string | null };

/** All agents and admins of the account. @throws {GatewayError} */
export async function listAgents(account: ZendeskAccount): Promise<Agent[]> {
  const agents: Agent[] = [];
  let after: string | null = null;
  do {
    const page: { agents: Agent[]; next: string | null } = await askZendesk(account, {
      method: "GET",
      path:
        "/api/v2/users?role[]=agent&role[]=admin&page[size]=100" +
        (after === null ? "" : `&page[after]=${encodeURIComponent(after)}`),
      answer: AgentPage,
    });
    agents.push(...page.agents);
    after = page.next === after ? null : page.next;
  } while (after !== null);
  return agents;
}

/** Who the token acts as. @throws {GatewayError} */
export function whoAmI(account: ZendeskAccount): Promise<{ id: number | null; name: string; role: string }> {
  return askZendesk(account, { method: "GET", path: "/api/v2/users/me", answer: Me });
}
