import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { beginContacts } from "../contacts/follow-changes.ts";
import type { HttpEnv } from "../http/problem.ts";
import type { Queue } from "../queue/postgres.ts";
import { callbackUrl, finishAuthorization, type ConnectDeps, type Connected } from "./connect.ts";
import { resultPage, type ResultWords } from "./result-page.ts";

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
    return c.html(
      resultPage(wordsFor(result, callbackUrl(deps.publicUrl))),
      result.kind === "connected" ? 200 : 400,
    );
  });
}

function wordsFor(result: Connected, redirectUrl: string): ResultWords {
  const failed = (title: string, text: string): ResultWords => ({ ok: false, title, text });
  switch (result.kind) {
    case "connected":
      return {
        ok: true,
        title: "Authorization succeeded!",
        text: `Connected as ${result.adminName}. You can close this page.`,
      };
    case "unknown_state":
      return failed(
        "This link is not valid any more",
        "It was used before, is older than ten minutes, or was not made here. Start connecting again.",
      );
    case "refused":
      return failed(
        result.error === "access_denied" ? "Access was not granted" : "Zendesk refused the request",
        result.error === "access_denied"
          ? "You chose Deny. Start connecting again and choose Allow."
          : `Zendesk says ${result.error}. Check the OAuth client in Zendesk's Admin Center: its identifier, its allowed scopes (read and write) and its redirect URL.`,
      );
    case "code_refused":
      return failed(
        "Zendesk did not accept the code",
        `Zendesk says ${result.detail} A code lives two minutes and works once: start connecting again. If that does not help, check the redirect URL of the OAuth client.`,
      );
    case "client_refused":
      return failed(
        "The identifier or the secret is wrong",
        `Zendesk says ${result.detail} Copy the unique identifier again, or have Zendesk make a new secret for the OAuth client, enter both and start again.`,
      );
    case "redirect_refused":
      return failed(
        "The redirect URL is wrong",
        `Zendesk says ${result.detail} Enter ${redirectUrl} as the redirect URL of the OAuth client, to the letter, and start again.`,
      );
    case "not_admin":
      return failed(
        "An administrator has to sign",
        `${result.name} is signed in to Zendesk as ${result.role}. Sign in as an administrator and start again.`,
      );
    case "scope_missing":
      return failed(
        "Zendesk granted too little",
        `Granted: ${result.granted || "nothing"}. Needed: read and write. Allow both scopes in the OAuth client and start again.`,
      );
    case "zendesk_unreachable":
      return failed("Zendesk could not be asked", `${result.detail}. Start connecting again in a moment.`);
  }
}
