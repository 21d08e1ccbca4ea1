import type { ConsoleAgent } from "@deskline/shared/admin-bindings";
import { readRow, zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { listAgents, readStanding } from "../zendesk/people.ts";
import { listAgents as knownAgents, listBindings, replaceAgents } from "./store.ts";

/**
 * Reads the account's agents and replaces what was known. Somebody who is bound and no agent any more stays, with what
 * became of them. @throws {GatewayError}
 */
export async function syncAgents(deps: GrantDeps, integrationId: string): Promise<void> {
  const joined = await readRow(deps.db, integrationId);
  const account = await zendeskAccount(deps, integrationId);
  const read = await listAgents(account);
  const there = new Set(read.map(({ agentId }) => agentId));
  const [bound, before] = await Promise.all([
    listBindings(deps.db, integrationId),
    knownAgents(deps.db, integrationId),
  ]);
  const earlier = new Map(before.map((agent) => [agent.id, agent]));
  const agents: ConsoleAgent[] = read.map(({ agentId, ...agent }) => ({
    id: agentId,
    ...agent,
    standing: "active",
  }));
  for (const { agentId, agentName } of bound.filter((one) => !there.has(one.agentId))) {
    const { email = null, role = "agent" } = earlier.get(agentId) ?? {};
    agents.push({
      id: agentId,
      name: agentName,
      email,
      role,
      standing: await lostStanding(account, agentId),
    });
  }
  await replaceAgents(deps.db, joined, agents, deps.clock.now());
}

/** Of somebody who is not among the agents. */
async function lostStanding(account: ZendeskAccount, agentId: number): Promise<ConsoleAgent["standing"]> {
  const user = await readStanding(account, agentId);
  if (user?.active !== true) return "gone";
  return user.role === "end-user" ? "downgraded" : "active";
}
