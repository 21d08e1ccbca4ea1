import type { ErrorCode } from "@deskline/shared/errors";
import type { MiddlewareHandler } from "hono";
import { problem } from "../http/problem.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import type { GrantDeps } from "../integrations/zendesk-grant.ts";
import type { Agent, AppEnv } from "./agent.ts";
import { isGood, type KnownAgent } from "./core/standing.ts";
import type { AppSession, Sessions } from "./session.ts";
import { readAgent } from "./store.ts";
import { whoIs } from "./who-is.ts";

export type BearerDeps = GrantDeps & { registry: Registry; sessions: Sessions };

/** The session that a request carries, also one that has ended; else the code of what is wrong with it. */
export function sessionOf(
  sessions: Sessions,
  authorization: string | undefined,
): AppSession | { wrong: ErrorCode } {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) return { wrong: "session_missing" };
  return sessions.read(token) ?? { wrong: "session_wrong" };
}

/** Lets in whoever carries a session, as the agent it belongs to. */
export function bearer(deps: BearerDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const session = sessionOf(deps.sessions, c.req.header("authorization"));
    if ("wrong" in session) return problem(c, session.wrong);
    const found = await agentOf(deps, session);
    if ("wrong" in found) return problem(c, found.wrong);
    c.set("verified", found.verified);
    c.set("agent", found.agent);
    return next();
  };
}

/**
 * The agent a session belongs to, or the code of what is wrong with it. Integration, extension and standing are
 * looked up each time, so that what changes there acts at once.
 */
export async function agentOf(
  deps: BearerDeps,
  session: AppSession,
): Promise<{ agent: Agent; verified: boolean } | { wrong: ErrorCode }> {
  const { sessions, registry, clock } = deps;
  if (sessions.hasEnded(session)) return { wrong: "session_over" };
  const integration = registry.byId(session.integrationId);
  if (integration === undefined) return { wrong: "session_wrong" };
  const known = await knownAgent(deps, integration, session);
  if (known?.active === false) return { wrong: "session_over" };
  const verified = known !== null && isGood(known, clock.now());
  const agent = {
    integration,
    id: session.agentId,
    name: known?.name ?? "",
    admin: verified && known.admin,
    extension: integration.extensionOf.get(session.agentId) ?? null,
    frameTicketId: session.ticketId ?? null,
    ticketRestriction: known?.ticketRestriction ?? null,
  };
  return { agent, verified };
}

/** What is known of the agent. Whoever came while Zendesk could not be asked is asked for as soon as it can. */
async function knownAgent(
  deps: BearerDeps,
  integration: KnownIntegration,
  session: AppSession,
): Promise<KnownAgent | null> {
  const known = await readAgent(deps.db, session);
  const settled = known !== null && (!known.active || isGood(known, deps.clock.now()));
  if (settled || integration.status !== "connected") return known;
  await whoIs(deps, session);
  return readAgent(deps.db, session);
}

/** Keeps out whoever has an obstacle that concerns everything. An agent without extension is let through. */
export const unhindered: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.get("agent").integration.status === "disabled") return problem(c, "integration_disabled");
  if (!c.get("verified")) return problem(c, "not_connected");
  return next();
};
