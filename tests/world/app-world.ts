import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { patienceMs } from "./until.ts";
import { startZafHost, type ZafHost } from "./zaf-host/start.ts";
import type { WorkspacePage } from "./zaf-host/workspace-page.ts";
import { World, type WorldOptions } from "./world.ts";
import type { ScriptedCall } from "./yeastar/scripted-call.ts";

/** A world with agents in it: a browser in which the app runs inside a workspace. */
export class AppWorld {
  readonly world: World;
  readonly host: ZafHost;
  readonly browser: Browser;
  readonly #tabs = new Map<BrowserContext, WorkspacePage>();

  private constructor(world: World, host: ZafHost, browser: Browser) {
    this.world = world;
    this.host = host;
    this.browser = browser;
  }

  static async start(options: WorldOptions): Promise<AppWorld> {
    const world = await World.start(options);
    const host = await startZafHost({ zendesk: world.zendesk, agentEmail: kristin });
    return new AppWorld(world, host, await launchBrowser());
  }

  /** Opens a tab of the workspace, its frames loaded; tabs of one context are one agent's. */
  async open(
    options: { agent?: string; context?: BrowserContext; locale?: string } = {},
  ): Promise<WorkspacePage> {
    const context = options.context ?? (await this.context());
    const tab = await this.host.open(context, { agentEmail: options.agent ?? kristin });
    if (options.locale !== undefined) await tab.setLocale(options.locale);
    await tab.registered("background");
    return tab;
  }

  /**
   * A tab of Kristin's with nothing open in it: the one of before, if it is there, since loading the workspace takes
   * several times as long as opening a ticket in it.
   */
  async again(context: BrowserContext): Promise<WorkspacePage> {
    const before = this.#tabs.get(context);
    if (before !== undefined && !before.page.isClosed()) {
      await before.startOver();
      return before;
    }
    const tab = await this.open({ context });
    this.#tabs.set(context, tab);
    return tab;
  }

  /** The same, loaded anew: for what starts from what the frames remember or read at their start. */
  async anew(context: BrowserContext): Promise<WorkspacePage> {
    for (const page of context.pages()) await page.close();
    return this.again(context);
  }

  /** Closes what is open in a profile, all but the tab that `again` gives. */
  async closeOthers(context: BrowserContext): Promise<void> {
    const kept = this.#tabs.get(context)?.page;
    for (const page of context.pages()) if (page !== kept) await page.close();
  }

  /** A browser profile of its own. */
  async context(): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(patienceMs);
    return context;
  }

  /** A call from outside that rings at Kristin's. */
  ringing(from = "5503309"): ScriptedCall {
    const call = this.world.pbx.inbound({ from, did: "1000", to: "2005" });
    call.ring("2005");
    return call;
  }

  /** A ticket of the customer, made in Zendesk. */
  async ticketOf(userId: number, subject = "My order"): Promise<number> {
    return this.world.zendesk.addTicket({ requesterId: userId, subject }).id;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.host.close();
    await this.world.close();
  }
}

const kristin = "kristin.hale@example.com";
