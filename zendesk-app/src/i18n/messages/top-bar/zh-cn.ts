import type { TopBarMessages } from "./en.ts";

export const topBarZhCn = {
  "top_bar.title": "电话",
} satisfies TopBarMessages;
