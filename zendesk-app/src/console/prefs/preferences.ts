import { languageCookie } from "@deskline/shared/admin-access";
import type { Scheme } from "../../theme/AppTheme.tsx";
import { languageFor, languages, type Language } from "../i18n/languages.ts";

export type SchemeChoice = "system" | Scheme;

/** A value that can be watched. */
export type Watched<T> = {
  value(): T;
  subscribe(listener: () => void): () => void;
};

/** How the person at this browser wants the console. */
export type Preferences = {
  language: Watched<Language>;
  scheme: Watched<Scheme>;
  /** Null where somebody else decides: Zendesk, for the console inside it. */
  choices: {
    scheme: Watched<SchemeChoice>;
    setLanguage(language: Language): void;
    setScheme(choice: SchemeChoice): void;
  } | null;
};

const schemeChoices: readonly SchemeChoice[] = ["system", "light", "dark"];

/** What was chosen in this browser before, else what the browser and its system want. */
export function browserPreferences(window: Window): Preferences {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const language = kept("deskline.language", languages, languageFor(window.navigator.languages));
  const choice = kept("deskline.scheme", schemeChoices, "system");
  return {
    language,
    scheme: {
      value: () => {
        const chosen = choice.value();
        return chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
      },
      subscribe(listener) {
        const stop = choice.subscribe(listener);
        dark.addEventListener("change", listener);
        return () => {
          stop();
          dark.removeEventListener("change", listener);
        };
      },
    },
    choices: {
      scheme: choice,
      setLanguage(chosen) {
        language.set(chosen);
        window.document.cookie = `${languageCookie}=${chosen}; path=/oauth; max-age=31536000; samesite=lax`;
      },
      setScheme: choice.set,
    },
  };
}

/** One of a few values, remembered by the browser where it lets us. */
function kept<T extends string>(key: string, all: readonly T[], otherwise: T) {
  let now = all.find((one) => one === remembered(key)) ?? otherwise;
  const listeners = new Set<() => void>();
  return {
    value: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(value: T) {
      now = value;
      remember(key, value);
      for (const listener of listeners) listener();
    },
  };
}

/** Browsers that keep nothing throw. */
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the page is left.
  }
}
