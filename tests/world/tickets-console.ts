import { TicketPage } from "@deskline/shared/admin-tickets";
import type { Browser, Locator } from "playwright-core";
import type { ConsoleClient } from "./console-client.ts";
import { ConsoleVisit, type ConsoleLocale } from "./console-visit.ts";
import { TicketsDesk } from "./tickets-desk.ts";
import type { World } from "./world.ts";

/** The console's page of tickets: its settings over HTTP, and as somebody sees it in a browser. */
export class TicketsConsole {
  readonly desk: TicketsDesk;
  readonly #browser: Browser;
  readonly #path: string;
  #opened = 0;

  private constructor(desk: TicketsDesk, browser: Browser) {
    this.desk = desk;
    this.#browser = browser;
    this.#path = `integrations/${desk.world.integration.id}/tickets`;
  }

  get operator(): ConsoleClient {
    return this.desk.operator;
  }

  static async of(world: World, browser: Browser): Promise<TicketsConsole> {
    return new TicketsConsole(await TicketsDesk.of(world), browser);
  }

  /** A browser that is logged in. */
  async visit(locale: ConsoleLocale): Promise<ConsoleVisit> {
    const { url } = this.desk.world.service;
    const at = await ConsoleVisit.begin(this.#browser, url, locale);
    const [name = "", value = ""] = (this.operator.cookie ?? "").split(/=(.*)/s);
    await at.context.addCookies([{ name, value, url, sameSite: "Strict" }]);
    return at;
  }

  async saved(): Promise<TicketPage> {
    return TicketPage.parse((await this.operator.ask("GET", this.#path)).body);
  }

  /** Loads the page anew. */
  async open(at: ConsoleVisit, hash = ""): Promise<void> {
    // With the same address, only another part of the page would be shown.
    this.#opened += 1;
    await at.open(`/${this.#path}?${this.#opened}${hash}`);
    await at.heading("preview.title").waitFor();
  }
}

export function itemOf({ page }: ConsoleVisit, name: string): Locator {
  return page.getByRole("menuitem", { name, exact: true });
}

export function previewOn(at: ConsoleVisit): Locator {
  return at.page.getByRole("region", { name: at.say("preview.title") });
}

/** Saves what is on the page. */
export async function savesAt(at: ConsoleVisit): Promise<void> {
  await at.button("save").click();
  await at.button("save").waitFor({ state: "hidden" });
}
