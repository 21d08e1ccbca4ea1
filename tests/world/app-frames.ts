import { PageData, type Location } from "@deskline/shared/app";
import { createSessions } from "@deskline/service/app/session";
import { createSignIns } from "@deskline/service/recordings/sign-ins";
import { systemClock } from "@deskline/service/platform/clock";
import { loadKeys } from "@deskline/service/platform/secrets";
import { parseJson } from "@deskline/service/platform/json";

/** How the service answered the load of a frame. */
export type LoadedFrame = {
  status: number;
  headers: Headers;
  html: string;
  /** Null unless the app was opened. */
  data: PageData | null;
};

/** Posts a token as Zendesk does when an agent opens a frame of the app. */
export async function postToken(
  serviceUrl: string,
  integrationKey: string,
  location: Location,
  token: string,
): Promise<LoadedFrame> {
  const query = "origin=https%3A%2F%2Facme.zendesk.com&app_guid=1";
  const answer = await fetch(`${serviceUrl}/zendesk-app/${integrationKey}/${location}?${query}`, {
    method: "POST",
    body: new URLSearchParams({ token }),
  });
  const html = await answer.text();
  const json = /<script type="application\/json" id="page-data"[^>]*>([^<]*)<\/script>/.exec(html)?.[1];
  const data = json === undefined ? null : PageData.parse(parseJson(json));
  return { status: answer.status, headers: answer.headers, html, data };
}

/** A session as the service would give it, made with the same key. */
export function makeSession(
  encryptionKey: string,
  integrationId: string,
  agentId: number,
  ticketId?: number,
): string {
  const keys = loadKeys({ encryptionKey, dataDir: "unused" });
  return createSessions(keys, systemClock).begin({ integrationId, agentId, ticketId }).token;
}

/** The `state` of a sign-in for a recording that was begun longer ago than it counts. */
export function makePastSignIn(encryptionKey: string, integrationId: string, callId: string): string {
  const keys = loadKeys({ encryptionKey, dataDir: "unused" });
  const longAgo = { ...systemClock, now: () => systemClock.now() - 3_600_000 };
  return createSignIns(keys, longAgo).make({ integrationId, callId });
}

export type ApiAnswer = { status: number; headers: Headers; body: unknown };

/** Asks the app's API; `path` is below `/api/app/`. */
export async function askApi(
  serviceUrl: string,
  session: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<ApiAnswer> {
  const answer = await fetch(`${serviceUrl}/api/app/${path}`, {
    method,
    headers: {
      ...(session === null ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: parseJson(await answer.text()) ?? null };
}
