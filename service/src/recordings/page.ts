import { html } from "hono/html";
import { resultPage } from "../integrations/result-page.ts";
import type { Tongue } from "../integrations/tongue.ts";
import { linkWords, pageWords, type Said } from "./words.ts";

/** The page of a call's recordings, where somebody may listen to them. */
export function listenPage(tongue: Tongue, call: string, urls: readonly string[]) {
  const { title, text } = pageWords[tongue].listen;
  const more = html`${urls.map(
      (url, index) =>
        html`<audio controls preload="metadata" src="${url}" aria-label="${title} ${index + 1}"></audio>`,
    )}
    <p>${text}</p>`;
  return resultPage({ ok: true, tongue, title, text: call, more });
}

/** The page that says why nothing plays, and what to do. */
export function sayingPage(
  tongue: Tongue,
  said: Said,
  links: { signIn: string | null; ticket: { id: number; url: string } | null } = {
    signIn: null,
    ticket: null,
  },
) {
  const words = linkWords[tongue];
  const { signIn, ticket } = links;
  const more = html`${
    ticket === null
      ? ""
      : html`<p><a href="${ticket.url}" rel="noreferrer">${words.openTicket(ticket.id)}</a></p>`
  }
  ${signIn === null ? "" : html`<p><a href="${signIn}">${words.signIn}</a></p>`}`;
  return resultPage({
    ok: said === "sign_in" || said === "preparing",
    tongue,
    ...pageWords[tongue][said],
    more,
  });
}
