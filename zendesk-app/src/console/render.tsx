import { QueryClientProvider } from "@tanstack/react-query";
import { ToastProvider } from "@zendeskgarden/react-notifications";
import { StrictMode, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { AppTheme, type Scheme } from "../theme/AppTheme.tsx";
import { createConsoleQueries } from "./api/query-client.ts";
import { ConsoleProvider, useConsole, type Console } from "./console.tsx";
import { I18nProvider, i18nOf, type I18n } from "./i18n/i18n.tsx";
import { loadMessages, type Language } from "./i18n/languages.ts";
import { Unbroken } from "./frame/Unbroken.tsx";

type Router = ReturnType<typeof createBrowserRouter>;

export async function render(parts: Console, router: Router): Promise<void> {
  const element = document.getElementById("root");
  if (element === null) throw new Error("console.html has no element with the id root");
  const language = parts.preferences.language.value();
  const first = i18nOf(await loadMessages(language), language, null);
  createRoot(element).render(
    <StrictMode>
      <ConsoleProvider value={parts}>
        <Words first={first}>
          <Colours>
            <Unbroken>
              <QueryClientProvider client={createConsoleQueries()}>
                <ToastProvider zIndex={500}>
                  <RouterProvider router={router} />
                </ToastProvider>
              </QueryClientProvider>
            </Unbroken>
          </Colours>
        </Words>
      </ConsoleProvider>
    </StrictMode>,
  );
}

/** The chosen language; the one before stays until it is loaded. */
function Words({ first, children }: { first: I18n; children: ReactNode }) {
  const { language } = useConsole().preferences;
  const wanted = useSyncExternalStore(language.subscribe, language.value);
  const [i18n, setI18n] = useState(first);
  useEffect(() => {
    document.documentElement.lang = i18n.locale;
  }, [i18n]);
  useEffect(() => {
    if (wanted === i18n.locale) return undefined;
    let stale = false;
    loadMessages(wanted as Language).then(
      (messages) => {
        if (!stale) setI18n(i18nOf(messages, wanted, null));
      },
      () => undefined, // offline: the present language is better than none
    );
    return () => {
      stale = true;
    };
  }, [wanted, i18n.locale]);
  return <I18nProvider value={i18n}>{children}</I18nProvider>;
}

function Colours({ children }: { children: ReactNode }) {
  const { scheme } = useConsole().preferences;
  const follow = useCallback(
    (listener: (scheme: Scheme) => void) => scheme.subscribe(() => listener(scheme.value())),
    [scheme],
  );
  return (
    <AppTheme scheme={scheme.value()} onChange={follow} dir="ltr">
      {children}
    </AppTheme>
  );
}
