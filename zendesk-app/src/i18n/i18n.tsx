import { createContext, useContext, type ReactNode } from "react";
import { createFormat, type Format } from "./format.ts";
import { directionOf, languageFor, loadMessages } from "./languages.ts";
import type { English, Messages } from "./messages/en.ts";
import { fill, type FillIn, type Values } from "./translate.ts";

export type Key = keyof English;
type Arguments<K extends Key> = [Values<English[K]>] extends [never]
  ? []
  : [values: Record<Values<English[K]>, string | number>];

/** The message of that name, with what it fills in. */
export type Translate = <K extends Key>(key: K, ...values: Arguments<K>) => string;

export type I18n = { t: Translate; locale: string; dir: "ltr" | "rtl"; format: Format };

/** Loads the agent's language; `locale` is Zendesk's. */
export async function loadI18n(locale: string, timeZone: string | undefined): Promise<I18n> {
  const language = languageFor(locale);
  return i18nOf(await loadMessages(language), language, locale, timeZone);
}

export function i18nOf(
  messages: Messages,
  language: ReturnType<typeof languageFor>,
  locale: string,
  timeZone: string | undefined,
): I18n {
  // Dates in the words of another language than the rest would read oddly.
  const written = locale.toLowerCase().startsWith(language.toLowerCase().split("-")[0] ?? "")
    ? locale
    : language;
  return {
    t: (key, ...[values]) => fill(messages[key], (values ?? {}) as FillIn, written),
    locale: written,
    dir: directionOf(language),
    format: createFormat(written, timeZone),
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
