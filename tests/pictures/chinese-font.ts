import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Frame, Page } from "playwright-core";

const packageDir = dirname(
  fileURLToPath(import.meta.resolve("@fontsource-variable/noto-sans-sc/package.json")),
);
const from = "https://fonts.invalid/";
/** In Garden's list of fonts behind the system's own, which then draws all that it can. */
const family = "Segoe UI";

/** Lets pages draw Chinese on a machine without a font for it. The context must bypass policies for content. */
export async function addChineseFont(context: BrowserContext): Promise<void> {
  await context.route(`${from}**`, async (route) => {
    const body = await readFile(join(packageDir, new URL(route.request().url()).pathname));
    await route.fulfill({
      body,
      headers: { "access-control-allow-origin": "*", "content-type": "font/woff2" },
    });
  });
  await context.addInitScript(
    (css) => {
      // Before anything is drawn: words drawn with boxes are not drawn again when their font comes.
      new MutationObserver((_, observer) => {
        if (document.head === null) return;
        observer.disconnect();
        const style = document.createElement("style");
        style.textContent = css;
        document.head.append(style);
      }).observe(document, { childList: true, subtree: true });
    },
    await faces(),
  );
}

/** Waits for the parts of the font that the page's words need: they come only when they are drawn. */
export async function haveFontsLoaded(page: Page | Frame): Promise<void> {
  await page.evaluate((name) => document.fonts.load(`14px "${name}"`, document.body.innerText), family);
  // What was drawn with boxes before is kept for its language: of one with another name nothing is kept.
  await page.evaluate(async () => {
    const html = document.documentElement;
    const [language] = html.lang.split("-x-");
    html.lang = `${language}-x-${Math.random().toString(36).slice(2, 8)}`;
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50)));
  });
}

/** Of Chinese alone: the numbered parts of the font. */
async function faces(): Promise<string> {
  const css = await readFile(join(packageDir, "wght.css"), "utf8");
  return (css.match(/@font-face \{[^}]*\}/g) ?? [])
    .filter((face) => /noto-sans-sc-\d+-/.test(face))
    .map((face) =>
      face
        .replace(/font-family: [^;]+;/, `font-family: "${family}";`)
        .replaceAll("url(./files/", `url(${from}files/`),
    )
    .join("\n");
}
