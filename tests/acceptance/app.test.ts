import type { BrowserContext, FrameLocator, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { keepPicture } from "../support/picture.ts";
import { AppWorld } from "../world/app-world.ts";
import { until } from "../world/until.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";

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
  for (const [index, page] of context.pages().entries()) {
    if (task.result?.state === "fail") await keepPicture(page, task.name, index);
    await page.close();
  }
  for (const call of at.world.pbx.calls()) call.hangUp();
  await at.world.pbx.settled();
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

async function expectShown(what: Locator): Promise<void> {
  await what.waitFor();
  expect(await what.isVisible()).toBe(true);
}

async function openTicket(
  tab: WorkspacePage,
  id?: number,
): Promise<{ sidebar: FrameLocator; ticketId: number }> {
  const ticketId = id ?? (await at.ticketOf(customer.id));
  await tab.openTicket(ticketId);
  const sidebar = tab.frame("ticket_sidebar");
  await expectShown(sidebar.getByText("Ext 2005"));
  return { sidebar, ticketId };
}

function inbound(from = "5503309") {
  return at.world.pbx.inbound({ from, did: "1000", to: "2005" });
}

/** The ids of tickets and users that Zendesk was told to open. */
async function opened(tab: WorkspacePage): Promise<unknown[][]> {
  return tab.routes();
}

describe("beside a ticket", () => {
  test("the agent sees the phone, the requester's numbers, and the calls with them as they happen", async () => {
    const tab = await at.open({ context });
    const { sidebar } = await openTicket(tab);
    await expectShown(sidebar.getByText("Ready"));
    await expectShown(sidebar.getByRole("heading", { name: "Phillip Huff" }));
    await expectShown(sidebar.getByRole("button", { name: /^Call/ }).first());
    await expectShown(sidebar.getByText("No calls with Phillip Huff yet"));

    const call = inbound();
    call.ring("2005");
    await expectShown(sidebar.getByText(/Incoming/));
    call.answer("2005");
    await expectShown(sidebar.getByText(/Talking/).first());
    call.hangUp("5503309");
    await expectShown(sidebar.getByText("Answered by you"));
    await sidebar.getByRole("button", { name: "Missed", exact: true }).click();
    await expectShown(sidebar.getByText("No missed calls"));
  });

  test("a new ticket that is written of a call is its only one, also when it is saved after the call", async () => {
    const tab = await at.open({ context });
    await tab.openHome();
    const call = inbound();
    call.ring("2005");
    call.answer("2005");
    await until("the pop", async () => (await tab.state()).tabs.length > 0);
    await tab.openNewTicket();
    await expectShown(tab.frame("new_ticket_sidebar").getByText("Filled in from the running call"));
    call.hangUp("5503309");
    const row = async () => {
      const [found] = await at.world.query<{ settled: boolean; ticket_id: string | null; logging: string }>(
        "select settled_at is not null as settled, ticket_id, logging from calls where pbx_call_id = $1",
        [call.callId],
      );
      return found;
    };
    await until("the call to be settled", async () => (await row())?.settled === true);
    await tab.typeComment("As said on the phone");
    expect(await tab.save()).toBe(true);
    // This workspace lets the frame go before it can read the ticket's number: the service looks for it.
    const submitted = "update ticket_forms set held_until = now() where state = 'saving' returning call_id";
    await until("the form to be submitted", async () => (await at.world.query(submitted)).length > 0);
    await at.world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
    );
    await until("the call in the ticket", async () => (await row())?.logging === "done");
    const tickets = at.world.zendesk.tickets();
    const saved = tickets.find(({ subject }) => subject === "Call from 5503309");
    expect((await row())?.ticket_id).toBe(String(saved?.id));
    expect(tickets.filter(({ externalId }) => externalId?.endsWith(`:${call.callId}`) === true)).toEqual([]);
  });

  test("another requester's calls are shown when the requester changes", async () => {
    const tab = await at.open({ context });
    const { sidebar } = await openTicket(tab);
    await expectShown(sidebar.getByText("Answered by you").first());
    const other = at.world.zendesk.users().find((user) => user.name === "Grace Outside");
    await tab.setRequester(other?.id ?? 0);
    await expectShown(sidebar.getByRole("heading", { name: "Grace Outside" }));
    await expectShown(sidebar.getByText("No calls with Grace Outside yet"));
  });

  test("a number is called with one click, and the call is logged on this ticket", async () => {
    const tab = await at.open({ context });
    const { sidebar, ticketId } = await openTicket(tab);
    const before = at.world.zendesk.tickets().length;
    await sidebar.getByRole("button", { name: /^Call/ }).first().click();
    await expectShown(sidebar.getByText(/Calling your phone/));
    const [ringing] = await callsOfPbx();
    ringing?.answer("2005");
    await expectShown(sidebar.getByText(/Ringing/).first());
    ringing?.remoteAnswers();
    await expectShown(sidebar.getByText(/Talking/).first());
    await sidebar.getByRole("button", { name: "Hang up" }).click();
    await until("the call on the ticket", async () => {
      const rows = await at.world.query("select 1 from calls where ticket_id = $1 and logging = 'done'", [
        ticketId,
      ]);
      return rows.length === 1;
    });
    expect(at.world.zendesk.tickets()).toHaveLength(before);
    expect(at.world.zendesk.comments(ticketId).at(-1)?.body).toContain("Direction: Outbound");
    await sidebar.getByRole("button", { name: "This ticket", exact: true }).click();
    await sidebar.getByText("Outbound").first().waitFor({ state: "attached" });
  });

  test("a running call is held, handed to a colleague and left", async () => {
    const tab = await at.open({ context });
    const { sidebar } = await openTicket(tab);
    const call = inbound();
    call.ring("2005");
    call.answer("2005");
    await sidebar.getByRole("button", { name: "Hold" }).click();
    await expectShown(sidebar.getByText(/On hold/));
    await sidebar.getByRole("button", { name: "Resume" }).click();
    await expectShown(sidebar.getByText(/Talking/).first());
    await sidebar.getByRole("button", { name: "Transfer" }).click();
    await sidebar.getByRole("combobox", { name: /Transfer to/ }).fill("2006");
    await sidebar.getByRole("option", { name: /Marcus Webb/ }).click();
    await sidebar.getByRole("button", { name: "Transfer now" }).click();
    await until("Marcus's phone to ring", () =>
      Promise.resolve(call.channels().some((one) => one.number === "2006" && one.status === "RING")),
    );
    call.answer("2006");
    call.hangUp("5503309");
    await expectShown(sidebar.getByText(/Answered by/).first());
  });

  test("a note written during the call lands in the ticket", async () => {
    const tab = await at.open({ context });
    const { sidebar } = await openTicket(tab);
    const call = inbound();
    call.ring("2005");
    call.answer("2005");
    await sidebar.getByRole("textbox", { name: "Note" }).fill("Wants the blue one");
    await expectShown(sidebar.getByText("Saved", { exact: true }));
    call.hangUp("5503309");
    await until("the note in a ticket", () =>
      Promise.resolve(
        at.world.zendesk
          .tickets()
          .some((ticket) =>
            at.world.zendesk
              .comments(ticket.id)
              .some((comment) => comment.body.includes("Wants the blue one")),
          ),
      ),
    );
  });

  test("a recording is played from the service, in parts", async () => {
    const tab = await at.open({ context });
    const { sidebar } = await openTicket(tab);
    await sidebar.getByRole("button", { name: "Recording", exact: true }).first().click();
    const audio = sidebar.locator("audio").first();
    await audio.waitFor({ state: "attached" });
    await until(
      "the recording's length",
      async () => (await audio.evaluate((one: HTMLAudioElement) => one.duration)) > 0,
    );
    const source = await audio.evaluate((one: HTMLAudioElement) => one.currentSrc);
    const { pathname, port } = new URL(source);
    expect([pathname.startsWith("/api/app/recordings/"), port]).toEqual([
      true,
      new URL(at.world.service.url).port,
    ]);
  });
});

describe("screen pop", () => {
  test("of three tabs one opens the caller's newest open ticket, once", async () => {
    const tabs = [await at.open({ context }), await at.open({ context }), await at.open({ context })];
    const newest = await at.ticketOf(customer.id, "The newest");
    const call = inbound();
    call.ring("2005");
    await until("the pop", async () => (await Promise.all(tabs.map(opened))).flat().length > 0);
    await until("the ticket", async () =>
      (await Promise.all(tabs.map(opened))).flat().some((route) => String(route[1]) === String(newest)),
    );
    call.answer("2005");
    call.hangUp("5503309");
    await at.world.pbx.settled();
    expect((await Promise.all(tabs.map(opened))).flat()).toHaveLength(1);
  });

  test("whoever writes a reply is not torn away: a notice says who calls", async () => {
    const tab = await at.open({ context });
    await openTicket(tab);
    const before = (await opened(tab)).length;
    await tab.typeComment("Dear customer, ");
    const call = inbound();
    call.ring("2005");
    await until("the notice", async () =>
      (await tab.notices()).some((notice) => notice.includes("Phillip Huff")),
    );
    expect(await opened(tab)).toHaveLength(before);
    call.hangUp("5503309");
  });

  test("an unknown number opens the panel, where a contact is made", async () => {
    const tab = await at.open({ context });
    const call = inbound("+12125550147");
    call.ring("2005");
    const panel = tab.frame("top_bar");
    await panel.getByRole("button", { name: "Create contact" }).click();
    await panel.getByLabel("Name", { exact: true }).fill("Nina New");
    await panel.getByRole("button", { name: "Create contact" }).click();
    await until("the contact", () =>
      Promise.resolve(at.world.zendesk.users().some((user) => user.name === "Nina New")),
    );
    await expectShown(panel.getByText("Nina New").first());
    call.hangUp("+12125550147");
  });
});

describe("top bar", () => {
  test("a number is typed on the dial pad and called", async () => {
    const tab = await at.open({ context });
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("tab", { name: "Dial" }).click();
    await panel.getByLabel("Name or number").fill("+442079460123");
    await expectShown(panel.getByText(/Dials/).first());
    await panel.getByLabel("Name or number").press("Enter");
    await expectShown(panel.getByText(/Calling your phone/));
    const [call] = await callsOfPbx();
    call?.hangUp();
  });

  test("a phone number clicked anywhere in Zendesk is dialled", async () => {
    const tab = await at.open({ context });
    await tab.openUser(customer.id);
    await tab.clickPhone("5503309");
    await until("the phone to ring", async () => (await callsOfPbx()).length === 1);
    await expectShown(tab.frame("top_bar").getByText(/Calling your phone/));
    (await callsOfPbx())[0]?.hangUp();
  });

  test("missed calls are counted, listed and called back", async () => {
    const tab = await at.open({ context });
    const call = inbound();
    call.ring("2005");
    call.hangUp("5503309");
    await until("the badge", async () => (await tab.state()).badge !== "");
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("tab", { name: /Recent/ }).click();
    await expectShown(panel.getByRole("button", { name: /Call back/ }).first());
    await until("the badge to go", async () => (await tab.state()).badge === "");
  });
});

test("a service that is away for a while is missed, and the connection heals by itself", async () => {
  const tab = await at.open({ context });
  const { sidebar } = await openTicket(tab);
  await at.world.service.kill();
  await sidebar
    .getByText(/cannot be reached|unreachable|Connection lost/)
    .first()
    .waitFor({ timeout: 40_000 });
  await at.world.restart();
  await sidebar
    .getByText(/cannot be reached|unreachable|Connection lost/)
    .first()
    .waitFor({ state: "hidden", timeout: 60_000 });
  const call = inbound();
  call.ring("2005");
  await expectShown(sidebar.getByText(/Incoming/));
  call.hangUp("5503309");
});

test("a page from before an update of the service says what to do, and goes on working", async () => {
  const tab = await at.open({ context });
  const gone = /\/opened-[^/]+\.js$/;
  await tab.page.route(gone, (route) => route.fulfill({ status: 404 }));
  const { sidebar } = await openTicket(tab);
  const settings = sidebar.getByRole("button", { name: "Settings" });
  await settings.click();
  await expectShown(sidebar.getByText("Reload the browser tab of Zendesk to go on."));
  await expectShown(sidebar.getByRole("heading", { name: "Phillip Huff" }));
});

test("in Chinese the agent reads Chinese", async () => {
  const tab = await at.open({ context, locale: "zh-CN" });
  const ticketId = await at.ticketOf(customer.id);
  await tab.openTicket(ticketId);
  await expectShown(tab.frame("ticket_sidebar").getByText("通话记录").first());
  await tab.setLocale("en-US");
});

test("an agent without an extension is told whom to ask", async () => {
  const tab = await at.open({ agent: "ada@acme.example" });
  await tab.openTicket(await at.ticketOf(customer.id));
  await expectShown(tab.frame("ticket_sidebar").getByText("No extension is bound to you yet"));
  await tab.page.context().close();
});

async function callsOfPbx() {
  return at.world.pbx
    .calls()
    .filter((call) => call.channels().some((one) => one.number === "2005" && one.status !== "BYE"));
}

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(at.world.zendesk.unexpected()).toEqual([]);
  expect(at.world.pbx.unexpected()).toEqual([]);
});
