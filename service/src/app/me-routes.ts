import { AgentSettings, Me } from "@deskline/shared/app";
import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { tellAgentChanged } from "../live/touch.ts";
import type { Connection } from "../storage/database.ts";
import type { Agent, AppEnv } from "./agent.ts";
import { meOf, type MeDeps } from "./me.ts";
import type { SessionHolder } from "./session.ts";
import { markMissedSeen, saveSettings } from "./store.ts";

const security = [{ session: [] }];

/** `GET /api/app/me`, `PUT /api/app/settings`, `POST /api/app/missed/seen` */
export function meRoutes(deps: MeDeps): Hono<AppEnv> {
  const change = (
    { integration, id }: Agent,
    write: (tx: Connection, holder: SessionHolder) => Promise<void>,
  ): Promise<void> =>
    deps.db.transaction(async (tx) => {
      await write(tx, { integrationId: integration.id, agentId: id });
      await tellAgentChanged(tx, integration.id, id);
    });

  return new Hono<AppEnv>()
    .get(
      "/me",
      describeRoute({
        summary: "The agent, the extension, the rules",
        security,
        responses: {
          200: {
            description: "With the obstacle, if there is one.",
            content: { "application/json": { schema: resolver(Me) } },
          },
        },
      }),
      async (c) => {
        c.header("cache-control", "no-store");
        return c.json(await meOf(deps, c.get("agent"), c.get("verified")));
      },
    )
    .put(
      "/settings",
      describeRoute({
        summary: "What the agent makes of a ringing phone",
        security,
        responses: { 204: { description: "Kept, and told to the agent's other frames." } },
      }),
      input("json", AgentSettings),
      async (c) => {
        const { pop, openTopBar } = c.req.valid("json");
        const mayChoose = c.get("agent").integration.agentsChoosePops;
        if (!mayChoose && pop !== "pop") return problem(c, "pops_fixed");
        // What the agent chose once stays, for when choosing is possible again.
        const settings = mayChoose ? { pop, openTopBar } : { openTopBar };
        await change(c.get("agent"), (tx, holder) => saveSettings(tx, holder, settings));
        return c.body(null, 204);
      },
    )
    .post(
      "/missed/seen",
      describeRoute({
        summary: "The agent has seen the missed calls",
        security,
        responses: { 204: { description: "From now on they are counted anew." } },
      }),
      async (c) => {
        await change(c.get("agent"), markMissedSeen);
        return c.body(null, 204);
      },
    );
}
