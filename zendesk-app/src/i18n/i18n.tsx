import { createContext, useContext, type ReactNode } from "react";
import type { Format } from "./format.ts";
import type { English } from "./messages/en.ts";
import type { TranslateFrom } from "./translate.ts";

export type Key = keyof English;
export type Translate = TranslateFrom<English>;

export type I18n = { t: Translate; locale: string; dir: "ltr" | "rtl"; format: Format };

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider({ value, children }: { value: I18n; children: ReactNode }) {
  return <I18nContext.Provider value={value}>{children}</I18nContext.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(I18nContext);
  if (value === null) throw new Error("There is no I18nProvider above");
  return value;
}
