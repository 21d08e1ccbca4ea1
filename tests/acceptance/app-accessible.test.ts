import type { BrowserContext, FrameLocator } from "playwright-core";
import type { Location } from "@deskline/shared/app";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { axeIn } from "../support/axe.ts";
import { createDatabase } from "../support/database.ts";
import { AppWorld } from "../world/app-world.ts";
import { patienceMs, until } from "../world/until.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";

/** That everybody can use the app: seen by axe, with the keyboard alone, narrow, large, and without anything that jumps. */

let at: AppWorld;
let dropDatabase: () => Promise<void>;
let context: BrowserContext;
let customer: { id: number };

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const away = /cannot be reached|Connection lost|unreachable/;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  at = await AppWorld.start({ storage: { databaseUrl: database.url } });
  customer = at.world.customer;
  context = await at.context();
});
afterEach(async () => {
  await at.closeOthers(context);
  for (const call of at.world.pbx.calls()) call.hangUp();
  await at.world.pbx.settled();
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

/** What axe finds in frames of the app: by all rules in light, in dark by those of colour, since nothing else differs. */
async function expectClean(tab: WorkspacePage, ...places: Location[]): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await tab.setScheme(scheme);
    for (const place of places) await inScheme(tab.frame(place), scheme);
    const runOnly = scheme === "light" ? tags : ["color-contrast", "link-in-text-block"];
    const rules = { "target-size": { enabled: scheme === "light" } };
    for (const place of places) {
      const { passes, violations } = await axeIn(tab.frame(place), { runOnly, rules });
      expect(passes).toBeGreaterThan(0);
      expect([scheme, place, violations]).toEqual([scheme, place, []]);
    }
  }
  await tab.setScheme("light");
}

async function inScheme(frame: FrameLocator, scheme: "light" | "dark"): Promise<void> {
  await until(`the frame to be ${scheme}`, () =>
    frame.locator("body").evaluate((body, wanted) => getComputedStyle(body).colorScheme === wanted, scheme),
  );
}

async function openTicket(tab: WorkspacePage, requesterId = customer.id): Promise<FrameLocator> {
  await tab.openTicket(await at.ticketOf(requesterId));
  const sidebar = tab.frame("ticket_sidebar");
  await sidebar.getByText("Ext 2005").waitFor();
  return sidebar;
}

/** A call that is over, with talk, note and recording, and one that was missed. */
async function pastCalls(): Promise<void> {
  const answered = at.ringing();
  answered.wait(5);
  answered.answer("2005");
  answered.wait(90);
  answered.hangUp();
  const missed = at.ringing();
  missed.wait(20);
  missed.hangUp("5503309");
  await at.world.pbx.settled();
}

describe("axe finds nothing, light or dark,", () => {
  test("beside a ticket with no number and no calls, with nobody, and with the settings open", async () => {
    const tab = await at.again(context);
    const silent = at.world.zendesk.addUser({ name: "Sally Silent" });
    const sidebar = await openTicket(tab, silent.id);
    await sidebar.getByText("No phone number is stored.").waitFor();
    await sidebar.getByText("No calls with Sally Silent yet").waitFor();
    await sidebar.getByRole("button", { name: "Settings" }).click();
    await sidebar.getByRole("radio", { name: "Notify only" }).waitFor();
    await expectClean(tab, "ticket_sidebar");
    await tab.openNewTicket();
    await tab.frame("new_ticket_sidebar").getByText("No requester yet").waitFor();
    await expectClean(tab, "new_ticket_sidebar");
  });

  test("while the phone rings, in the call, while it is handed over, and when it is over", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = at.ringing();
    await sidebar.getByText(/Incoming/).waitFor();
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("tab", { name: "Now" }).waitFor();
    await panel.getByText(/Incoming/).waitFor();
    await expectClean(tab, "ticket_sidebar", "top_bar");
    await tab.topBar(false); // it lies over the sidebar
    call.answer("2005");
    await sidebar.getByRole("textbox", { name: "Note" }).fill("Wants the blue one");
    await sidebar.getByRole("combobox", { name: "Result" }).selectOption("Follow up");
    await sidebar.getByRole("button", { name: "Transfer" }).click();
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).fill("200");
    await sidebar.getByRole("option").first().waitFor();
    await tab.topBar(true);
    await panel.getByText(/Talking/).waitFor();
    await expectClean(tab, "ticket_sidebar", "top_bar");
    await tab.topBar(false);
    await tab.openNewTicket();
    await tab.frame("new_ticket_sidebar").getByText("Filled in from the running call").waitFor();
    await expectClean(tab, "new_ticket_sidebar");
    call.hangUp("5503309");
    await tab.frame("new_ticket_sidebar").getByText(/Ended/).waitFor();
    await expectClean(tab, "new_ticket_sidebar");
  });

  test("beside a user, with calls whose details are open", async () => {
    await pastCalls();
    const tab = await at.again(context);
    await tab.openUser(customer.id);
    const sidebar = tab.frame("user_sidebar");
    await sidebar.getByRole("button", { name: "Answered by you" }).first().click();
    await sidebar.getByRole("button", { name: "Recording 1" }).waitFor();
    await sidebar.getByRole("button", { name: "Add note" }).click();
    await sidebar.getByRole("textbox", { name: "Note" }).waitFor();
    await sidebar.getByRole("button", { name: "Call back" }).first().waitFor();
    await expectClean(tab, "user_sidebar");
  });

  test("in the panel: dial pad, what is found, recent calls, whom it may be, a new contact", async () => {
    await pastCalls();
    const tab = await at.anew(context);
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    const field = panel.getByLabel("Name or number");
    await field.fill("5503309");
    await panel.getByText(/Dials/).first().waitFor();
    await expectClean(tab, "top_bar");
    await field.fill("Mar");
    await panel.getByRole("option", { name: /Marcus/ }).waitFor();
    await expectClean(tab, "top_bar");
    await field.fill("");
    await panel.getByRole("tab", { name: /Recent/ }).click();
    await panel
      .getByRole("button", { name: /Call back/ })
      .first()
      .waitFor();
    await expectClean(tab, "top_bar");

    for (const name of ["Olive Twin", "Oscar Twin"])
      at.world.zendesk.addUser({ name, phone: "+12125550199", sharedPhone: true });
    const several = at.ringing("+12125550199");
    await panel.getByText("Who is it?").waitFor();
    await expectClean(tab, "top_bar");
    several.hangUp();
    const unknown = at.ringing("+12125550177");
    await panel.getByRole("button", { name: "Create contact" }).click();
    await panel.getByLabel("Name", { exact: true }).fill("Nina");
    await expectClean(tab, "top_bar");
    unknown.hangUp();
  });

  test("where something is in the way of working with calls", async () => {
    const ada = await at.context();
    const unbound = await at.open({ context: ada, agent: "ada@acme.example" });
    await unbound.openTicket(await at.ticketOf(customer.id));
    await unbound.frame("ticket_sidebar").getByText("No extension is bound to you yet").waitFor();
    await unbound.topBar(true);
    await unbound.frame("top_bar").getByText("No extension is bound to you yet").waitFor();
    await expectClean(unbound, "ticket_sidebar", "top_bar");
    await at.world.setStatus("disabled");
    await unbound.frame("ticket_sidebar").getByText("The phone integration is switched off").waitFor();
    await expectClean(unbound, "ticket_sidebar", "top_bar");
    await at.world.setStatus("connected");
    await ada.close();
  });

  test("where the service is away, fails, or has ended the session", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const phone = at.world.pbx.directory.extension("2005");
    if (phone !== undefined) phone.registered = false;
    await context.route(/\/api\/app\/calls/, (route) =>
      route.fulfill({ status: 500, json: { code: "internal", message: "", requestId: "r-1" } }),
    );
    await sidebar.getByRole("button", { name: "Missed", exact: true }).click();
    await sidebar.getByText("Something went wrong").waitFor();
    await expectClean(tab, "ticket_sidebar");
    await context.route(/\/api\/app\/calls/, (route) => route.abort());
    await sidebar.getByRole("button", { name: "All", exact: true }).click();
    await sidebar.getByRole("button", { name: "Missed", exact: true }).click();
    await sidebar.getByText(away).first().waitFor();
    await expectClean(tab, "ticket_sidebar");
    await context.route(/\/api\/app\//, (route) =>
      route.fulfill({ status: 401, json: { code: "session_over", message: "", requestId: "r-2" } }),
    );
    // A frame that has lost the service asks for it by itself, and hears that the session is over.
    await sidebar.getByText("Your session has ended").waitFor();
    await expectClean(tab, "ticket_sidebar");
    if (phone !== undefined) phone.registered = true;
    await context.unrouteAll();
  });
});

type Focus = { name: string; role: string; visible: boolean };

/** What has the focus inside a frame; null when nothing there has. */
async function focusIn(frame: FrameLocator): Promise<Focus | null> {
  return frame.locator("html").evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const label =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
        ? element.labels?.[0]?.textContent
        : element.textContent;
    // Garden hides the box itself of radios and checkboxes, and draws the ring on their labels; that of a tab on a part of it.
    const drawnOn =
      element instanceof HTMLInputElement && /radio|checkbox/.test(element.type)
        ? (element.labels?.[0] ?? element)
        : element;
    const ring = [undefined, "::before", "::after"]
      .map((part) => getComputedStyle(drawnOn, part))
      .some(
        (style) =>
          (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none",
      );
    const { width, height } = element.getBoundingClientRect();
    return {
      name: (element.getAttribute("aria-label") ?? label ?? "").trim(),
      role: element.getAttribute("role") ?? element.tagName.toLowerCase(),
      // A part of the page that got the focus for want of anything else cannot be operated.
      visible:
        (ring && width > 0 && height > 0) || !(element instanceof HTMLElement && element.tabIndex >= 0),
    };
  });
}

/** Presses Tab until the element of that name has the focus; each on the way shows that it has it. */
async function tabTo(tab: WorkspacePage, frame: FrameLocator, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    const focus = await focusIn(frame);
    if (focus !== null) {
      passed.push(focus.name);
      if (!focus.visible) throw new Error(`nothing shows that ${focus.name} has the focus`);
      if (typeof name === "string" ? focus.name === name : name.test(focus.name)) return;
    }
    await tab.page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}, but to: ${passed.join(" | ")}`);
}

/** After what was pressed has taken its effect, something still has the focus. */
async function expectFocusKept(frame: FrameLocator, after: string): Promise<void> {
  await expect
    .poll(() => focusIn(frame), { message: `the focus after ${after}`, timeout: 30_000 })
    .not.toBeNull();
}

async function callsOfPbx() {
  return at.world.pbx
    .calls()
    .filter((call) => call.channels().some((one) => one.number === "2005" && one.status !== "BYE"));
}

describe("with the keyboard alone", () => {
  test("a ticket's number is called, the call held, noted and ended, and its history filtered", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const { keyboard } = tab.page;
    await tab.page.locator(".view:not([hidden]) .fold").focus();
    await tabTo(tab, sidebar, /^Call /);
    await keyboard.press("Enter");
    await sidebar.getByText(/Calling your phone/).waitFor();
    await expectFocusKept(sidebar, "Call");
    const [call] = await callsOfPbx();
    call?.answer("2005");
    call?.remoteAnswers();
    await sidebar
      .getByText(/Talking/)
      .first()
      .waitFor();
    await shiftTabTo(tab, sidebar, "Hold");
    await keyboard.press("Enter");
    await sidebar.getByText(/On hold/).waitFor();
    await expectFocusKept(sidebar, "Hold");
    await keyboard.press("Enter");
    await sidebar
      .getByText(/Talking/)
      .first()
      .waitFor();
    await tabTo(tab, sidebar, "Note");
    await keyboard.type("By keyboard");
    await tabTo(tab, sidebar, "Result");
    await keyboard.type("Res");
    await sidebar.getByText("Saved", { exact: true }).waitFor();
    await expectFocusKept(sidebar, "the result");
    await shiftTabTo(tab, sidebar, "Hang up");
    await keyboard.press("Enter");
    await sidebar.getByText(/Ended/).waitFor();
    await expectFocusKept(sidebar, "Hang up");
    await tabTo(tab, sidebar, "Missed");
    await keyboard.press("Enter");
    await sidebar.getByRole("button", { name: "Missed", pressed: true }).waitFor();
    await expectFocusKept(sidebar, "Missed");
    const [row] = await at.world.query("select text, disposition from call_notes where text = 'By keyboard'");
    expect(row).toEqual({ text: "By keyboard", disposition: "Resolved" });
  });

  test("a call is declined, another handed over", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const { keyboard } = tab.page;
    const declined = at.ringing();
    await sidebar.getByText(/Incoming/).waitFor();
    await tab.page.locator(".view:not([hidden]) .fold").focus();
    await tabTo(tab, sidebar, "Decline");
    await keyboard.press("Enter");
    await sidebar.getByText(/Incoming/).waitFor({ state: "hidden" });
    await expectFocusKept(sidebar, "Decline");
    declined.hangUp();

    const call = at.ringing();
    call.answer("2005");
    await sidebar
      .getByText(/Talking/)
      .first()
      .waitFor();
    await tab.page.locator(".view:not([hidden]) .fold").focus();
    await tabTo(tab, sidebar, "Transfer");
    await keyboard.press("Enter");
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).waitFor();
    await until(
      "the cursor in the field",
      async () => (await focusIn(sidebar))?.name.startsWith("Transfer to") === true,
    );
    await keyboard.press("Escape");
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).waitFor({ state: "hidden" });
    await expectFocusKept(sidebar, "Escape in the transfer");
    await tabTo(tab, sidebar, "Transfer");
    await keyboard.press("Enter");
    await until(
      "the cursor in the field",
      async () => (await focusIn(sidebar))?.name.startsWith("Transfer to") === true,
    );
    await keyboard.type("Web");
    await sidebar.getByRole("option", { name: /Marcus Webb/, selected: true }).waitFor();
    await keyboard.press("Enter");
    await until(
      "the number in the field",
      async () => (await sidebar.getByRole("combobox", { name: /Transfer to/ }).inputValue()) === "2006",
    );
    await keyboard.press("Enter");
    await until("Marcus's phone to ring", async () =>
      call.channels().some((one) => one.number === "2006" && one.status === "RING"),
    );
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).waitFor({ state: "hidden" });
    await expectFocusKept(sidebar, "the transfer");
  });

  test("the panel is opened, dials, looks back and is closed", async () => {
    const tab = await at.anew(context);
    const { keyboard } = tab.page;
    const panel = tab.frame("top_bar");
    await tab.page.locator(".top-icon").focus();
    await keyboard.press("Enter");
    const field = panel.getByLabel("Name or number");
    await until("the cursor in the field", async () => (await focusIn(panel))?.name === "Name or number");
    await keyboard.type("2079460123x");
    await keyboard.press("Backspace");
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type("Grace");
    await panel.getByRole("option", { name: /Grace Outside/, selected: true }).waitFor();
    await panel.getByText(/Dials/).first().waitFor();
    await keyboard.press("Enter");
    await panel
      .getByText(/Calling your phone/)
      .first()
      .waitFor();
    await expectFocusKept(panel, "the order to call");
    (await callsOfPbx())[0]?.hangUp();
    await panel.getByText(/Ended/).first().waitFor();
    await panel.getByRole("button", { name: "Close" }).waitFor();
    await tabTo(tab, panel, "Close");
    await keyboard.press("Enter");
    await panel.getByRole("tab", { name: "Now" }).waitFor({ state: "hidden" });
    await expectFocusKept(panel, "Close");

    await shiftTabTo(tab, panel, "Dial");
    await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
    await panel.getByRole("tab", { name: /Recent/, selected: true }).waitFor();
    await tabTo(tab, panel, "Recent calls");
    await keyboard.type("20");
    await until("the digits in the dial pad", async () => (await field.inputValue()) === "20");
    await keyboard.press("Escape");
    await panel.locator("body").waitFor({ state: "hidden" });
  });

  test("of several callers a number key chooses, while the focus is anywhere in the panel", async () => {
    for (const name of ["Una Twin", "Ugo Twin"])
      at.world.zendesk.addUser({ name, phone: "+12125550188", sharedPhone: true });
    const tab = await at.anew(context);
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("tab", { name: "Dial" }).waitFor();
    const call = at.ringing("+12125550188");
    await panel.getByText("Who is it?").waitFor();
    const second = (await panel.getByRole("button", { name: /Twin/ }).nth(1).textContent()) ?? "";
    const name = second.includes("Una") ? "Una Twin" : "Ugo Twin";
    await panel.getByRole("tab", { name: "Now" }).focus();
    await tab.page.keyboard.press("2");
    await panel.getByRole("heading", { name }).waitFor();
    const chosen = at.world.zendesk.users().find((user) => user.name === name);
    await until("the record", async () => (await tab.routes()).length > 0);
    expect(await tab.routes()).toEqual([["user", chosen?.id]]);
    call.hangUp();
  });
});

async function shiftTabTo(tab: WorkspacePage, frame: FrameLocator, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await tab.page.keyboard.press("Shift+Tab");
    if ((await focusIn(frame))?.name === name) return;
  }
  throw new Error(`Shift+Tab does not lead to ${name}`);
}

/** What sticks out of a frame or is cut off in it. */
async function cutOff(frame: FrameLocator): Promise<string[]> {
  return frame.locator("html").evaluate((root) => {
    const edge = root.clientWidth;
    const hidden = (element: Element): boolean => {
      const { clipPath, visibility } = getComputedStyle(element);
      return (
        clipPath === "inset(50%)" ||
        visibility === "hidden" ||
        (element.parentElement !== null && hidden(element.parentElement))
      );
    };
    const all = [...root.querySelectorAll("body *")].filter((element) => element.getClientRects().length > 0);
    const wide = root.scrollWidth > edge ? [`the page scrolls: ${root.scrollWidth} of ${edge}`] : [];
    return [
      ...wide,
      ...all
        .filter((element) => !hidden(element))
        .filter((element) => {
          const { right, left } = element.getBoundingClientRect();
          const clips = /hidden|clip/.test(getComputedStyle(element).overflowX);
          return right > edge + 1 || left < -1 || (clips && element.scrollWidth > element.clientWidth + 1);
        })
        .map((element) => element.outerHTML.slice(0, 200)),
    ];
  });
}

describe("at 250 px", () => {
  /** Zoom doubles every pixel and halves how many there are. */
  const zooms = [
    ["in English, as it is", "en-US", { width: 1280, height: 900 }, 1],
    ["in German, whose words are long, at 200 %", "de", { width: 640, height: 450 }, 2],
  ] as const;

  test.each(zooms)("nothing is cut off %s", async (_, locale, viewport, deviceScaleFactor) => {
    const zoomed = await at.browser.newContext({ viewport, deviceScaleFactor });
    zoomed.setDefaultTimeout(patienceMs);
    const tab = await at.open({ context: zoomed, locale });
    await tab.setTrayWidth(250);
    await tab.openTicket(await at.ticketOf(customer.id));
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText(/2005/).first().waitFor();
    const call = at.ringing();
    await sidebar.getByRole("region", { name: locale === "de" ? /Laufend/ : "Running call" }).waitFor();
    expect(await cutOff(sidebar)).toEqual([]);
    call.answer("2005");
    await sidebar.getByRole("textbox").first().waitFor();
    await sidebar
      .getByRole("button", { name: locale === "de" ? "Übergeben" : "Transfer", exact: true })
      .click();
    await sidebar.getByRole("option").first().waitFor();
    await sidebar.getByRole("button", { name: locale === "de" ? /Einstellungen/ : "Settings" }).click();
    await sidebar.getByRole("radio").first().waitFor();
    expect(await cutOff(sidebar)).toEqual([]);
    call.hangUp();
    await at.world.pbx.settled();
    await tab.openUser(customer.id);
    const user = tab.frame("user_sidebar");
    await user.getByRole("listitem").nth(2).waitFor();
    expect(await cutOff(user)).toEqual([]);
    await zoomed.close();
  });
});

test("who wants less motion sees none", async () => {
  const calm = await at.browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  calm.setDefaultTimeout(patienceMs);
  const tab = await at.open({ context: calm });
  await calm.route(/\/api\/app\/calls/, () => undefined); // never answered: rows stand in for the calls
  const sidebar = await openTicket(tab);
  await sidebar.locator("[aria-busy]").last().waitFor();
  const lasting = await sidebar.locator("html").evaluate(() =>
    document
      .getAnimations()
      .map((animation) => animation.effect?.getComputedTiming())
      .filter((timing) => Number(timing?.duration) > 1 || timing?.iterations === Infinity)
      .map((timing) => `${String(timing?.duration)} ms, ${String(timing?.iterations)} times`),
  );
  expect(lasting).toEqual([]);
  await calm.unrouteAll();
  await calm.close();
});

test("nothing jumps when data arrives late", async () => {
  await pastCalls();
  const slow = await at.context();
  await slow.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.flatMap(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 120) : [],
        );
        shifts.push(`${entry.value} ${moved.join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  let waits = 0;
  await slow.route(/\/api\/(app\/(me|calls)|v2\/users)/, async (route) => {
    waits = (waits + 1) % 4;
    await new Promise((resolve) => setTimeout(resolve, 250 + waits * 150));
    await route.continue();
  });
  const tab = await at.open({ context: slow });
  const sidebar = await openTicket(tab);
  await sidebar.getByText("Answered by you").first().waitFor();
  await tab.openUser(customer.id);
  await tab.frame("user_sidebar").getByText("Answered by you").first().waitFor();
  await tab.topBar(true);
  await tab.frame("top_bar").getByRole("tab", { name: "Dial" }).waitFor();
  await tab.openTicket(
    (await tab.state()).tabs.flatMap((one) => /ticket (\d+)/.exec(one)?.[1] ?? []).map(Number)[0] ?? 0,
  );
  for (const place of ["ticket_sidebar", "top_bar"] as const) {
    const shifts = await tab
      .frame(place)
      .locator("html")
      .evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
    const sum = shifts.reduce((total, shift) => total + Number.parseFloat(shift), 0);
    expect({ place, shifts: sum < 0.05 ? [] : shifts }).toEqual({ place, shifts: [] });
  }
  await slow.unrouteAll({ behavior: "wait" });
  await slow.close();
});

/** As browsers tell of it; TypeScript does not know it yet. */
type Shift = { value: number; startTime: number; hadRecentInput: boolean; sources: { node: Node | null }[] };

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(at.world.zendesk.unexpected()).toEqual([]);
  expect(at.world.pbx.unexpected()).toEqual([]);
});
