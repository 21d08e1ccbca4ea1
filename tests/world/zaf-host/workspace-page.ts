import type { FrameLocator, Page } from "playwright-core";
import type { Location } from "@deskline/shared/app";
import type { Control } from "./page/control.ts";
import type { Log, Scheme } from "./page/types.ts";

/** An open workspace, as a test handles it. */
export type WorkspacePage = {
  page: Page;
  /** The app's frame in a location: of the tab that is shown, where every tab has one. */
  frame(location: Location | "modal"): FrameLocator;
  openTicket(id: number): Promise<void>;
  openUser(id: number): Promise<void>;
  openNewTicket(requesterId?: number): Promise<void>;
  openNavBar(): Promise<void>;
  openHome(): Promise<void>;
  /** The tab that is shown. */
  closeTab(): Promise<void>;
  /** Closes every tab, every notification and the pane of the top bar, and forgets what apps have done. */
  startOver(): Promise<void>;
  /** Opens or closes the pane of the top bar. */
  topBar(open: boolean): Promise<void>;
  setRequester(userId: number): Promise<void>;
  /** Writes into the comment, with the focus there, as an agent does. */
  typeComment(text: string): Promise<void>;
  /** Resolves with whether the ticket was submitted. */
  save(): Promise<boolean>;
  /** Clicks a number that the page shows. */
  clickPhone(number: string): Promise<void>;
  /** Sends `voice.dialout` without a click. */
  dialOut(number: string | null): Promise<void>;
  setScheme(scheme: Scheme): Promise<void>;
  /** Loads the page again in that language. */
  setLocale(locale: string): Promise<void>;
  setTrayWidth(px: number): Promise<void>;
  emit(event: string, data?: unknown, location?: Location): Promise<void>;
  /** Waits until the frames of a location have registered; at least one must. */
  registered(location: Location): Promise<void>;
  state(): Promise<ReturnType<Control["state"]>>;
  log(): Promise<Log>;
  notices(): Promise<string[]>;
  routes(): Promise<unknown[][]>;
};

export async function openWorkspacePage(page: Page, url: string): Promise<WorkspacePage> {
  const ready = async (): Promise<void> => {
    await page.waitForFunction(() => "zafHost" in globalThis);
  };
  await page.goto(url);
  await ready();
  return {
    page,
    frame: (location) =>
      page.frameLocator(
        `.view:not([hidden]) iframe[data-location="${location}"], body > .frame iframe[data-location="${location}"], .pane iframe[data-location="${location}"]`,
      ),
    openTicket: (id) => page.evaluate((ticketId) => zafHost.openTicket(ticketId), id),
    openUser: (id) => page.evaluate((userId) => zafHost.openUser(userId), id),
    openNewTicket: (id) => page.evaluate((requesterId) => zafHost.openNewTicket(requesterId), id),
    openNavBar: () => page.evaluate(() => zafHost.openNavBar()),
    openHome: () => page.evaluate(() => zafHost.openHome()),
    closeTab: () => page.evaluate(() => zafHost.closeTab()),
    startOver: () => page.evaluate(() => zafHost.startOver()),
    topBar: (open) => page.evaluate((wanted) => zafHost.openTopBar(wanted), open),
    setRequester: (id) => page.evaluate((userId) => zafHost.setRequester(userId), id),
    typeComment: (text) => page.locator(".view:not([hidden]) textarea").fill(text),
    save: () => page.evaluate(() => zafHost.save()),
    clickPhone: (number) => page.locator(`.view:not([hidden]) a.phone`, { hasText: number }).click(),
    dialOut: (number) => page.evaluate((wanted) => zafHost.dialOut(wanted, "user_phone_identity"), number),
    setScheme: (scheme) => page.evaluate((wanted) => zafHost.setScheme(wanted), scheme),
    async setLocale(locale) {
      await page.evaluate((wanted) => localStorage.setItem("locale", wanted), locale);
      await page.reload();
      await ready();
    },
    setTrayWidth: (px) => page.evaluate((wanted) => zafHost.setTrayWidth(wanted), px),
    emit: (event, data, location) =>
      page.evaluate(([name, value, where]) => zafHost.emit(name, value, where), [
        event,
        data,
        location,
      ] as const),
    registered: async (location) => {
      await page.waitForFunction((wanted) => {
        const there = zafHost.state().instances.filter((one) => one.location === wanted);
        return there.length > 0 && there.every((one) => one.registered);
      }, location);
    },
    state: () => page.evaluate(() => zafHost.state()),
    log: () => page.evaluate(() => zafHost.log()),
    notices: () => page.evaluate(() => zafHost.log().notices.map((notice) => notice.message)),
    routes: () => page.evaluate(() => zafHost.log().routes),
  };
}
