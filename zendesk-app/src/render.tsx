import "@zendeskgarden/css-bedrock";
import type { Location } from "@deskline/shared/app";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import type { Api } from "./api/api.ts";
import type { Begun } from "./begin.ts";
import { FrameProvider } from "./frame.tsx";
import { I18nProvider } from "./i18n/i18n.tsx";
import { loadI18n } from "./i18n/load-i18n.ts";
import { startLive } from "./live/live.ts";
import { AppTheme, type Scheme } from "./theme/AppTheme.tsx";
import { followScheme } from "./theme/scheme.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { OutsideZendesk } from "./ui/OutsideZendesk.tsx";

type Parts = {
  where: Exclude<Location, "background">;
  admin: boolean;
  api: Api;
  scheme: Scheme;
  beginning: Promise<Begun | null>;
};

/** To show all at once takes less than to show it bit by bit; nobody sees the difference within this time. */
const togetherWithinMs = 150;

/** What shows the view of this frame's location, or that there is no Zendesk around the page. */
export function rendererOf(viewOf: (where: Location) => ReactNode): (parts: Parts) => Promise<void> {
  return async (parts) => {
    const element = document.getElementById("root");
    if (element === null) throw new Error("index.html has no element with the id root");
    const root = createRoot(element);
    const begun = await parts.beginning;
    await (begun === null
      ? renderOutside(root, parts.scheme)
      : renderFrame(root, parts, begun, viewOf(parts.where)));
  };
}

async function renderFrame(
  root: Root,
  { admin, api, scheme }: Parts,
  { zaf, queries, i18n, answered }: Begun,
  view: ReactNode,
): Promise<void> {
  const live = startLive(zaf, api, queries);
  document.documentElement.lang = i18n.locale;
  document.documentElement.dir = i18n.dir;
  await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, togetherWithinMs))]);
  root.render(
    <StrictMode>
      <I18nProvider value={i18n}>
        <AppTheme scheme={scheme} onChange={followScheme(zaf)} dir={i18n.dir}>
          <ErrorBoundary>
            <QueryClientProvider client={queries}>
              <FrameProvider value={{ zaf, api, live, admin }}>{view}</FrameProvider>
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
