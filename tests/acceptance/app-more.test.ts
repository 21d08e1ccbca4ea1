import type { BrowserContext, FrameLocator, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { keepPicture } from "../support/picture.ts";
import { AppWorld } from "../world/app-world.ts";
import { join } from "../world/join.ts";
import { until } from "../world/until.ts";
import { furnish } from "../world/yeastar/scenarios.ts";
import { startYeastar } from "../world/yeastar/simulator.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";

/** What agents and administrators do with the app on some days, beside what they do on all. */

const marcus = "marcus.webb@example.com";

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
    if (task.result?.state !== "fail") continue;
    await keepPicture(page, task.name, index);
    await page.close();
  }
  await at.closeOthers(context);
  for (const call of at.world.pbx.calls()) call.hangUp();
  await at.world.pbx.settled();
  // Orders of earlier tests are no clicks of the next one.
  await at.world.query("delete from dials");
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

/** A call of the customer that Kristin took, ended and settled. */
async function pastCall(): Promise<string> {
  const call = at.ringing();
  call.answer("2005");
  call.wait(40);
  call.hangUp("5503309");
  let id = "";
  await until("the call in its ticket", async () => {
    const [row] = await at.world.query<{ id: string }>(
      "select id from calls where pbx_call_id = $1 and logging = 'done'",
      [call.callId],
    );
    id = row?.id ?? "";
    return id !== "";
  });
  return id;
}

async function callOf<Row extends object>(id: string, columns: string): Promise<Row | undefined> {
  return (await at.world.query<Row>(`select ${columns} from calls where id = $1`, [id]))[0];
}

async function openTicket(tab: WorkspacePage, requesterId = customer.id): Promise<FrameLocator> {
  await tab.openTicket(await at.ticketOf(requesterId));
  const sidebar = tab.frame("ticket_sidebar");
  await sidebar.getByText(/Ext 200\d/).waitFor();
  return sidebar;
}

async function talking(sidebar: FrameLocator): Promise<ScriptedCall> {
  const call = at.ringing();
  call.answer("2005");
  await sidebar.getByRole("button", { name: "Hang up" }).waitFor();
  return call;
}

/** The orders that the PBX was given about calls, since a moment. */
function ordersSince(count: number): string[] {
  return at.world.pbx
    .requests()
    .slice(count)
    .flatMap(({ path }) => /\/call\/(?!query)(\w+)/.exec(path)?.[1] ?? []);
}

function ringsAt(call: ScriptedCall, extension: string): boolean {
  return call.channels().some(({ number, status }) => number === extension && status === "RING");
}

async function callsOfPbx() {
  return at.world.pbx
    .calls()
    .filter((call) => call.channels().some((one) => one.number === "2005" && one.status !== "BYE"));
}

describe("other sidebars", () => {
  test("beside a user with several numbers, each is called; beside one without, none", async () => {
    const both = at.world.zendesk.addUser({
      name: "Bea Both",
      phone: "+12125550101",
      numbers: ["+442079460199"],
    });
    const none = at.world.zendesk.addUser({ name: "Ned None" });
    const tab = await at.again(context);
    await tab.openUser(both.id);
    const sidebar = tab.frame("user_sidebar");
    await sidebar.getByText("No calls with Bea Both yet").waitFor();
    expect(await sidebar.getByRole("button", { name: /^Call / }).count()).toBe(2);
    await sidebar.getByRole("button", { name: "Call +44 20 7946 0199" }).click();
    await sidebar.getByText(/Calling your phone/).waitFor();
    const [call] = await callsOfPbx();
    call?.answer("2005");
    call?.remoteAnswers();
    await sidebar
      .getByText(/Talking/)
      .first()
      .waitFor();
    call?.hangUp();
    await sidebar.getByText("Answered · you").waitFor();

    await tab.openUser(none.id);
    await tab.frame("user_sidebar").getByText("No phone number is stored.").waitFor();
    await tab.frame("user_sidebar").getByText("No calls with Ned None yet").waitFor();
    expect(
      await tab
        .frame("user_sidebar")
        .getByRole("button", { name: /^Call / })
        .count(),
    ).toBe(0);
  });

  test("a new ticket is filled in from the running call: who it is for, and its subject", async () => {
    const tab = await at.again(context);
    await tab.openHome();
    const call = at.ringing();
    call.answer("2005");
    await until("the pop", async () => (await tab.state()).tabs.length > 0);
    await tab.openNewTicket();
    const sidebar = tab.frame("new_ticket_sidebar");
    await sidebar.getByText("Filled in from the running call").waitFor();
    await sidebar.getByRole("heading", { name: "Phillip Huff" }).first().waitFor();
    const view = tab.page.locator(".view:not([hidden])");
    expect(await view.getByLabel("Subject").inputValue()).toBe("Call from 5503309");
    await tab.typeComment("As said on the phone");
    expect(await tab.save()).toBe(true);
    const ticket = at.world.zendesk.tickets().find(({ subject }) => subject === "Call from 5503309");
    expect(ticket?.requesterId).toBe(customer.id);
  });

  test("what was filled in is taken back, and the ticket is not the call's then", async () => {
    const tab = await at.anew(context);
    const call = at.ringing();
    call.answer("2005");
    await until("the pop", async () => (await tab.state()).tabs.length > 0);
    await tab.openNewTicket();
    const sidebar = tab.frame("new_ticket_sidebar");
    await sidebar.getByRole("button", { name: "Undo" }).click();
    const subject = tab.page.locator(".view:not([hidden])").getByLabel("Subject");
    await until("the subject to be empty", async () => (await subject.inputValue()) === "");
    await subject.fill("Something else");
    await tab.setRequester(customer.id);
    await tab.typeComment("Not of this call");
    expect(await tab.save()).toBe(true);
    call.hangUp("5503309");
    await until("the call in a ticket", async () => {
      const [row] = await at.world.query("select 1 from calls where pbx_call_id = $1 and logging = 'done'", [
        call.callId,
      ]);
      return row !== undefined;
    });
    const other = at.world.zendesk.tickets().find((one) => one.subject === "Something else");
    const [row] = await at.world.query<{ ticket_id: string }>(
      "select ticket_id from calls where pbx_call_id = $1",
      [call.callId],
    );
    expect(Number(row?.ticket_id)).not.toBe(other?.id);
  });
});

describe("a call and its ticket", () => {
  test("the ticket of an earlier call is one click away", async () => {
    const id = await pastCall();
    const ticketId = Number((await callOf<{ ticket_id: string }>(id, "ticket_id"))?.ticket_id);
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    await sidebar.getByRole("button", { name: `Ticket #${ticketId}` }).click();
    await until("the ticket", async () => (await tab.routes()).length > 0);
    expect(await tab.routes()).toEqual([["ticket", ticketId]]);
  });

  test("a call is linked to the ticket that is looked at, and taken from it again", async () => {
    const id = await pastCall();
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const ticketId = Number(/ticket (\d+)/.exec((await tab.state()).tabs.at(-1) ?? "")?.[1]);
    await sidebar.getByRole("button", { name: "Answered by you" }).first().click();
    await sidebar.getByRole("button", { name: "Link to this ticket" }).click();
    await sidebar.getByRole("button", { name: "Unlink from this ticket" }).waitFor();
    await until("the journal on the ticket", async () =>
      at.world.zendesk.comments(ticketId).some(({ body }) => body.includes("5503309")),
    );
    expect(await callOf(id, "ticket_id::int as ticket")).toEqual({ ticket: ticketId });
    await sidebar.getByRole("button", { name: "This ticket", exact: true }).click();
    await sidebar.getByRole("button", { name: "Answered by you" }).click();
    await sidebar.getByRole("button", { name: "Unlink from this ticket" }).click();
    await sidebar.getByText("No calls on this ticket yet").waitFor();
    expect(await callOf(id, "ticket_id")).toEqual({ ticket_id: null });
  });

  test("a result is chosen and lands in the ticket", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = await talking(sidebar);
    await sidebar.getByRole("combobox", { name: "Result" }).selectOption("Left a message");
    await sidebar.getByText("Saved", { exact: true }).waitFor();
    call.hangUp("5503309");
    await until("the result in a ticket", async () =>
      at.world.zendesk
        .tickets()
        .some(({ id }) => at.world.zendesk.comments(id).some(({ body }) => body.includes("Left a message"))),
    );
    await sidebar.getByText("Left a message").nth(1).waitFor({ state: "attached" });
    const [row] = await at.world.query(
      "select disposition from call_notes n join calls c on c.id = n.call_id where c.pbx_call_id = $1",
      [call.callId],
    );
    expect(row).toEqual({ disposition: "Left a message" });
  });

  test("two agents write a note at once: the later one sees the other's and says whose counts", async () => {
    const id = await pastCall();
    const both = await at.context();
    const tabs = [await at.again(context), await at.open({ context: both, agent: marcus })];
    const sidebars: FrameLocator[] = [];
    for (const tab of tabs) {
      const sidebar = await openTicket(tab);
      await sidebar
        .getByRole("button", { name: /Answered by/ })
        .first()
        .click();
      await sidebar.getByRole("button", { name: "Add note" }).click();
      sidebars.push(sidebar);
    }
    const [hers, his] = sidebars as [FrameLocator, FrameLocator];
    const noteOf = (sidebar: FrameLocator) => sidebar.getByRole("textbox", { name: "Note" });
    /** He writes, and before it can be saved she has written something else. */
    const write = async (text: string, herText: string): Promise<void> => {
      await both.route(/\/note$/, (route) => route.abort());
      await noteOf(his).fill(text);
      await his.getByText("Not saved").waitFor();
      await noteOf(hers).fill(herText);
      await hers.getByText("Saved", { exact: true }).waitFor();
      await both.unroute(/\/note$/);
      await his.getByText("has changed this note").waitFor();
    };
    await write("His", "Hers");
    await his.getByRole("button", { name: "Save mine" }).click();
    await his.getByText("Saved", { exact: true }).waitFor();
    const [row] = await at.world.query("select text from call_notes where call_id = $1", [id]);
    expect(row).toEqual({ text: "His" });
    await until("her to see it", async () => (await noteOf(hers).inputValue()) === "His");
    await write("Once more", "And again");
    await his.getByRole("button", { name: "Take this one" }).click();
    expect(await noteOf(his).inputValue()).toBe("And again");
    await both.close();
  });

  test("sixty calls are there as far as one scrolls, each once", async () => {
    const long = at.world.zendesk.addUser({ name: "Lena Long", phone: "+12125550160" });
    const call = at.ringing("+12125550160");
    call.answer("2005");
    call.hangUp();
    await until("the call in its ticket", async () => {
      const [row] = await at.world.query("select 1 from calls where pbx_call_id = $1 and logging = 'done'", [
        call.callId,
      ]);
      return row !== undefined;
    });
    const columns =
      "integration_id, facts, state, outcome, logging, outside_key, extensions, candidates, contact_user_id, settled_at, ended_at";
    await at.world.query(
      `insert into calls (${columns}, pbx_call_id, summary, started_at)
       select ${columns}, pbx_call_id || '.' || n, jsonb_set(summary, '{startedAt}', to_jsonb((summary ->> 'startedAt')::bigint - n * 600000)), started_at - n * interval '10 minutes'
       from calls, generate_series(1, 59) n where pbx_call_id = $1`,
      [call.callId],
    );
    const tab = await at.again(context);
    await tab.openUser(long.id);
    const sidebar = tab.frame("user_sidebar");
    const rows = sidebar.getByRole("button", { name: "Answered by you" });
    await rows.first().waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await until("all of them", async () => {
      await rows.last().scrollIntoViewIfNeeded();
      return (await rows.count()) >= 60;
    });
    expect(await rows.count()).toBe(60);
    await sidebar.getByRole("button", { name: "Show more calls" }).waitFor({ state: "hidden" });
    const ids = await sidebar
      .locator("[aria-controls]")
      .evaluateAll((all) => all.map((one) => one.closest("li")?.querySelector("time")?.dateTime));
    expect(new Set(ids).size).toBe(60);
  });
});

describe("control of a call", () => {
  test("a colleague is asked first; then back to the caller, or handed over", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = await talking(sidebar);
    const ask = async (): Promise<void> => {
      await sidebar.getByRole("button", { name: "Transfer", exact: true }).click();
      await sidebar.getByRole("combobox", { name: /Transfer to/ }).fill("2006");
      await sidebar.getByRole("button", { name: "Ask first" }).click();
      await sidebar.getByText(/Asking before the transfer/).waitFor();
      await until("Marcus's phone to ring", async () => ringsAt(call, "2006"));
      call.answer("2006");
    };
    await ask();
    await sidebar.getByRole("button", { name: "Back to the caller" }).click();
    await sidebar.getByRole("button", { name: "Hold" }).waitFor();
    await sidebar
      .getByText(/Talking/)
      .first()
      .waitFor();
    await ask();
    await sidebar.getByRole("button", { name: "Complete transfer" }).click();
    await until("Kristin to be out of the call", async () =>
      call
        .channels()
        .filter(({ number }) => number === "2005")
        .every(({ status }) => status === "BYE"),
    );
    await sidebar.getByRole("button", { name: "Complete transfer" }).waitFor({ state: "hidden" });
    expect(call.channels().findLast(({ number }) => number === "2006")?.status).not.toBe("BYE");
    call.hangUp("5503309");
    await sidebar.getByText("Transferred").first().waitFor();
  });

  test("mute, and the recording's start and pauses, as the buttons say", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    at.world.pbx.switches.recordCalls = false;
    try {
      await talking(sidebar);
      const before = at.world.pbx.requests().length;
      const press = async (name: string): Promise<void> => {
        await sidebar.getByRole("button", { name, exact: true }).click();
      };
      await press("Mute");
      await press("Unmute");
      await sidebar.getByRole("button", { name: "Mute", exact: true }).waitFor();
      await press("Record");
      await press("Pause recording");
      await press("Resume recording");
      await sidebar.getByRole("button", { name: "Pause recording" }).waitFor();
      expect(ordersSince(before)).toEqual([
        "mute",
        "unmute",
        "record_start",
        "record_pause",
        "record_unpause",
      ]);
    } finally {
      at.world.pbx.switches.recordCalls = true;
    }
  });

  test("a parked call leaves its card, and the agent is told where it waits", async () => {
    const tab = await at.anew(context);
    const sidebar = await openTicket(tab);
    await talking(sidebar);
    await sidebar.getByRole("button", { name: "Park" }).click();
    await until("the notice", async () => (await tab.notices()).includes("Parked at 6000"));
    await sidebar.getByRole("button", { name: "Hang up" }).waitFor({ state: "hidden" });
    expect(await tab.notices()).toEqual(["Parked at 6000"]);
  });

  test("a call that rings is declined, and the caller's other phones ring on", async () => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    const call = at.world.pbx.inbound({ from: "5503309", did: "1000", to: "6400" });
    for (const extension of ["2005", "2006"]) call.ring(extension);
    await until("the pop", async () => (await tab.routes()).length > 0);
    await sidebar.getByText("via Support (6400)").waitFor();
    await tab.topBar(false); // it opens itself above the sidebar where a caller is not known in time
    await sidebar.getByRole("button", { name: "Decline" }).click();
    await until("Kristin's phone to be quiet", async () => !ringsAt(call, "2005"));
    await sidebar.getByRole("button", { name: "Decline" }).waitFor({ state: "hidden" });
    expect(ringsAt(call, "2006")).toBe(true);
  });
});

test("a number is shown as the rules have it dialled, before it is", async () => {
  await at.world.cli(["app", "dial-rules", "--outside-prefix", "9", "--strip-plus"]);
  try {
    const tab = await at.anew(context);
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    const field = panel.getByLabel("Name or number", { exact: true });
    await field.fill("+442079460777");
    await panel.getByText("Dials 9442079460777").waitFor();
    await field.press("Enter");
    await panel.getByText(/Calling your phone/).waitFor();
    const [call] = await callsOfPbx();
    call?.answer("2005");
    const dialled = call?.channels().map(({ number }) => number);
    expect(dialled).toContain("9442079460777");
  } finally {
    await at.world.cli(["app", "dial-rules", "--outside-prefix", "", "--no-strip-plus"]);
  }
});

test("all frames of a tab live on one connection, of the one that nobody sees", async () => {
  for (const page of context.pages()) await page.close();
  const open = new Set<Request>();
  const began = (request: Request): void => {
    if (request.url().includes("/api/app/live?")) open.add(request);
  };
  const ended = (request: Request): void => void open.delete(request);
  context.on("request", began).on("requestfailed", ended).on("requestfinished", ended);
  const tab = await at.again(context);
  for (const name of ["One", "Two", "Three"]) {
    const user = at.world.zendesk.addUser({ name, phone: "+442079460888", sharedPhone: true });
    const sidebar = await openTicket(tab, user.id);
    await sidebar.getByText(`No calls with ${name} yet`).waitFor();
  }
  await tab.topBar(true);
  at.ringing();
  await tab
    .frame("top_bar")
    .getByText(/Incoming/)
    .waitFor();
  // With whom else is to be watched a new one begins, and the one before ends.
  await until("one connection", () => Promise.resolve(open.size === 1));
  expect([...open].map((request) => new URL(request.frame().url()).pathname)).toEqual([
    expect.stringMatching(/background$/),
  ]);
  context.off("request", began).off("requestfailed", ended).off("requestfinished", ended);
});

describe("dialling that fails is told in words:", () => {
  /** What is said of a number that was pressed and not dialled. */
  async function saidOfDialling(): Promise<string | null> {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    await sidebar
      .getByRole("button", { name: /^Call / })
      .first()
      .click();
    const alert = sidebar.getByRole("alert").filter({ hasText: /\w/ });
    await alert.waitFor();
    expect(await callsOfPbx()).toEqual([]);
    return alert.textContent();
  }

  test.each([
    ["no permission", 10009, "Your extension may not call this number. Ask your PBX admin."],
    ["a wrong number", 40002, "This number cannot be dialled. Check it."],
    ["refused without a reason", -1, "The PBX did not take the call. Try again."],
  ])("%s", async (_, refusal, words) => {
    at.world.pbx.switches.dialRefusal = refusal;
    try {
      expect(await saidOfDialling()).toBe(words);
    } finally {
      at.world.pbx.switches.dialRefusal = null;
    }
  });

  test("a phone that is not registered, before and when dialling", async () => {
    const phone = at.world.pbx.directory.extension("2005");
    if (phone === undefined) throw new Error("there is no 2005");
    phone.registered = false;
    at.world.pbx.switches.dialRefusal = -1;
    const session = await at.world.session("kristin.hale@example.com");
    try {
      await until("the service to know", async () =>
        JSON.stringify((await at.world.api(session, "GET", "me")).body).includes("not_registered"),
      );
      expect(await saidOfDialling()).toBe("Your phone is not registered. Check that it is on and connected.");
    } finally {
      phone.registered = true;
      at.world.pbx.switches.dialRefusal = null;
    }
  });

  test.each([
    ["busy", (call: ScriptedCall) => call.remoteBusy(), "The line is busy."],
    [
      "no permission, said only when the line was wanted",
      (call: ScriptedCall) => call.fail("NO Dial Permission"),
      "Your extension may not call this number. Ask your PBX admin.",
    ],
  ])("%s", async (_, happens, words) => {
    const tab = await at.again(context);
    const sidebar = await openTicket(tab);
    await sidebar
      .getByRole("button", { name: /^Call / })
      .first()
      .click();
    await sidebar.getByText(/Calling your phone/).waitFor();
    const [call] = await callsOfPbx();
    if (call === undefined) throw new Error("nothing was dialled");
    call.answer("2005");
    happens(call);
    call.hangUp();
    await sidebar.getByRole("alert").filter({ hasText: words }).first().waitFor();
    await sidebar.getByText(/Ended/).first().waitFor();
    expect(await sidebar.getByText(/Ended/).count()).toBe(1);
  });
});

describe("screen pop", () => {
  const pops = (...args: string[]) => at.world.cli(["app", "pops", ...args]);
  const target = async (tab: WorkspacePage) => (await tab.routes()).map((route) => route.slice(0, 2));

  afterAll(async () => {
    await pops("--inbound", "ring:ticket", "--outbound", "never");
  });

  /** The frames have heard of the rules when the background has read them. */
  async function withRules(...args: string[]): Promise<WorkspacePage> {
    for (const page of context.pages()) await page.close();
    await pops(...args);
    return at.again(context);
  }

  test("several that it may be are shown with why, and the chosen one is opened", async () => {
    const [first, second] = ["Pia Pair", "Paul Pair"].map((name) =>
      at.world.zendesk.addUser({ name, phone: "+12125550122", sharedPhone: true }),
    );
    const tab = await at.again(context);
    const call = at.ringing("+12125550122");
    const panel = tab.frame("top_bar");
    await panel.getByText("Who is it?").waitFor();
    await panel.getByText("shared number").first().waitFor();
    expect(await target(tab)).toEqual([]);
    await panel.getByRole("button", { name: /Paul Pair/ }).click();
    await panel.getByRole("heading", { name: "Paul Pair" }).waitFor();
    expect(await target(tab)).toEqual([["user", second?.id]]);
    const [row] = await at.world.query(
      "select contact_user_id::bigint::text as id from calls where pbx_call_id = $1",
      [call.callId],
    );
    expect(row).toEqual({ id: String(second?.id) });
    expect(first).toBeDefined();
    call.hangUp();
  });

  test("or somebody who is not among them, who is found by name and can be changed while they talk", async () => {
    const other = at.world.zendesk.addUser({ name: "Quentin Elsewhere", phone: "+12125550124" });
    const tab = await at.again(context);
    const call = at.ringing("+12125550122");
    const panel = tab.frame("top_bar");
    const somebodyElse = panel.getByRole("button", { name: "Somebody else" });
    const is = async (name: string, found: RegExp) => {
      await somebodyElse.click();
      await panel.getByLabel("Name", { exact: true }).fill(name);
      await panel.getByRole("button", { name: found }).click();
    };
    call.answer("2005");
    await tab.topBar(true);
    // Whom the agent chose before.
    await panel.getByRole("heading", { name: "Paul Pair" }).waitFor();
    await is("Quentin", /Quentin Elsewhere/);
    await panel.getByRole("heading", { name: "Quentin Elsewhere" }).waitFor();
    await is("Pia", /Pia Pair/);
    await panel.getByRole("heading", { name: "Pia Pair" }).waitFor();
    await is("Quentin", /Quentin Elsewhere/);
    await panel.getByRole("heading", { name: "Quentin Elsewhere" }).waitFor();
    const kept = await at.world.query(
      "select contact_user_id::bigint::text as id from calls where pbx_call_id = $1",
      [call.callId],
    );
    expect(kept).toEqual([{ id: String(other.id) }]);
    call.hangUp();
  });

  test("when answered the profile; outbound, when it rings, the ticket", async () => {
    const tab = await withRules("--inbound", "answer:profile", "--outbound", "ring:ticket");
    await at.ticketOf(customer.id);
    const call = at.ringing();
    await until("the call to be known", async () => {
      const [row] = await at.world.query(
        "select 1 from calls where pbx_call_id = $1 and candidates is not null",
        [call.callId],
      );
      return row !== undefined;
    });
    expect(await target(tab)).toEqual([]);
    call.answer("2005");
    await until("the profile", async () => (await target(tab)).length > 0);
    expect(await target(tab)).toEqual([["user", customer.id]]);
    call.hangUp();
    await tab.clickPhone("5503309");
    await until("the ticket", async () => (await target(tab)).length > 1);
    const [what, id] = (await target(tab)).at(-1) ?? [];
    const newest = at.world.zendesk.tickets().find((ticket) => ticket.id === id);
    expect([what, newest?.requesterId]).toEqual(["ticket", customer.id]);
  });

  test("when it ends, a new ticket", async () => {
    const tab = await withRules("--inbound", "end:new_ticket", "--outbound", "never");
    const call = at.ringing();
    call.answer("2005");
    await tab.topBar(true);
    await tab
      .frame("top_bar")
      .getByText(/Talking/)
      .waitFor();
    expect(await target(tab)).toEqual([]);
    call.hangUp();
    await until("the new ticket", async () => (await target(tab)).length > 0);
    expect(await target(tab)).toEqual([["ticket", "new"]]);
    const sidebar = tab.frame("new_ticket_sidebar");
    await sidebar.getByRole("heading", { name: "Phillip Huff" }).first().waitFor();
    const subject = tab.page.locator(".view:not([hidden])").getByLabel("Subject");
    await until("the subject", async () => (await subject.inputValue()) === "Call from 5503309");
  });

  test("never", async () => {
    const tab = await withRules("--inbound", "never");
    const call = at.ringing();
    await tab.topBar(true);
    await tab
      .frame("top_bar")
      .getByText(/Incoming/)
      .waitFor();
    call.answer("2005");
    call.hangUp();
    await tab.frame("top_bar").getByText(/Ended/).waitFor();
    expect([await target(tab), await tab.notices()]).toEqual([[], []]);
  });

  test("the agent wants notices only, or nothing, and it stays so after a reload", async () => {
    const tab = await withRules("--inbound", "ring:ticket");
    const choose = async (name: string): Promise<void> => {
      const saved = tab.page.waitForResponse((response) => response.url().endsWith("/api/app/settings"));
      await tab.topBar(true);
      const panel = tab.frame("top_bar");
      const settings = panel.getByRole("button", { name: "Settings" });
      if ((await settings.getAttribute("aria-expanded")) === "false") await settings.click();
      await panel.getByRole("radio", { name }).click({ force: true });
      await saved;
      await tab.setLocale("en-US"); // which loads the page again
      await tab.registered("background");
      await tab.topBar(true);
      await tab.frame("top_bar").getByRole("button", { name: "Settings" }).click();
      expect(await tab.frame("top_bar").getByRole("radio", { name }).isChecked()).toBe(true);
    };
    await choose("Notify only");
    const noticed = at.ringing();
    await until("the notice", async () =>
      (await tab.notices()).some((one) => one.includes("Phillip Huff is calling")),
    );
    expect(await target(tab)).toEqual([]);
    noticed.hangUp();
    await choose("Do nothing");
    const silent = at.ringing();
    await tab
      .frame("top_bar")
      .getByText(/Incoming/)
      .waitFor();
    silent.answer("2005");
    silent.hangUp();
    await tab.frame("top_bar").getByText(/Ended/).waitFor();
    expect([await target(tab), await tab.notices()]).toEqual([[], []]);
    await choose("Open the record");
    at.ringing();
    await until("the pop", async () => (await target(tab)).length === 1);
  });

  test("once, also when the tab is loaded anew while the phone still rings", async () => {
    const tab = await withRules("--inbound", "ring:ticket");
    const call = at.ringing();
    await until("the pop", async () => (await target(tab)).length === 1);
    const refused = tab.page.waitForResponse((response) => response.url().endsWith("/pop"));
    await tab.setLocale("en-US"); // which loads the page again
    expect(await (await refused).json()).toEqual({ granted: false });
    expect(await target(tab)).toEqual([]);
    call.hangUp();
  });

  test("the panel opens itself when the phone rings, if the agent wants that", async () => {
    const tab = await withRules("--inbound", "never");
    await tab.topBar(true);
    const panel = tab.frame("top_bar");
    await panel.getByRole("button", { name: "Settings" }).click();
    const toggle = async (): Promise<void> => {
      const saved = tab.page.waitForResponse((response) => response.url().endsWith("/api/app/settings"));
      await panel.getByRole("checkbox", { name: "Open the top bar when it rings" }).click({ force: true });
      await saved;
    };
    await toggle();
    await tab.topBar(false);
    const call = at.ringing();
    await panel.getByText(/Incoming/).waitFor();
    expect(await tab.routes()).toEqual([]);
    call.hangUp();
    await tab.topBar(true);
    await toggle();
  });

  test("of one agent's two browsers one pops", async () => {
    await pops("--inbound", "ring:ticket");
    const another = await at.context();
    const tabs = [await at.again(context), await at.open({ context: another })];
    const call = at.ringing();
    await until("the pop", async () => (await Promise.all(tabs.map(target))).flat().length > 0);
    call.answer("2005");
    for (const tab of tabs) {
      await tab.topBar(true);
      await tab
        .frame("top_bar")
        .getByText(/Talking/)
        .waitFor();
    }
    expect((await Promise.all(tabs.map(target))).flat()).toHaveLength(1);
    await another.close();
  });
});

describe("looks and language", () => {
  test("in other languages, and in one there is not, no message is missing", async () => {
    const tab = await at.again(context);
    const errors: string[] = [];
    tab.page.on("pageerror", (error) => errors.push(String(error)));
    const call = at.ringing();
    call.answer("2005");
    const ticketId = await at.ticketOf(customer.id);
    for (const locale of ["de", "zh-CN", "ar"]) {
      await tab.setLocale(locale);
      await tab.registered("top_bar"); // loaded by the background
      await tab.openTicket(ticketId);
      await tab.topBar(true);
      for (const frame of [tab.frame("ticket_sidebar"), tab.frame("top_bar")]) {
        await frame.getByRole("textbox").first().waitFor();
        const html = frame.locator("html");
        expect(await html.getAttribute("lang")).toBe(locale === "ar" ? "en" : locale);
        expect(await html.getAttribute("dir")).toBe("ltr");
        const text = (await frame.locator("body").innerText()) + (await labels(frame));
        expect(text.match(/\b[a-z]+(_[a-z]+)?\.[a-z]+(_[a-z]+)*\b|\{\w+\}|undefined/g)).toBeNull();
      }
    }
    expect(errors).toEqual([]);
    await tab.setLocale("en-US");
  });

  async function labels(frame: FrameLocator): Promise<string> {
    return (
      await frame
        .locator("[aria-label]")
        .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))
    ).join("\n");
  }

  test("colours follow Zendesk's while the frames are open", async () => {
    const tab = await at.again(context);
    await openTicket(tab);
    await tab.topBar(true);
    const ground = (place: "ticket_sidebar" | "top_bar") =>
      tab
        .frame(place)
        .locator("body")
        .evaluate((body) => getComputedStyle(body).backgroundColor);
    await tab.frame("top_bar").getByText("Ext 2005").waitFor();
    const light = [await ground("ticket_sidebar"), await ground("top_bar")];
    await tab.setScheme("dark");
    await until(
      "the frames to be dark",
      async () => (await ground("ticket_sidebar")) !== light[0] && (await ground("top_bar")) !== light[1],
    );
    await tab.setScheme("light");
    await until("the frames to be light", async () => (await ground("ticket_sidebar")) === light[0]);
    expect([await ground("ticket_sidebar"), await ground("top_bar")]).toEqual(light);
  });
});

test("of two PBXs in one account the frames of one never show the other's calls", async () => {
  await using stack = new AsyncDisposableStack();
  const { world } = at;
  const pbx = stack.use(await startYeastar({ webhookRetryDelayMs: 300, switches: { partialMembers: true } }));
  furnish(pbx);
  const redirectUris = [`${world.env["PUBLIC_URL"]}/oauth/zendesk/callback`];
  const second = await join({
    pbx,
    zendesk: world.zendesk,
    databaseUrl: world.env["DATABASE_URL"] ?? "",
    encryptionKey: world.env["ENCRYPTION_KEY"] ?? "",
    publicUrl: world.env["PUBLIC_URL"] ?? "",
    transport: "webhook",
    webhookSecret: "fedcba9876543210fedcba9876543210",
    oauth: world.zendesk.addOAuthClient({ identifier: "branch", redirectUris }),
    quietMs: 300,
    awaitingMs: 3000,
    connect: true,
    indexed: false,
  });
  const tab = await at.anew(context);
  const tray = (key: string) =>
    tab.page
      .locator(`.view:not([hidden]) section.app`)
      .filter({ has: tab.page.locator(`iframe`) })
      .nth(key === second.integration.key ? 1 : 0)
      .frameLocator("iframe");
  await tab.openTicket(await at.ticketOf(customer.id, "Two PBXs"));
  const [here, there] = [tray(world.integration.key), tray(second.integration.key)];
  await here.getByText("Ext 2005").waitFor();
  await there.getByText("Ext 2005").waitFor();
  await there.getByText("No calls with Phillip Huff yet").waitFor();

  const call = pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  await there.getByText(/Incoming/).waitFor();
  call.answer("2005");
  await there
    .getByText(/Talking/)
    .first()
    .waitFor();
  expect(await here.getByText(/Incoming|Talking/).count()).toBe(0);
  expect(await here.getByRole("group", { name: "Call control" }).count()).toBe(0);
  call.hangUp("5503309");
  await there.getByText("Answered by you").waitFor();
  const own = at.ringing();
  await here.getByText(/Incoming/).waitFor();
  expect(await there.getByText(/Incoming/).count()).toBe(0);
  own.hangUp();
  expect(pbx.unexpected()).toEqual([]);
});

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(at.world.zendesk.unexpected()).toEqual([]);
  expect(at.world.pbx.unexpected()).toEqual([]);
});
