import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConsoleVisit } from "../world/console-visit.ts";
import { haveFontsLoaded } from "./chinese-font.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const everything = join(root, "test-results/pictures/console");
const inDocuments = join(root, "docs/admin/images");
const narrow = 400;
const wide = 1280;
const usualHeight = 720;
const tallest = 2600;

/** Takes a page of the console: the light picture beside the documents, the dark and the narrow one elsewhere. */
export type TakePage = (name: string, options?: { documented?: boolean }) => Promise<void>;

export async function openConsoleAlbum(at: ConsoleVisit): Promise<TakePage> {
  const language = at.locale === "zh-CN" ? "zh-CN" : "en";
  const [documents, others] = [join(inDocuments, language), join(everything, language)];
  for (const directory of [documents, others]) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
  }

  async function shoot(path: string): Promise<void> {
    const { page } = at;
    const width = page.viewportSize()?.width ?? wide;
    await page.setViewportSize({ width, height: usualHeight });
    await settle(at);
    const below = await page.evaluate(() => {
      const main = document.querySelector("main");
      return main === null ? 0 : main.scrollHeight - main.clientHeight;
    });
    await page.setViewportSize({ width, height: Math.min(usualHeight + below, tallest) });
    await settle(at);
    await page.screenshot({ path, animations: "disabled", scale: "css" });
  }

  return async (name, { documented = true } = {}) => {
    const { page } = at;
    await page.mouse.move(0, 0);
    await shoot(join(documented ? documents : others, `${name}.png`));
    await page.emulateMedia({ colorScheme: "dark" });
    await shoot(join(others, `${name}-dark.png`));
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: narrow, height: usualHeight });
    await shoot(join(others, `${name}-narrow.png`));
    await page.setViewportSize({ width: wide, height: usualHeight });
  };
}

/** Fonts are there, and colours and widths have been taken everywhere. */
async function settle({ page }: ConsoleVisit): Promise<void> {
  await page.waitForTimeout(300);
  await haveFontsLoaded(page);
}
