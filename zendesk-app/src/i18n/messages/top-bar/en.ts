import type { Plural } from "../../translate.ts";

/** What the top bar and the background say beside what all frames do. */
export const topBarEn = {
  "top_bar.title": "Phone",
  "top_bar.dial": "Dial",
  "top_bar.recent": "Recent",
  "top_bar.now": "Now",
  "dial.label": "Name or number",
  "dial.clear": "Clear",
  "dial.suggestions": "Suggestions",
  "dial.found": { one: "{count} suggestion", other: "{count} suggestions" },
  "dial.nobody": "Nobody has this name.",
  "dial.keypad": "Keypad",
  "dial.dials_person": "Dials {number}, {name}",
  "dial.on_ticket": "The call goes on ticket #{id}.",
  "dial.contact": "Contact",
  "dial.recent": "Called recently",
  "recent.title": "Recent calls",
  "recent.new": { one: "{count} new missed call", other: "{count} new missed calls" },
  "recent.empty": "No calls yet",
  "choose.hint": "Choose with a click or a number key.",
  "choose.it_is": "It is …",
  "choose.country": "From {country}",
  "pop.calling_named": "{name} is calling · {number}",
  "pop.calling": "{number} is calling",
  "pop.calling_withheld": "Somebody with a withheld number is calling",
  "pop.call_named": "Call with {name} · {number}",
  "pop.call": "Call with {number}",
  "pop.call_withheld": "Call with a withheld number",
} as const;

export type TopBarMessages = {
  [Key in keyof typeof topBarEn]: (typeof topBarEn)[Key] extends string ? string : Plural;
};
