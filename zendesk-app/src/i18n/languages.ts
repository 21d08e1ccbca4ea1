import type { Messages } from "./messages/en.ts";

/** Each language is loaded when it is needed, and only that one. */
const loaders = {
  en: () => import("./messages/en.ts").then(({ en }) => en),
  "zh-CN": () => import("./messages/zh-cn.ts").then(({ zhCn }) => zhCn),
  de: () => import("./messages/de.ts").then(({ de }) => de),
  es: () => import("./messages/es.ts").then(({ es }) => es),
  fr: () => import("./messages/fr.ts").then(({ fr }) => fr),
  ja: () => import("./messages/ja.ts").then(({ ja }) => ja),
  "pt-BR": () => import("./messages/pt-br.ts").then(({ ptBr }) => ptBr),
} satisfies Record<string, () => Promise<Messages>>;

export type Language = keyof typeof loaders;

const languages = Object.keys(loaders) as Language[];

export function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]();
}

/** The agent's locale if there is such a language, else another of the same tongue, else English. */
export function languageFor(locale: string): Language {
  const wanted = locale.toLowerCase().replaceAll("_", "-");
  const tongue = wanted.split("-")[0];
  return (
    languages.find((language) => language.toLowerCase() === wanted) ??
    languages.find((language) => language.toLowerCase().split("-")[0] === tongue) ??
    "en"
  );
}

/** Which way the agent's own language is written; the app's words may still be English. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return ["ar", "fa", "he", "ur"].includes(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
