import type { Browser, BrowserContext } from "playwright-core";
import { copyOfBuild } from "../support/app-build.ts";
import { launchBrowser } from "../support/chromium.ts";
import { startOwnDatabase } from "../support/own-database.ts";
import { World } from "../world/world.ts";
import { startZafHost, type ZafHost } from "../world/zaf-host/start.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";
import { addChineseFont } from "./chinese-font.ts";
import { en } from "../../zendesk-app/src/i18n/messages/en.ts";
import { zhCn } from "../../zendesk-app/src/i18n/messages/zh-cn.ts";

const words = { "en-US": en, "zh-CN": zhCn };
export const kristin = "kristin.hale@example.com";
export type Locale = keyof typeof words;

/** What the app says in the language of the pictures. */
export type Say = (key: keyof typeof en) => string;

export type Stage = {
  world: World;
  host: ZafHost;
  browser: Browser;
  /** Opens the workspace as an agent sees it in that language. */
  open(locale: Locale, agentEmail?: string): Promise<Opened>;
};

export type Opened = { stage: Stage; tab: WorkspacePage; locale: Locale; say: Say };

export async function startStage(stack: AsyncDisposableStack): Promise<Stage> {
  const directory = await copyOfBuild(stack);
  const databaseUrl = await startOwnDatabase(stack);
  const world = await World.start({ storage: { databaseUrl }, app: { directory } });
  stack.defer(() => world.close());
  await world.cli(["app", "dispositions", "Solved", "Call back later", "Wrong number"]);
  const host = await startZafHost({ zendesk: world.zendesk, agentEmail: kristin, timeZone: afternoonZone() });
  stack.defer(() => host.close());
  const browser = await launchBrowser();
  stack.defer(() => browser.close());
  const stage: Stage = {
    world,
    host,
    browser,
    async open(locale, agentEmail = kristin) {
      const tab = await host.open(await newContext(browser), { agentEmail });
      await tab.setLocale(locale);
      await tab.registered("background");
      return { stage, tab, locale, say: (key) => textOf(words[locale][key]) };
    },
  };
  return stage;
}

/** High enough for the tallest sidebar, and as sharp as on the screens of today. */
async function newContext(browser: Browser): Promise<BrowserContext> {
  const viewport = { width: 1280, height: 1300 };
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.4, bypassCSP: true });
  await addChineseFont(context);
  return context;
}

function textOf(message: string | { other: string }): string {
  return typeof message === "string" ? message : message.other;
}

/** A time zone in which it is the middle of the afternoon: the day then has calls of the morning too. */
function afternoonZone(): string {
  const eastOfGreenwich = ((15 - new Date().getUTCHours() + 36) % 24) - 12;
  // The signs of these zones are turned around.
  return `Etc/GMT${eastOfGreenwich > 0 ? "-" : "+"}${Math.abs(eastOfGreenwich)}`;
}
