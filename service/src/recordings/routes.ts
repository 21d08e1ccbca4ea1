import { createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { describeRoute } from "hono-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { agentOf, type BearerDeps } from "../app/bearer.ts";
import { callById, type CallRow } from "../calls/store.ts";
import type { HttpEnv } from "../http/problem.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { tongueOf } from "../integrations/tongue.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { showInZone } from "../platform/show-time.ts";
import { isUuid } from "../platform/uuid.ts";
import { subjectAfter } from "../tickets/core/subject.ts";
import { accountUrl } from "../zendesk/account-url.ts";
import { recordingAddress } from "./address.ts";
import { listenTo, type ListenDeps } from "./listen.ts";
import { listenPage, sayingPage } from "./page.ts";
import { beginSignIn, finishSignIn, type SignInDeps } from "./sign-in.ts";
import { saidOf, type Said } from "./words.ts";

export type RecordingPageDeps = BearerDeps & SignInDeps & ListenDeps;

/** One per integration: whoever listens at two accounts stays signed in at both. */
const sessionCookie = (integrationId: string) => `deskline_listener_${integrationId}`;
/** One per sign-in: two tabs do not take each other's. */
const verifierCookie = (state: string) =>
  `deskline_sign_in_${createHash("sha256").update(state).digest("hex").slice(0, 16)}`;
const lookAgainSeconds = 10;

const describe = (summary: string) =>
  describeRoute({
    summary,
    responses: {
      200: { description: "The page with what plays." },
      default: { description: "A page that says what is in the way, and what to do." },
    },
  });

type Found = { call: CallRow; integration: KnownIntegration };

/**
 * `GET /recordings/{callId}`, to which tickets link, and the way there through Zendesk for whoever has no session.
 * The session is one of the app, in a cookie that reaches these pages alone.
 */
export function recordingPageRoutes(deps: RecordingPageDeps): Hono<HttpEnv> {
  const isSecure = deps.publicUrl.startsWith("https:");
  const keep = (c: Context, name: string, value: string, path: string, maxAgeMs: number) =>
    setCookie(c, name, value, {
      path,
      httpOnly: true,
      sameSite: "Lax", // so that it comes along when a link in Zendesk is followed
      secure: isSecure,
      maxAge: Math.floor(maxAgeMs / 1000),
    });

  return new Hono<HttpEnv>()
    .use("/recordings/*", async (c, next) => {
      await next();
      harden(c);
    })
    .get("/recordings/:callId", describe("The recordings of a call, for agents"), async (c) => {
      const found = await callAt(deps, c.req.param("callId"));
      if (found === null) return say(c, "unknown", 404);
      const session = deps.sessions.read(getCookie(c, sessionCookie(found.integration.id)) ?? "");
      const who = session?.integrationId === found.integration.id ? await agentOf(deps, session) : null;
      if (who === null || "wrong" in who) return say(c, "sign_in", 401, linksOf(deps, found));
      if (found.integration.status === "disabled") return say(c, "integration_disabled", 403);
      if (!who.verified) return say(c, "not_connected", 403);
      const listening = await listenTo(deps, who.agent, found.call).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error;
        return null;
      });
      if (listening === null) return say(c, "zendesk_unreachable", 503);
      if (listening.kind === "plays") {
        return c.html(listenPage(tongueOf(c), describeCall(found), listening.urls));
      }
      const said = saidOf(listening.code);
      if (said === "preparing" || said === "pbx_unreachable") c.header("refresh", String(lookAgainSeconds));
      return say(
        c,
        said,
        said === "pbx_unreachable" ? 503 : said === "preparing" ? 200 : said === "expired" ? 410 : 404,
      );
    })
    .get("/recordings/:callId/sign-in", describe("Sign in with Zendesk to listen"), async (c) => {
      const found = await callAt(deps, c.req.param("callId"));
      if (found === null) return say(c, "unknown", 404);
      try {
        const { id: integrationId } = found.integration;
        const { url, state, codeVerifier } = await beginSignIn(deps, {
          integrationId,
          callId: found.call.id,
        });
        keep(c, verifierCookie(state), codeVerifier, "/oauth", deps.signIns.lifeMs);
        return c.redirect(url);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return say(c, "not_connected", 503);
      }
    })
    .get("/oauth/zendesk/callback", async (c, next) => {
      const state = c.req.query("state") ?? "";
      const signIn = deps.signIns.read(state);
      if (signIn === null) return next();
      harden(c);
      if (signIn === "over") return say(c, "denied", 403);
      const codeVerifier = getCookie(c, verifierCookie(state));
      const signed = await finishSignIn(deps, signIn, { code: c.req.query("code"), codeVerifier });
      if (signed.kind !== "signed_in") return say(c, signed.kind, 403);
      keep(
        c,
        sessionCookie(signIn.integrationId),
        signed.session.token,
        "/recordings",
        signed.session.expiresInMs,
      );
      return c.redirect(recordingAddress(deps.publicUrl, signIn.callId));
    });
}

/** A call that has recordings, with its integration. */
async function callAt(deps: RecordingPageDeps, callId: string): Promise<Found | null> {
  const call = isUuid(callId) ? await callById(deps.db, callId) : null;
  const integration = call === null ? undefined : deps.registry.byId(call.integrationId);
  const isRecorded = (call?.summary?.recordings.length ?? 0) > 0;
  return call === null || integration === undefined || !isRecorded ? null : { call, integration };
}

function linksOf(deps: RecordingPageDeps, { call, integration }: Found) {
  const { subdomain } = integration.zendesk;
  const ticket =
    call.ticketId === null || subdomain === null
      ? null
      : {
          id: call.ticketId,
          url: `${accountUrl(deps.zendeskBaseUrl, subdomain)}/agent/tickets/${call.ticketId}`,
        };
  return { signIn: `${recordingAddress(deps.publicUrl, call.id)}/sign-in`, ticket };
}

function describeCall({ call, integration }: Found): string {
  const { summary } = call;
  if (summary === null) return "";
  const start = showInZone(summary.startedAt, integration.pbx.timeZone);
  return `${subjectAfter(summary, integration.names)}, ${start}`;
}

function say(
  c: Context<HttpEnv>,
  said: Said,
  status: ContentfulStatusCode,
  links?: Parameters<typeof sayingPage>[2],
) {
  return c.html(sayingPage(tongueOf(c), said, links), status);
}

function harden(c: Context): void {
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  c.header("vary", "accept-language, cookie");
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; frame-ancestors 'none'",
  );
}
