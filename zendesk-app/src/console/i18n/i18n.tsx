import { createContext, useContext, useMemo, type ReactNode } from "react";
import { createFormat, type Format } from "../../i18n/format.ts";
import { fill, type FillIn, type TranslateFrom } from "../../i18n/translate.ts";
import type { English, Messages } from "./messages/en.ts";

export type Key = keyof English;
export type Translate = TranslateFrom<English>;

/** `timeZone` is null where the browser's own holds. */
export type I18n = {
  t: Translate;
  locale: string;
  format: Format;
  timeZone: string | null;
  messages: Messages;
};

export function i18nOf(messages: Messages, locale: string, timeZone: string | null): I18n {
  return {
    t: (key, ...[values]) => fill(messages[key], (values ?? {}) as FillIn, locale),
    locale,
    format: createFormat(locale, timeZone ?? undefined),
    timeZone,
    messages,
  };
}

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider({ value, children }: { value: I18n; children: ReactNode }) {
  return <I18nContext.Provider value={value}>{children}</I18nContext.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(I18nContext);
  if (value === null) throw new Error("There is no I18nProvider above");
  return value;
}

/** Dates below are of this time zone: an integration's are its PBX's. */
export function InTimeZone({ zone, children }: { zone: string; children: ReactNode }) {
  const { messages, locale } = useI18n();
  const value = useMemo(() => i18nOf(messages, locale, zone), [messages, locale, zone]);
  return <I18nProvider value={value}>{children}</I18nProvider>;
}
