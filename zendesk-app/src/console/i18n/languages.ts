import type { Messages } from "./messages/en.ts";

/** Each language is loaded when it is needed. */
const loaders = {
  en: () => import("./messages/en.ts").then(({ en }) => en),
  "zh-CN": () => import("./messages/zh-cn.ts").then(({ zhCn }) => zhCn),
} satisfies Record<string, () => Promise<Messages>>;

export type Language = keyof typeof loaders;

/** As speakers of each call it. */
export const languageNames: Record<Language, string> = { en: "English", "zh-CN": "简体中文" };

export const languages = Object.keys(loaders) as Language[];

export function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]();
}

/** The first wanted tongue that there is; else English. */
export function languageFor(wanted: readonly string[]): Language {
  for (const locale of wanted) {
    const tongue = locale.toLowerCase().split(/[-_]/)[0];
    if (tongue === "zh") return "zh-CN";
    if (tongue === "en") return "en";
  }
  return "en";
}
