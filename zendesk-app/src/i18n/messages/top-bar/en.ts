import type { Plural } from "../../translate.ts";

/** What the top bar and the background say beside what all frames do. */
export const topBarEn = {
  "top_bar.title": "Phone",
} as const;

export type TopBarMessages = {
  [Key in keyof typeof topBarEn]: (typeof topBarEn)[Key] extends string ? string : Plural;
};
