import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { beginContacts } from "../contacts/follow-changes.ts";
import type { HttpEnv } from "../http/problem.ts";
import type { Queue } from "../queue/postgres.ts";
import { authorizationWords } from "./authorization-words.ts";
import { callbackUrl, finishAuthorization, type ConnectDeps } from "./connect.ts";
import { resultPage } from "./result-page.ts";
import { tongueOf } from "./tongue.ts";

const description = describeRoute({
  summary: "Redirect back from Zendesk",
  description: "Ends connecting an integration with Zendesk and shows the result to the administrator.",
  responses: {
    200: { description: "The page that says how it went." },
    400: { description: "The page that says what went wrong and what to do." },
  },
});

/** `GET /oauth/zendesk/callback` */
export function oauthRoutes(deps: ConnectDeps & { queue: Queue }): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get("/zendesk/callback", description, async (c) => {
    const result = await finishAuthorization(deps, {
      state: c.req.query("state"),
      code: c.req.query("code"),
      error: c.req.query("error"),
      errorDescription: c.req.query("error_description"),
    });
    deps.log.info({ result: result.kind }, "Zendesk authorization ended");
    if (result.kind === "connected") {
      await deps.queue.add(
        "sync-numbers",
        { integrationId: result.integrationId },
        { key: result.integrationId },
        deps.db,
      );
      await beginContacts(deps, deps.db, result.integrationId);
    }
    c.header("cache-control", "no-store");
    c.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    c.header("vary", "accept-language, cookie");
    const ok = result.kind === "connected";
    const tongue = tongueOf(c);
    const words = authorizationWords(result, callbackUrl(deps.publicUrl), tongue);
    return c.html(resultPage({ ok, tongue, ...words }), ok ? 200 : 400);
  });
}
