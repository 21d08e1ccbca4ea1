import type { Commands } from "./commands.ts";
import { h } from "./dom.ts";

/** Numbers as Support shows them: a click goes to the app that takes calls. */
export function phoneList(phones: string[], commands: Commands): HTMLElement {
  if (phones.length === 0) return h("span", { class: "muted" }, "No number");
  return h("ul", { class: "phones" }, ...phones.map((number) => h("li", {}, phoneLink(number, commands))));
}

function phoneLink(number: string, commands: Commands): HTMLElement {
  const call = (event: Event): void => {
    event.preventDefault();
    commands.dialOut(number, "user_phone_identity");
  };
  const label = `Call ${number}`;
  return h("a", { href: `tel:${number}`, class: "phone", "aria-label": label, onclick: call }, number);
}
