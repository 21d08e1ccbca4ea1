import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { adminApi, type AdminApiDeps } from "../admin/api.ts";
import { appApi, type AppApiDeps } from "../app/api.ts";
import { assetRoutes } from "../app/asset-routes.ts";
import { loadRoutes, type LoadRoutesDeps } from "../app/load-routes.ts";
import { consolePageRoutes } from "../console/page-routes.ts";
import { zendeskWebhookRoutes, type ZendeskWebhookDeps } from "../contacts/webhook-routes.ts";
import { oauthRoutes } from "../integrations/routes.ts";
import { recordingPageRoutes, type RecordingPageDeps } from "../recordings/routes.ts";
import { pbxRoutes, type PbxRoutesDeps } from "../calls/webhook-routes.ts";
import type { ConnectDeps } from "../integrations/connect.ts";
import type { Database } from "../storage/database.ts";
import { healthRoutes } from "./health.ts";
import { openApiOf } from "./openapi.ts";
import { problem, type HttpEnv } from "./problem.ts";

/** `intake` has connections of its own, for what must be answered however busy the rest is. */
export type AppDeps = PbxRoutesDeps &
  ConnectDeps &
  ZendeskWebhookDeps &
  LoadRoutesDeps &
  AppApiDeps &
  RecordingPageDeps &
  AdminApiDeps & { intake: Database };

/** All of the service's HTTP surface. */
export function createApp(deps: AppDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    const requestId = randomUUID();
    c.set("requestId", requestId);
    c.header("x-request-id", requestId);
    c.header("x-content-type-options", "nosniff");
    await next();
  });
  const intake = { ...deps, db: deps.intake };
  app.route("/", healthRoutes(intake));
  app.route("/pbx", pbxRoutes(intake));
  app.route("/zendesk", zendeskWebhookRoutes(deps));
  app.route("/", recordingPageRoutes(deps)); // before the next, which takes every other answer of Zendesk
  app.route("/oauth", oauthRoutes(deps));
  app.route("/zendesk-app", loadRoutes(deps));
  app.route("/app-assets", assetRoutes(deps));
  app.route("/api/app", appApi(deps));
  app.route("/api/admin", adminApi(deps));
  app.route("/console", consolePageRoutes(deps));
  app.get("/openapi.json", async (c) => c.json(await openApiOf(app)));
  app.notFound((c) => problem(c, "not_found"));
  app.onError((error, c) => {
    // A body that is not what its type says; thrown by what reads it.
    if (error instanceof HTTPException && error.status === 400) return problem(c, "input_wrong");
    // Nobody is there to be answered, and it is no fault of ours.
    const level = c.req.raw.signal.aborted ? "debug" : "error";
    deps.log[level]({ err: error, requestId: c.get("requestId") }, "request failed");
    return problem(c, "internal");
  });
  return app;
}
