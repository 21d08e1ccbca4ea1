import type { Location } from "@deskline/shared/app";
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
  const starting = startZaf();
  const reachability = createReachability(Date.now);
  const session = createSession(page.session, fetch.bind(globalThis), Date.now);
  const clock = createServerClock(Date.now);
  const api = createApi({ session, reachability, clock, fetch: fetch.bind(globalThis) });

  if (where === "background") {
    const [zaf, { runBackground }] = await Promise.all([starting, import("./features/background/run.ts")]);
    if (zaf !== null) runBackground({ zaf, api });
    return;
  }
  const scheme = schemeOf(location.search);
  document.documentElement.style.colorScheme = scheme;
  const { begin } = await import("./begin.ts");
  const beginning = begin(where, api, starting);
  // React takes a while to be read: nothing else is to wait for it.
  await starting;
  const { render } = await loadView(where);
  await render({ where, admin: page.admin, api, scheme, beginning });
}

/** The sidebars are much alike; what else the top bar has is loaded there only. */
function loadView(where: Exclude<Location, "background">) {
  return where === "top_bar" ? import("./locations/top-bar.tsx") : import("./locations/sidebars.tsx");
}

void main();
