import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Location } from "@deskline/shared/app";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";
import { haveFontsLoaded } from "./chinese-font.ts";
import type { Locale } from "./stage.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const everything = join(root, "test-results/pictures");
const inDocuments = join(root, "docs/images");
const heaviestBytes = 150_000;

/** Pictures that documents show, by what they are of; all in English and in the light scheme unless named dark. */
const chosen = new Set([
  "workspace",
  "ticket-ringing",
  "ticket-talking",
  "ticket-history",
  "ticket-history-dark",
  "new-ticket-prefilled",
  "top-bar-dial",
  "top-bar-recent",
  "top-bar-several",
]);

export type Album = {
  /** Both schemes of what a location shows; at further widths in the light one. */
  take(
    scene: { tab: WorkspacePage; locale: Locale },
    of: Location,
    name: string,
    widths?: number[],
  ): Promise<void>;
  /** The whole workspace. */
  takeWhole(scene: { tab: WorkspacePage; locale: Locale }, name: string): Promise<void>;
  report(): string;
};

export async function openAlbum(): Promise<Album> {
  await rm(everything, { recursive: true, force: true });
  await mkdir(inDocuments, { recursive: true });
  let count = 0;
  const heavy: string[] = [];

  /** Where a picture goes; the chosen ones beside the documents. */
  async function keep(
    locale: Locale,
    name: string,
    shoot: (path: string) => Promise<unknown>,
  ): Promise<void> {
    count += 1;
    const isChosen = locale === "en-US" && chosen.has(name);
    const path = join(isChosen ? inDocuments : join(everything, locale), `${name}.png`);
    await mkdir(join(path, ".."), { recursive: true });
    await shoot(path);
    if (isChosen && (await stat(path)).size > heaviestBytes) heavy.push(path);
  }

  return {
    async take({ tab, locale }, of, name, widths = []) {
      const frame = tab.page.locator(
        `.pane iframe[data-location="${of}"], body > .frame iframe[data-location="${of}"], .view:not([hidden]) iframe[data-location="${of}"]`,
      );
      const shoot = async (fullName: string) => {
        await settled(tab);
        const shown = await (await frame.elementHandle())?.contentFrame();
        if (locale === "zh-CN" && shown != null) await haveFontsLoaded(shown);
        await keep(locale, fullName, (path) => frame.screenshot({ path, animations: "disabled" }));
      };
      await shoot(name);
      await tab.setScheme("dark");
      await shoot(`${name}-dark`);
      await tab.setScheme("light");
      for (const width of widths) {
        await tab.setTrayWidth(width);
        await shoot(`${name}-${width}`);
      }
      if (widths.length > 0) await tab.setTrayWidth(usualWidth);
    },
    async takeWhole({ tab, locale }, name) {
      const { page } = tab;
      const before = page.viewportSize();
      await page.setViewportSize({ width: 1280, height: 800 });
      await settled(tab);
      await keep(locale, name, (path) => page.screenshot({ path, animations: "disabled", scale: "css" }));
      if (before !== null) await page.setViewportSize(before);
    },
    report: () =>
      [
        `${count} pictures, in docs/images/ and test-results/pictures/.`,
        ...heavy.map((path) => `heavier than ${heaviestBytes / 1000} kB: ${path}`),
      ].join("\n"),
  };
}

const usualWidth = 330;

/** Nothing is pointed at, and a moment later the frame has taken the new scheme or width, and has told how high it is. */
async function settled({ page }: WorkspacePage): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(350);
}
