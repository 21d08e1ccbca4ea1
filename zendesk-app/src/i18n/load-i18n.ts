import { createFormat } from "./format.ts";
import type { I18n } from "./i18n.tsx";
import { directionOf, languageFor, loadMessages } from "./languages.ts";
import type { Messages } from "./messages/en.ts";
import { fill, type FillIn } from "./translate.ts";

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
