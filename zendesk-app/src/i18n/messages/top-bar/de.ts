import type { TopBarMessages } from "./en.ts";

export const topBarDe = {
  "top_bar.title": "Telefon",
} satisfies TopBarMessages;
