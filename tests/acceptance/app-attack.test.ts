import type { BrowserContext, FrameLocator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { keepPicture } from "../support/picture.ts";
import { AppWorld } from "../world/app-world.ts";
import { until } from "../world/until.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";

/** What hasty agents, odd customers and bad moments do to the app. */

let at: AppWorld;
let dropDatabase: () => Promise<void>;
let context: BrowserContext;
let customer: { id: number };

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  at = await AppWorld.start({ storage: { databaseUrl: database.url } });
  customer = at.world.customer;
  context = await at.context();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") {
    for (const [index, page] of context.pages().entries()) await keepPicture(page, task.name, index);
  }
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await at.closeOthers(context);
  for (const call of at.world.pbx.calls()) call.hangUp();
  await at.world.pbx.settled();
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

async function openTicket(tab: WorkspacePage, requesterId = customer.id): Promise<FrameLocator> {
  await tab.openTicket(await at.ticketOf(requesterId));
  const sidebar = tab.frame("ticket_sidebar");
  await sidebar.getByText("Ext 2005").waitFor();
  return sidebar;
}

async function talking(sidebar: FrameLocator): Promise<ScriptedCall> {
  const call = at.ringing();
  call.answer("2005");
  await sidebar.getByRole("button", { name: "Hang up" }).waitFor();
  return call;
}

function ringsAt(call: ScriptedCall, extension: string): boolean {
  return call.channels().some(({ number, status }) => number === extension && status === "RING");
}

/** Numbers that belong to nobody, each once. */
function numbers(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `+44207946${String(index + from).padStart(4, "0")}`);
}

describe("while a call is handed over", () => {
  test("of digits that are typed the chosen extension is taken, not what was typed so far", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = await talking(sidebar);
    await sidebar.getByRole("button", { name: "Transfer", exact: true }).click();
    const field = sidebar.getByRole("combobox", { name: /Transfer to/ });
    await field.fill("200");
    await sidebar.getByRole("option").nth(1).waitFor();
    await field.press("ArrowDown");
    await sidebar.getByRole("option", { name: /Marcus Webb/, selected: true }).waitFor();
    await field.press("Enter");
    expect(await field.inputValue()).toBe("2006");
    await field.press("Enter");
    await until("Marcus's phone to ring", () => Promise.resolve(ringsAt(call, "2006")));
  });

  test("the caller hangs up: the directory goes with the call, and nothing is told to have failed", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = await talking(sidebar);
    await sidebar.getByRole("button", { name: "Transfer", exact: true }).click();
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).fill("2006");
    call.hangUp("5503309");
    await sidebar.getByText("Ended").first().waitFor();
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).waitFor({ state: "hidden" });
    expect(await sidebar.getByRole("alert").filter({ hasText: /\w/ }).count()).toBe(0);
    await sidebar.getByRole("button", { name: "Close" }).click();
  });
});

test("a call that a colleague has now keeps its card, until its note is finished", async () => {
  const tab = await at.again(context);
  const sidebar = await openTicket(tab);
  const call = await talking(sidebar);
  await sidebar.getByRole("button", { name: "Transfer", exact: true }).click();
  await sidebar.getByRole("combobox", { name: /Transfer to/ }).fill("2006");
  await sidebar.getByRole("button", { name: "Transfer now" }).click();
  await until("Marcus's phone to ring", () => Promise.resolve(ringsAt(call, "2006")));
  const card = sidebar.getByRole("region", { name: "Running call" });
  await card.getByText("Transferred", { exact: true }).waitFor();
  await card.getByRole("textbox", { name: "Note" }).fill("Marcus sends the offer");
  await card.getByText("Saved", { exact: true }).waitFor();
  const notes = await at.world.query(
    "select text from call_notes join calls on calls.id = call_id where pbx_call_id = $1",
    [call.callId],
  );
  expect(notes).toEqual([{ text: "Marcus sends the offer" }]);
  await card.getByRole("button", { name: "Close" }).click();
  await card.waitFor({ state: "hidden" });
});

test("a double click is one order", async () => {
  const tab = await at.again(context);
  const sidebar = await openTicket(tab);
  await talking(sidebar);
  const before = at.world.pbx.requests().length;
  await sidebar.getByRole("button", { name: "Hold" }).dblclick();
  await sidebar
    .getByText(/On hold/)
    .first()
    .waitFor();
  await sidebar.getByRole("button", { name: "Resume" }).dblclick();
  await sidebar.getByRole("button", { name: "Hold" }).waitFor();
  await sidebar.getByRole("button", { name: "Mute" }).dblclick();
  await sidebar.getByRole("button", { name: "Unmute" }).waitFor();
  const orders = at.world.pbx
    .requests()
    .slice(before)
    .flatMap(({ path }) => /\/call\/(?!query)(\w+)/.exec(path)?.[1] ?? []);
  expect(orders).toEqual(["hold", "unhold", "mute"]);
  expect(await sidebar.getByRole("alert").filter({ hasText: /\w/ }).count()).toBe(0);
});

describe("a note", () => {
  test("that could not be saved before the session ended is still there to be copied", async () => {
    const tab = await at.anew(context);
    const sidebar = await openTicket(tab);
    await talking(sidebar);
    await context.route(/\/api\/app\//, (route) =>
      route.fulfill({ status: 401, json: { code: "session_over", message: "", requestId: "r-1" } }),
    );
    await sidebar.getByRole("textbox", { name: "Note" }).fill("Wants it by Friday");
    await sidebar.getByText("Your session has ended").waitFor();
    expect(await sidebar.locator("main").innerText()).toContain("Wants it by Friday");
  });

  test("whose card is closed while the service is away is saved when it is back", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = await talking(sidebar);
    await context.route(/\/note$/, (route) => route.abort());
    await sidebar.getByRole("textbox", { name: "Note" }).fill("Closed too soon");
    await sidebar.getByText("Not saved").waitFor();
    call.hangUp("5503309");
    await sidebar.getByText(/Ended/).first().waitFor();
    await sidebar.getByRole("button", { name: "Close" }).click();
    await sidebar.getByRole("region", { name: "Running call" }).waitFor({ state: "hidden" });
    await context.unroute(/\/note$/);
    const notes = () =>
      at.world.query("select text from call_notes join calls on calls.id = call_id where pbx_call_id = $1", [
        call.callId,
      ]);
    await expect.poll(notes, { timeout: 30_000 }).toEqual([{ text: "Closed too soon" }]);
  });

  test("of many lines is in sight as a whole", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    await talking(sidebar);
    const field = sidebar.getByRole("textbox", { name: "Note" });
    await field.fill("One\nTwo\nThree\nFour\nFive");
    const hidden = () => field.evaluate((area) => area.scrollHeight - area.clientHeight);
    await expect.poll(hidden, { timeout: 30_000 }).toBeLessThanOrEqual(1);
  });

  test("that is written in two frames shows what was written last in both", async () => {
    const tab = await at.anew(context);
    const sidebar = await openTicket(tab);
    await talking(sidebar);
    await sidebar.getByRole("textbox", { name: "Note" }).fill("One");
    await sidebar.getByText("Saved", { exact: true }).waitFor();
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("textbox", { name: "Note" }).fill("One and two");
    await panel.getByText("Saved", { exact: true }).waitFor();
    await expect
      .poll(() => sidebar.getByRole("textbox", { name: "Note" }).inputValue(), { timeout: 30_000 })
      .toBe("One and two");
  });
});

test("a card that is closed in one frame is closed in all", async () => {
  const tab = await at.anew(context);
  const sidebar = await openTicket(tab);
  await tab.topBar(true);
  const panel = tab.frame("top_bar");
  const call = await talking(sidebar);
  await panel.getByRole("button", { name: "Hang up" }).waitFor();
  call.hangUp("5503309");
  await panel.getByText(/Ended/).first().waitFor();
  await sidebar.getByText(/Ended/).first().waitFor();
  await sidebar.getByRole("button", { name: "Close" }).click();
  await panel.getByRole("tab", { name: "Now" }).waitFor({ state: "hidden" });
  expect(await panel.getByRole("region", { name: "Running call" }).count()).toBe(0);
});

test("Esc closes the panel from its note, and of a form in it only the form", async () => {
  const tab = await at.anew(context);
  await tab.topBar(true);
  const panel = tab.frame("top_bar");
  await panel.getByRole("tab", { name: "Dial" }).waitFor();
  const call = at.ringing();
  call.answer("2005");
  await panel.getByRole("button", { name: "Transfer", exact: true }).click();
  await panel.getByRole("button", { name: "Cancel" }).focus();
  await tab.page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Cancel" }).waitFor({ state: "hidden" });
  expect(await panel.getByRole("textbox", { name: "Note" }).isVisible()).toBe(true);
  await panel.getByRole("textbox", { name: "Note" }).focus();
  await tab.page.keyboard.press("Escape");
  await panel.locator("body").waitFor({ state: "hidden" });
});

describe("a requester", () => {
  test("who is replaced cannot be called any more, also while the next one is being looked up", async () => {
    const grace = at.world.zendesk.users().find(({ name }) => name === "Grace Outside");
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    await sidebar
      .getByRole("button", { name: /^Call / })
      .first()
      .waitFor();
    await context.route(new RegExp(`/api/v2/users/${grace?.id}\\.json`), () => undefined); // is never answered
    await tab.setRequester(grace?.id ?? 0);
    await sidebar.getByRole("heading", { name: "Phillip Huff" }).waitFor({ state: "hidden" });
    expect(await sidebar.getByRole("button", { name: /^Call / }).count()).toBe(0);
  });

  test("with fifty numbers shows a few, and all when asked", async () => {
    const user = at.world.zendesk.addUser({ name: "Fay Fifty", phone: "", numbers: numbers(50) });
    const tab = await at.again(context);
    const sidebar = await openTicket(tab, user.id);
    const buttons = sidebar.getByRole("button", { name: /^Call / });
    await buttons.first().waitFor();
    expect(await buttons.count()).toBe(5);
    await sidebar.getByRole("button", { name: "Show all 50 numbers" }).click();
    await until("all numbers", async () => (await buttons.count()) === 50);
  });

  test("after requester, however many numbers their tabs have: calls still come live", async () => {
    const tab = await at.again(context);
    for (const index of [0, 1, 2]) {
      const many = numbers(60, index * 60 + 200);
      const user = at.world.zendesk.addUser({ name: `Nora Numbers ${index}`, phone: "", numbers: many });
      const sidebar = await openTicket(tab, user.id);
      await sidebar.getByText(/No calls with Nora/).waitFor();
    }
    const sidebar = await openTicket(tab);
    await talking(sidebar);
    expect(await sidebar.getByText("Connection lost").count()).toBe(0);
  });

  test("whose name is written from right to left has their number in order", async () => {
    const user = at.world.zendesk.addUser({ name: "ليلى حداد", phone: "+442079460911" });
    const tab = await at.again(context);
    const sidebar = await openTicket(tab, user.id);
    const call = at.ringing("+442079460911");
    call.answer("2005");
    call.hangUp();
    await sidebar.getByRole("button", { name: "Answered by you" }).click();
    const line = sidebar.getByText(/ليلى حداد ·/);
    await line.waitFor();
    const [first, last] = await line.evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lefts: number[] = [];
      while (text.nextNode()) {
        const node = text.currentNode;
        for (const part of ["44", "0911"]) {
          const start = node.textContent?.indexOf(part) ?? -1;
          if (start < 0) continue;
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + 1);
          lefts.push(range.getBoundingClientRect().left);
        }
      }
      return lefts;
    });
    expect(first).toBeLessThan(last ?? 0);
  });
});

test("a second call rings while the agent talks: each has its card, and an order goes to its own", async () => {
  const tab = await at.anew(context);
  await tab.topBar(true);
  const panel = tab.frame("top_bar");
  await panel.getByRole("tab", { name: "Dial" }).waitFor();
  const first = at.ringing();
  first.answer("2005");
  await panel.getByRole("button", { name: "Hang up" }).waitFor();
  const second = at.ringing("+442079460912");
  const ringing = panel.getByRole("region").filter({ hasText: /Incoming/ });
  await ringing.getByRole("button", { name: "Decline" }).click();
  await until("the second to be declined", () => Promise.resolve(!ringsAt(second, "2005")));
  await ringing.waitFor({ state: "hidden" });
  await panel.getByRole("button", { name: "Hang up" }).waitFor();
  expect(first.channels().filter(({ status }) => status === "BYE")).toEqual([]);
});

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(at.world.zendesk.unexpected()).toEqual([]);
  expect(at.world.pbx.unexpected()).toEqual([]);
});
