import { randomBytes } from "node:crypto";
import { Location, type PageData } from "@deskline/shared/app";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { describeRoute } from "hono-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpEnv } from "../http/problem.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { notBuiltWords, resultPage } from "../integrations/result-page.ts";
import type { Metrics } from "../platform/metrics.ts";
import { readFrontEnd } from "./front-end.ts";
import { openApp, type OpenAppDeps, type Opened } from "./open-app.ts";
import { appPage, appPolicy, hostOf, messagePolicy } from "./page.ts";

export type LoadRoutesDeps = OpenAppDeps & { registry: Registry; metrics: Metrics; appDir: string };

const largestBodyBytes = 64 * 1024;

const description = describeRoute({
  summary: "Signed load of a frame of the app",
  description:
    "Zendesk posts the form field `token`, a JWT that proves the agent. The answer is the app's page with a session in it, for an administrator at `nav_bar` the console's, or a page that says what to do.",
  responses: {
    200: { description: "The app." },
    401: { description: "The token does not prove an agent of this installation." },
    403: { description: "The user is no agent, or may not sign in." },
    404: { description: "There is no such integration or location." },
    409: { description: "No installation is linked with the integration." },
    413: { description: "The form is larger than 64 KiB." },
    503: { description: "Zendesk cannot be asked, or the app is not built." },
  },
});

type Words = { status: ContentfulStatusCode; title: string; text: string };

/** `POST /zendesk-app/{integrationKey}/{location}` */
export function loadRoutes(deps: LoadRoutesDeps): Hono<HttpEnv> {
  const limit = bodyLimit({
    maxSize: largestBodyBytes,
    onError: (c) => {
      c.header("connection", "close"); // the rest of the body is not read
      return message(c, "'none'", { ...refusedWords, status: 413 });
    },
  });

  return new Hono<HttpEnv>()
    .use("/*", async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
      c.header("referrer-policy", "no-referrer");
    })
    .get("/:integrationKey/:location", (c) => message(c, "'none'", openInZendesk))
    .post("/:integrationKey/:location", description, limit, async (c) => {
      const integration = deps.registry.byKey(c.req.param("integrationKey"));
      const location = Location.safeParse(c.req.param("location"));
      if (integration === undefined || !location.success) return message(c, "'none'", unknownWords);
      const { ancestors } = hostOf(deps.zendeskBaseUrl, integration.zendesk.subdomain);
      const token = await tokenIn(c);
      const opened =
        token === null
          ? ({ kind: "refused", check: "form" } as const)
          : await openApp(deps, integration, token);
      note(deps, c.get("requestId"), integration, opened);
      if (opened.kind !== "opened") return message(c, ancestors, wordsFor(opened));
      const { session, admin } = opened;
      const isConsole = location.data === "nav_bar" && admin;
      const frontEnd = await readFrontEnd(deps.appDir, isConsole ? "console.html" : "index.html");
      if (frontEnd === null) {
        deps.log.error({ appDir: deps.appDir }, "the app is not built: npm run build");
        return message(c, ancestors, notBuilt);
      }
      return app(c, deps, integration, frontEnd, { location: location.data, session, admin });
    });
}

async function tokenIn(c: Context<HttpEnv>): Promise<string | null> {
  try {
    const { token } = await c.req.parseBody();
    return typeof token === "string" ? token : null;
  } catch {
    return null; // no form
  }
}

/** Which check failed is for the administrator alone; the token is for nobody. */
function note(deps: LoadRoutesDeps, requestId: string, integration: KnownIntegration, opened: Opened): void {
  const result = opened.kind === "refused" ? opened.check : opened.kind;
  deps.metrics.appLoads.inc({ result });
  if (opened.kind !== "opened")
    deps.log.warn({ integrationId: integration.id, requestId, result }, "app not opened");
}

function app(
  c: Context<HttpEnv>,
  deps: LoadRoutesDeps,
  integration: KnownIntegration,
  frontEnd: string,
  data: PageData,
) {
  const host = hostOf(deps.zendeskBaseUrl, integration.zendesk.subdomain);
  const nonce = randomBytes(16).toString("base64url");
  c.header("content-security-policy", appPolicy(host, nonce));
  return c.html(appPage(frontEnd, { data, sdkUrl: host.sdkUrl, nonce }));
}

function message(c: Context<HttpEnv>, ancestors: string, { status, title, text }: Words) {
  c.header("content-security-policy", messagePolicy(ancestors));
  const help = `${text} Request ${c.get("requestId")}.`;
  return c.html(resultPage({ ok: status === 200, title, text: status === 200 ? text : help }), status);
}

const openInZendesk: Words = {
  status: 200,
  title: "Open this app inside Zendesk",
  text: "Deskline lives beside your tickets. Sign in to Zendesk Support; there it opens by itself.",
};

const refusedWords: Words = {
  status: 401,
  title: "Deskline could not be opened",
  text: "Reload the page; if it stays, an administrator has to reinstall the app.",
};

const unknownWords: Words = {
  status: 404,
  title: "There is no such app here",
  text: "An administrator has to make the app's package anew and update it in Zendesk.",
};

const notBuilt: Words = { status: 503, ...notBuiltWords };

function wordsFor(opened: Exclude<Opened, { kind: "opened" }>): Words {
  switch (opened.kind) {
    case "refused":
      return refusedWords;
    case "not_linked":
      return {
        status: 409,
        title: "The app is not linked yet",
        text: "An administrator has to run: deskline app link. Then reload the page.",
      };
    case "zendesk_unreachable":
      return {
        status: 503,
        title: "Zendesk gives no answer",
        text: "Deskline has to ask Zendesk who you are. Reload the page in a moment.",
      };
    case "end_user":
      return {
        status: 403,
        title: "Deskline is for agents",
        text: "In Zendesk you are an end user. An administrator of Zendesk can make you an agent.",
      };
    case "inactive":
      return {
        status: 403,
        title: "Your account is not active",
        text: "In Zendesk you are suspended or not active. An administrator of Zendesk can change that.",
      };
  }
}
