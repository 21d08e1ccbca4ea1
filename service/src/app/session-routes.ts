import { Session } from "@deskline/shared/app";
import { Problem } from "@deskline/shared/errors";
import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { problem } from "../http/problem.ts";
import type { AppEnv } from "./agent.ts";
import { sessionOf, type BearerDeps } from "./bearer.ts";
import { whoIs } from "./who-is.ts";

const description = describeRoute({
  summary: "Renew the session",
  description:
    "Takes a session, also one that has ended, for up to twelve hours after Zendesk loaded the frame it began in, and asks again whether its agent still is one.",
  security: [{ session: [] }],
  responses: {
    200: {
      description: "The session from now on.",
      content: { "application/json": { schema: resolver(Session) } },
    },
    401: {
      description: "It cannot be renewed: Zendesk has to load the frame again.",
      content: { "application/json": { schema: resolver(Problem) } },
    },
  },
});

/** `POST /api/app/session` */
export function sessionRoutes(deps: BearerDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().post("/session", description, async (c) => {
    c.header("cache-control", "no-store");
    const session = sessionOf(deps.sessions, c.req.header("authorization"));
    if ("wrong" in session) return problem(c, session.wrong);
    if (deps.registry.byId(session.integrationId) === undefined) return problem(c, "session_wrong");
    const renewed = deps.sessions.renew(session);
    if (renewed === null) return problem(c, "session_over");
    const { kind } = await whoIs(deps, session);
    return kind === "end_user" || kind === "inactive" ? problem(c, "session_over") : c.json(renewed);
  });
}
