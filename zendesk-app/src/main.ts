import { createApi } from "./api/api.ts";
import { createReachability } from "./api/reachability.ts";
import { createServerClock } from "./api/server-clock.ts";
import { createSession } from "./api/session.ts";
import { readPage, schemeOf } from "./page.ts";
import { startZaf } from "./zaf/zaf.ts";

/** One page serves every location: which one it is, the service wrote into it. */
async function main(): Promise<void> {
  const page = readPage(document);
  const { location: where } = page;
  const reachability = createReachability(Date.now);
  const session = createSession(page.session, fetch.bind(globalThis), Date.now);
  const clock = createServerClock(Date.now);
  const api = createApi({ session, reachability, clock, fetch: fetch.bind(globalThis) });

  if (where === "background") {
    const [zaf, { runBackground }] = await Promise.all([startZaf(), import("./features/background/run.ts")]);
    if (zaf !== null) runBackground({ zaf, api });
    return;
  }
  const scheme = schemeOf(location.search);
  document.documentElement.style.colorScheme = scheme;
  const [zaf, { render }] = await Promise.all([startZaf(), import("./render.tsx")]);
  await render({ where, admin: page.admin, zaf, api, scheme });
}

void main();
