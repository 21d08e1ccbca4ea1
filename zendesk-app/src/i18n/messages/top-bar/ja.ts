import type { TopBarMessages } from "./en.ts";

export const topBarJa = {
  "top_bar.title": "電話",
} satisfies TopBarMessages;
