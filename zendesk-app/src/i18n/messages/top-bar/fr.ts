import type { TopBarMessages } from "./en.ts";

export const topBarFr = {
  "top_bar.title": "Téléphone",
} satisfies TopBarMessages;
