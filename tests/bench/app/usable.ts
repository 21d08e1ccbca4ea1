import type { AppWorld } from "../../world/app-world.ts";
import type { FrontEnd, FrontEnds } from "./front-ends.ts";
import { onceQuiet } from "./frames.ts";

const slowDown = 4;
const word = "usable after";

/** What has to be shown, each by a selector. */
const wanted: Record<FrontEnd, string[]> = {
  app: [
    "main > section button[aria-expanded]", // the end of the state line
    "section[aria-label] li button", // a number with its button
    "li button[aria-expanded]", // a call of the history
  ],
  floor: ["#root > p"],
};

/**
 * Milliseconds from the moment in which Zendesk posts the token until the ticket sidebar shows the phone's state,
 * the numbers and the history, for each of these tickets, one after the other. The agent's Zendesk is open already; of
 * the sidebar nothing is cached at the first of them.
 */
export async function usableAfterMs(
  at: AppWorld,
  frontEnds: FrontEnds,
  ticketIds: readonly number[],
  which: FrontEnd,
): Promise<number[]> {
  const context = await at.context();
  await frontEnds.show("app");
  await context.addInitScript(tellWhenShown, { selectors: wanted[which], word });
  const tab = await at.open({ context });
  await onceQuiet(tab, "top_bar");
  await frontEnds.show(which);
  const devtools = await context.newCDPSession(tab.page);
  await devtools.send("Network.clearBrowserCache");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
  const times: number[] = [];
  for (const ticketId of ticketIds) {
    // Asking the page again and again would slow it down further.
    const told = tab.page.waitForEvent("console", {
      predicate: (message) => message.text().startsWith(word),
    });
    await tab.openTicket(ticketId);
    times.push(Number((await told).text().slice(word.length)));
    // Until the browser has put away what it compiled.
    await onceQuiet(tab, "ticket_sidebar");
  }
  await context.close();
  return times;
}

/** Runs in each frame, before everything else in it. */
function tellWhenShown(options: { selectors: string[]; word: string }): void {
  if (!location.pathname.endsWith("/ticket_sidebar")) return;
  const { selectors, word } = options;
  const watcher = new MutationObserver(() => {
    const there = selectors.every((selector) => document.querySelector(selector) !== null);
    if (!there || document.querySelector("[aria-busy=true]") !== null) return;
    watcher.disconnect();
    // After the next picture is painted.
    requestAnimationFrame(() => setTimeout(() => console.debug(word, performance.now())));
  });
  watcher.observe(document, { childList: true, subtree: true });
}
