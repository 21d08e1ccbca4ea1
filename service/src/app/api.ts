import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { recordingRoutes, type RecordingRoutesDeps } from "../dialling/recording-routes.ts";
import { diallingRoutes, type DiallingRoutesDeps } from "../dialling/routes.ts";
import { historyRoutes, type HistoryRoutesDeps } from "../history/routes.ts";
import { liveRoutes, type LiveRoutesDeps } from "../live/routes.ts";
import { problem } from "../http/problem.ts";
import type { AppEnv } from "./agent.ts";
import { bearer, unhindered, type BearerDeps } from "./bearer.ts";
import type { MeDeps } from "./me.ts";
import { meRoutes } from "./me-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

/** Far more than the longest note. */
const largestBodyBytes = 256 * 1024;

export type AppApiDeps = BearerDeps &
  MeDeps &
  LiveRoutesDeps &
  HistoryRoutesDeps &
  DiallingRoutesDeps &
  RecordingRoutesDeps;

/** `/api/app/*`. What is mounted last needs an integration that works; the rest is there to show what is wrong. */
export function appApi(deps: AppApiDeps): Hono<AppEnv> {
  const limit = bodyLimit({
    maxSize: largestBodyBytes,
    onError: (c) => {
      c.header("connection", "close"); // the rest of the body is not read
      return problem(c, "body_too_large");
    },
  });
  return new Hono<AppEnv>()
    .use("/*", limit)
    .route("/", sessionRoutes(deps))
    .route("/", recordingRoutes(deps))
    .use("/*", bearer(deps))
    .route("/", meRoutes(deps))
    .use("/*", unhindered)
    .route("/", liveRoutes(deps))
    .route("/", historyRoutes(deps))
    .route("/", diallingRoutes(deps));
}
