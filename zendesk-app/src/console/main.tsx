import "@zendeskgarden/css-bedrock";
import { createReachability } from "../api/reachability.ts";
import { createServerClock } from "../api/server-clock.ts";
import { createSession } from "../api/session.ts";
import { readPage, schemeOf } from "../page.ts";
import { createConsoleApi } from "./api/console-api.ts";
import { bearerCredentials, cookieCredentials, type Credentials } from "./api/credentials.ts";
import { createGate } from "./api/gate.ts";
import type { Console } from "./console.tsx";
import { embeddedRouter, pageRouter } from "./frame/routes.tsx";
import { browserPreferences } from "./prefs/preferences.ts";
import { zendeskPreferences } from "./prefs/zendesk-preferences.ts";
import { render } from "./render.tsx";

/** The page of the operator, or of an administrator inside Zendesk: then the service wrote a session into it. */
async function main(): Promise<void> {
  const embedded = document.getElementById("page-data") !== null;
  const gate = createGate();
  if (!embedded) {
    const preferences = browserPreferences(window);
    const parts = { api: apiWith(cookieCredentials(gate)), gate, preferences, embedded };
    return render(parts, pageRouter());
  }
  const page = readPage(document);
  const session = createSession(page.session, fetch.bind(globalThis), Date.now);
  const preferences = await zendeskPreferences(schemeOf(location.search));
  return render({ api: apiWith(bearerCredentials(session)), gate, preferences, embedded }, embeddedRouter());
}

function apiWith(credentials: Credentials): Console["api"] {
  const reachability = createReachability(Date.now);
  const clock = createServerClock(Date.now);
  return createConsoleApi({ credentials, reachability, clock, fetch: fetch.bind(globalThis) });
}

void main();
