import { Hono } from "hono";
import { historyRoutes, type HistoryRoutesDeps } from "../history/routes.ts";
import { liveRoutes, type LiveRoutesDeps } from "../live/routes.ts";
import type { AppEnv } from "./agent.ts";
import { bearer, unhindered, type BearerDeps } from "./bearer.ts";
import { meRoutes, type MeRoutesDeps } from "./me-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

export type AppApiDeps = BearerDeps & MeRoutesDeps & LiveRoutesDeps & HistoryRoutesDeps;

/** `/api/app/*`. What is mounted last needs an integration that works; the rest is there to show what is wrong. */
export function appApi(deps: AppApiDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route("/", sessionRoutes(deps))
    .use("/*", bearer(deps))
    .route("/", meRoutes(deps))
    .use("/*", unhindered)
    .route("/", liveRoutes(deps))
    .route("/", historyRoutes(deps));
}
