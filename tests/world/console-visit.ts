import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { en } from "../../zendesk-app/src/console/i18n/messages/en.ts";
import { zhCn } from "../../zendesk-app/src/console/i18n/messages/zh-cn.ts";
import { axeOf } from "../support/axe.ts";
import { setupTokenIn, operatorPassword } from "./console-client.ts";
import { patienceMs, until } from "./until.ts";

const words: Record<ConsoleLocale, Record<Key, string | { other: string }>> = { "en-GB": en, "zh-CN": zhCn };
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

export type ConsoleLocale = "en-GB" | "zh-CN";
type Key = keyof typeof en;
type Values = Record<string, string | number>;

/** Somebody at the console in a browser of one language; what is on the page is named as the console's words are. */
export class ConsoleVisit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly locale: ConsoleLocale;
  /** Whether `press`, `write` and `choose` do without the pointer. */
  keyboard = false;
  readonly #url: string;

  private constructor(parts: { context: BrowserContext; page: Page; locale: ConsoleLocale; url: string }) {
    this.context = parts.context;
    this.page = parts.page;
    this.locale = parts.locale;
    this.#url = parts.url;
  }

  static async begin(
    browser: Browser,
    url: string,
    locale: ConsoleLocale,
    more: BrowserContextOptions = {},
  ): Promise<ConsoleVisit> {
    const context = await browser.newContext({
      ...more,
      locale,
      viewport: { width: 1280, height: 900 },
      // Colours that change slowly would be judged half-way.
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(patienceMs);
    return new ConsoleVisit({ context, page: await context.newPage(), locale, url });
  }

  say(key: Key, values: Values = {}): string {
    const message = words[this.locale][key];
    const text = typeof message === "string" ? message : message.other;
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  }

  button(key: Key): Locator {
    return this.page.getByRole("button", { name: this.say(key), exact: true });
  }

  link(key: Key): Locator {
    return this.page.getByRole("link", { name: this.say(key), exact: true });
  }

  heading(key: Key): Locator {
    return this.page.getByRole("heading", { name: this.say(key), exact: true });
  }

  dialog(key: Key, values: Values = {}): Locator {
    return this.page.getByRole("dialog", { name: this.say(key, values) });
  }

  field(key: Key): Locator {
    return this.page.getByLabel(this.say(key), { exact: true });
  }

  cell(key: Key): Locator {
    return this.page.getByRole("cell", { name: this.say(key), exact: true }).first();
  }

  text(key: Key, values: Values = {}): Locator {
    return this.page.getByText(this.say(key, values)).first();
  }

  /** `path` is what follows `/console`. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#url}/console${path}`);
  }

  /** Sets the password with the link that is the last in `printed`. */
  async setPassword(printed: string): Promise<void> {
    await this.open(`#setup=${setupTokenIn(printed)}`);
    await this.write(this.field("password.new"), operatorPassword);
    await this.write(this.field("password.again"), operatorPassword);
    await this.press(this.button("first_start.button"));
    await this.heading("list.title").waitFor();
  }

  /** Presses what is there: by the pointer, buttons twice as many people do, or by going there and pressing a key. */
  async press(target: Locator): Promise<void> {
    if (!this.keyboard) {
      if (await target.evaluate(isPlainButton)) return target.dblclick();
      return target.click({ force: await target.evaluate(isInput) });
    }
    await this.#reach(target);
    await this.page.keyboard.press((await target.evaluate(isInput)) ? "Space" : "Enter");
  }

  /** Writes into a field in place of what it holds. */
  async write(target: Locator, text: string): Promise<void> {
    if (!this.keyboard) return target.fill(text);
    await this.#reach(target);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** Takes one of several, of which the keyboard reaches the one that holds, and the others from there. */
  async choose(option: Locator): Promise<void> {
    if (!this.keyboard) return option.check({ force: true });
    await this.#reach(this.page.getByRole("radio", { checked: true }));
    await this.#until(option, "ArrowDown");
  }

  async #reach(target: Locator): Promise<void> {
    await target.waitFor({ state: "attached" });
    await until("it not to be disabled", () => target.isEnabled());
    await this.#until(target, "Tab");
  }

  async #until(target: Locator, key: string): Promise<void> {
    for (let pressed = 0; pressed < 100; pressed += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${String(target)}`);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/**
 * Axe finds nothing on the page: by all rules in light; in dark by those of colour, since nothing else differs, and
 * in one language, since colours do not differ by language.
 */
export async function expectClean({ page, locale }: ConsoleVisit): Promise<void> {
  await expectCleanIn(page, "light", tags);
  if (locale !== "en-GB") return;
  await expectCleanIn(page, "dark", ["color-contrast", "link-in-text-block"]);
  await page.emulateMedia({ colorScheme: "light" });
}

async function expectCleanIn(page: Page, colorScheme: "light" | "dark", runOnly: string[]): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await until(`the page to be ${colorScheme}`, () =>
    page.evaluate((wanted) => getComputedStyle(document.body).colorScheme === wanted, colorScheme),
  );
  await until("the colours to have changed everywhere", () => page.evaluate(isCalm));
  const { violations, passes } = await axeOf(page.mainFrame(), { runOnly });
  expect(passes).toBeGreaterThan(0);
  expect([colorScheme, violations]).toEqual([colorScheme, []]);
}

/** In the browser: whether nothing changes from one picture to the next; colours go from outside in, step by step. */
export async function isCalm(): Promise<boolean> {
  for (let picture = 0; picture < 3; picture += 1) {
    await new Promise(requestAnimationFrame);
    if (document.getAnimations().some(({ playState }) => playState === "running")) return false;
  }
  return true;
}

/** In the browser: whether it does something and opens no menu. */
function isPlainButton(element: Element): boolean {
  return element instanceof HTMLButtonElement && !element.hasAttribute("aria-haspopup");
}

/** In the browser. */
function isInput(element: Element): boolean {
  return element instanceof HTMLInputElement;
}
