import { html, raw } from "hono/html";
import type { CallStory } from "./call-book.ts";
import type { Office } from "./office.ts";
import { callArticle, type Html } from "./page-call.ts";
import { pageStyle } from "./page-style.ts";
import { plays } from "./plays.ts";
import { timeOfDay } from "./time-of-day.ts";
import { controlPageUrl } from "./words.ts";

/** Looks whether anything is new, and only then loads the page again; older calls that were opened stay open. */
const script = raw(`
for (const id of JSON.parse(sessionStorage.getItem("open") ?? "[]")) document.getElementById(id)?.setAttribute("open", "");
sessionStorage.removeItem("open");
setInterval(async () => {
  const answer = await fetch("/version").catch(() => null);
  if (!answer?.ok || (await answer.text()) === document.body.dataset.version) return;
  const opened = [...document.querySelectorAll(".call:not(:first-of-type)[open]")];
  sessionStorage.setItem("open", JSON.stringify(opened.map((call) => call.id)));
  location.reload();
}, 1000);
`);

/** The page around its body, which must be safe HTML already. */
export function wholePage(body: string, version: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Deskline demo</title>
        <link rel="icon" href="data:," />
        <style>
          ${pageStyle}
        </style>
        <noscript><meta http-equiv="refresh" content="5" /></noscript>
      </head>
      <body data-version="${version}">
        ${raw(body)}
        <script>
          ${script};
        </script>
      </body>
    </html>`;
}

export function pageBody(office: Office, stories: CallStory[]): Html {
  const backAt = office.outage.endsAt();
  return html`<header class="top">
      <div class="inner">
        <strong>Deskline</strong><span class="mark">Demo</span>
        <nav>
          <a href="${office.zendesk.url}/agent">Tickets in Zendesk</a>
          <a href="${controlPageUrl(office)}">The PBX</a>
        </nav>
      </div>
    </header>
    <main class="inner">
      <h1>Ring, and see what becomes of it</h1>
      <p class="lead">
        The service runs between a simulated PBX and a simulated Zendesk account. Every call below went the
        whole way: events from the PBX, a decision, a caller looked up, a ticket.
      </p>
      ${
        backAt === null
          ? ""
          : html`<p class="banner" role="status">
              Zendesk is down until ${timeOfDay(backAt)}. Its pages stay up; its API answers 503.
            </p>`
      }
      <form class="plays" method="post" action="/calls">
        ${Object.entries(plays).map(
          ([name, { title, text }]) =>
            html`<button name="play" value="${name}"><b>${title}</b><span>${unbroken(text)}</span></button>`,
        )}
      </form>
      <h2>Calls</h2>
      ${stories.length === 0 ? html`<p class="quiet">No call yet.</p>` : ""}
      ${stories.map((story, index) => callArticle(story, office, index === 0))}
    </main>`;
}

/** A number stays on the line of its unit. */
function unbroken(text: string): string {
  return text.replaceAll(/(\d) s\b/g, "$1\u00a0s");
}
