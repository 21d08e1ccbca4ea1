import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { singleFlight } from "../platform/single-flight.ts";
import { readStanding } from "../zendesk/people.ts";
import { isFresh, isGood } from "./core/standing.ts";
import type { SessionHolder } from "./session.ts";
import { readAgent, saveAgent } from "./store.ts";

export type Standing =
  | { kind: "agent"; admin: boolean }
  | { kind: "end_user" }
  | { kind: "inactive" } // suspended, deleted, or never there
  | { kind: "not_connected" } // no grant, and nothing is known of the agent
  | { kind: "zendesk_unreachable" }; // the same, but asking later may help

/** One agent's frames come all at once: they share one question. */
const questions = singleFlight<Standing>();

/** What the agent is in Zendesk: as it was said within the last quarter of an hour, else as it says now. */
export async function whoIs(deps: GrantDeps, holder: SessionHolder): Promise<Standing> {
  const known = await readAgent(deps.db, holder);
  if (known !== null && isFresh(known, deps.clock.now())) return { kind: "agent", admin: known.admin };
  return questions(`${holder.integrationId} ${holder.agentId}`, () => ask(deps, holder));
}

async function ask(deps: GrantDeps, holder: SessionHolder): Promise<Standing> {
  try {
    const user = await readStanding(await zendeskAccount(deps, holder.integrationId), holder.agentId);
    const role = user?.role ?? "";
    const active = user?.active === true && role !== "end-user";
    const admin = active && role === "admin";
    await saveAgent(deps.db, holder, {
      name: user?.name ?? "",
      admin,
      active,
      ticketRestriction: user?.ticketRestriction ?? null,
      checkedAt: deps.clock.now(),
    });
    if (active) return { kind: "agent", admin };
    return { kind: role === "end-user" ? "end_user" : "inactive" };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.warn({ err: error, integrationId: holder.integrationId }, "agent not asked for in Zendesk");
    return withoutAsking(deps, holder, error);
  }
}

async function withoutAsking(
  deps: GrantDeps,
  holder: SessionHolder,
  { failure }: GatewayError,
): Promise<Standing> {
  const known = await readAgent(deps.db, holder);
  if (known?.active === false) return { kind: "inactive" };
  if (known !== null && isGood(known, deps.clock.now())) return { kind: "agent", admin: known.admin };
  return { kind: failure.kind === "unauthorized" ? "not_connected" : "zendesk_unreachable" };
}
