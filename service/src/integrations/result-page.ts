import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;
type ResultWords = { ok: boolean; title: string; text: string; tongue?: string; more?: Markup };

/** A page of one message, and `more` beneath it, readable in light and dark, that needs nothing from elsewhere. */
export function resultPage({ ok, title, text, tongue = "en", more }: ResultWords) {
  return html`<!doctype html>
    <html lang="${tongue}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          body {
            margin: 0;
            min-height: 100vh;
            display: grid;
            place-items: center;
            font:
              16px/1.5 system-ui,
              sans-serif;
            background: light-dark(#f8f9f9, #151a1e);
            color: light-dark(#2f3941, #d8dcde);
          }
          main {
            max-width: 30rem;
            margin: 1rem;
            padding: 2rem;
            border-radius: 8px;
            background: light-dark(#fff, #1f262b);
            border: 1px solid light-dark(#d8dcde, #39434b);
            border-top: 4px solid ${raw(ok ? "light-dark(#228f67, #5eae91)" : "light-dark(#cd3642, #eb5c69)")};
          }
          h1 {
            margin: 0 0 0.5rem;
            font-size: 1.375rem;
            line-height: 1.3;
          }
          p {
            margin: 0;
            overflow-wrap: anywhere;
          }
          p + p,
          audio + p,
          audio {
            margin-top: 1rem;
          }
          audio {
            display: block;
            width: 100%;
          }
          a {
            color: light-dark(#1f73b7, #5ba4e5);
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
          ${more}
        </main>
      </body>
    </html> `;
}

export const notBuiltWords = {
  title: "The app is not built",
  text: "Whoever runs the service has to run: npm run build. Then reload the page.",
};
