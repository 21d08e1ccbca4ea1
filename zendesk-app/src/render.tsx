import "@zendeskgarden/css-bedrock";
import type { Location } from "@deskline/shared/app";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import type { Api } from "./api/api.ts";
import { createQueryClient } from "./api/query-client.ts";
import { callsQuery, meQuery } from "./calls/queries.ts";
import { prefetchPerson, type PersonPath } from "./features/sidebar/use-person.ts";
import { FrameProvider } from "./frame.tsx";
import { I18nProvider, loadI18n, type I18n } from "./i18n/i18n.tsx";
import { loadView } from "./locations/load-view.ts";
import { startLive } from "./live/live.ts";
import { phonesQuery } from "./phones/load.ts";
import { AppTheme, type Scheme } from "./theme/AppTheme.tsx";
import { followScheme } from "./theme/scheme.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { OutsideZendesk } from "./ui/OutsideZendesk.tsx";
import { CurrentUser } from "./zaf/schema.ts";
import type { Zaf } from "./zaf/zaf.ts";

type Parts = {
  where: Exclude<Location, "background">;
  admin: boolean;
  zaf: Zaf | null;
  api: Api;
  scheme: Scheme;
};

/** Whom the page of a location is about. */
const personPaths: Partial<Record<Location, PersonPath>> = {
  ticket_sidebar: "ticket.requester",
  new_ticket_sidebar: "ticket.requester",
  user_sidebar: "user",
};

/** Shows the view of this frame's location, or that there is no Zendesk around the page. */
export async function render({ where, admin, zaf, api, scheme }: Parts): Promise<void> {
  const element = document.getElementById("root");
  if (element === null) throw new Error("index.html has no element with the id root");
  const root = createRoot(element);
  await (zaf === null ? renderOutside(root, scheme) : renderFrame(root, { where, admin, zaf, api, scheme }));
}

async function renderFrame(
  root: Root,
  { where, admin, zaf, api, scheme }: Parts & { zaf: Zaf },
): Promise<void> {
  const queries = createQueryClient();
  // Asked for while the view loads.
  void queries.prefetchQuery(meQuery(api));
  void queries.prefetchQuery(phonesQuery);
  void queries.prefetchInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const path = personPaths[where];
  if (path !== undefined) void prefetchPerson(queries, zaf, api, path);
  const live = startLive(zaf, api, queries);
  const [i18n, View] = await Promise.all([i18nOfAgent(zaf), loadView(where)]);
  document.documentElement.lang = i18n.locale;
  document.documentElement.dir = i18n.dir;
  root.render(
    <StrictMode>
      <I18nProvider value={i18n}>
        <AppTheme scheme={scheme} onChange={followScheme(zaf)} dir={i18n.dir}>
          <ErrorBoundary>
            <QueryClientProvider client={queries}>
              <FrameProvider value={{ zaf, api, live, admin }}>
                <View />
              </FrameProvider>
            </QueryClientProvider>
          </ErrorBoundary>
        </AppTheme>
      </I18nProvider>
    </StrictMode>,
  );
}

async function renderOutside(root: Root, scheme: Scheme): Promise<void> {
  const i18n = await loadI18n(navigator.language, undefined);
  root.render(
    <I18nProvider value={i18n}>
      <AppTheme scheme={scheme} onChange={() => () => undefined} dir={i18n.dir}>
        <OutsideZendesk />
      </AppTheme>
    </I18nProvider>,
  );
}

async function i18nOfAgent(zaf: Zaf): Promise<I18n> {
  // An app in a language that is not the agent's is better than none.
  const user = await zaf.get("currentUser", CurrentUser).catch(() => CurrentUser.parse({}));
  return loadI18n(user.locale ?? "en", user.timeZone?.ianaName ?? undefined);
}
