import type { TopBarMessages } from "./en.ts";

export const topBarEs = {
  "top_bar.title": "Teléfono",
} satisfies TopBarMessages;
