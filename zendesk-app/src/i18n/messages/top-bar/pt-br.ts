import type { TopBarMessages } from "./en.ts";

export const topBarPtBr = {
  "top_bar.title": "Telefone",
} satisfies TopBarMessages;
