import type { Who } from "@deskline/shared/admin-access";
import type { ErrorCode } from "@deskline/shared/errors";
import type { Context, MiddlewareHandler } from "hono";
import { operator, zendeskUser, type Actor } from "../admin/actor.ts";
import type { AdminEnv } from "../admin/env.ts";
import { sessionOf as appSessionOf, type BearerDeps } from "../app/bearer.ts";
import { readAgent } from "../app/store.ts";
import { whoIs } from "../app/who-is.ts";
import { problem } from "../http/problem.ts";
import { cookieOf, sessionOf, type SessionDeps } from "./session.ts";

export type WhoDeps = SessionDeps & BearerDeps;

type Found = { who: Who; actor: Actor; consoleSession: string | null };

/** Lets in whoever may work with the console: the operator, or an administrator of an integration's Zendesk. */
export function requireWho(deps: WhoDeps): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const found = await whoAsks(deps, c);
    if ("wrong" in found) return problem(c, found.wrong);
    c.set("who", found.who);
    c.set("actor", found.actor);
    c.set("consoleSession", found.consoleSession);
    return next();
  };
}

/** What only the operator may do or see. */
export const operatorOnly: MiddlewareHandler<AdminEnv> = async (c, next) =>
  c.get("who").kind === "operator" ? next() : problem(c, "operator_needed");

/** Who asks, or the code of what is wrong. A bearer session counts before a cookie. */
export async function whoAsks(deps: WhoDeps, c: Context<AdminEnv>): Promise<Found | { wrong: ErrorCode }> {
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) return adminOf(deps, authorization);
  const session = await sessionOf(deps, c);
  if (session !== null) return { who: { kind: "operator" }, actor: operator, consoleSession: session.id };
  return { wrong: cookieOf(deps, c) === undefined ? "session_missing" : "session_over" };
}

async function adminOf(deps: WhoDeps, authorization: string): Promise<Found | { wrong: ErrorCode }> {
  const session = appSessionOf(deps.sessions, authorization);
  if ("wrong" in session) return session;
  if (deps.sessions.hasEnded(session)) return { wrong: "session_over" };
  const { integrationId } = session;
  if (deps.registry.byId(integrationId) === undefined) return { wrong: "session_wrong" };
  const standing = await whoIs(deps, session);
  if (standing.kind === "end_user" || standing.kind === "inactive") return { wrong: "session_over" };
  if (standing.kind !== "agent") return { wrong: "not_connected" };
  if (!standing.admin) return { wrong: "admin_needed" };
  const name = (await readAgent(deps.db, session))?.name ?? "";
  const actor = zendeskUser({ id: session.agentId, name });
  return { who: { kind: "zendesk_admin", name, integrationId }, actor, consoleSession: null };
}
