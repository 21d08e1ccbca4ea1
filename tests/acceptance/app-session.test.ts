import { createSessions } from "@deskline/service/app/session";
import { loadKeys } from "@deskline/service/platform/secrets";
import type { Location } from "@deskline/shared/app";
import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { AppWorld } from "../world/app-world.ts";
import { until } from "../world/until.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";

/** Who may go on, for how long, and what becomes of frames that are open while that changes. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const kristin = "kristin.hale@example.com";
const marcus = "marcus.webb@example.com";

let at: AppWorld;
let dropDatabase: () => Promise<void>;
let ticketId: number;
const opened: BrowserContext[] = [];

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  at = await AppWorld.start({ storage: { databaseUrl: database.url } });
  ticketId = await at.ticketOf(at.world.customer.id);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((context) => context.close()));
  for (const call of at.world.pbx.calls()) call.hangUp();
  await at.world.pbx.settled();
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

async function newContext(): Promise<BrowserContext> {
  const context = await at.context();
  opened.push(context);
  return context;
}

/** A workspace with the ticket open. */
async function atTicket(context: BrowserContext, agent = kristin): Promise<WorkspacePage> {
  const tab = await at.open({ context, agent });
  await tab.openTicket(ticketId);
  return tab;
}

type Answered = { frame: string; path: string; status: number };

/** The requests of a context's frames to the app's API, by path below `/api/app/`, with how they were answered. */
function watchApi(context: BrowserContext): Answered[] {
  const seen: Answered[] = [];
  context.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith("/api/app/")) return;
    seen.push({ frame: response.frame().name(), path: pathname.slice(9), status: response.status() });
  });
  return seen;
}

type Life = { integrationId?: string; agentId?: number; loadedAgoMs: number; begunAgoMs: number };

/** A session as the service would have sealed it back then. */
function sessionOf({ integrationId, agentId, loadedAgoMs, begunAgoMs }: Life): string {
  const { world } = at;
  const keys = loadKeys({ encryptionKey: world.env["ENCRYPTION_KEY"], dataDir: "unused" });
  const loadedAt = Date.now() - loadedAgoMs;
  const holder = {
    integrationId: integrationId ?? world.integration.id,
    agentId: agentId ?? idOf(kristin),
  };
  const back = createSessions(keys, { now: () => Date.now() - begunAgoMs });
  return back.renew({ ...holder, loadedAt, endsAt: 0 })?.token ?? "";
}

/** Frames of the context begin with this session instead of the one they are given, and think that it is good. */
async function beginWith(context: BrowserContext, token: string, where?: Location): Promise<void> {
  await context.route(/\/zendesk-app\//, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const other = where !== undefined && !new URL(route.request().url()).pathname.endsWith(`/${where}`);
    await route.fulfill({
      response: answer,
      body: other ? html : html.replace(/"token":"[^"]*"/, `"token":${JSON.stringify(token)}`),
    });
  });
}

function idOf(email: string): number {
  return at.world.zendesk.users().find((user) => user.email === email)?.id ?? 0;
}

const over = "Your session has ended";

describe("a session is renewed", () => {
  test("before it ends, once for each frame, and nobody sees it", async () => {
    const context = await newContext();
    await context.clock.install();
    const seen = watchApi(context);
    const tab = await atTicket(context);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("Ready").waitFor();
    expect(seen.filter(({ path }) => path === "session")).toEqual([]);

    await context.clock.fastForward(25 * minuteMs);
    await sidebar.getByRole("button", { name: "Missed", exact: true }).click();
    await until("a renewal", async () => seen.some(({ path }) => path === "session"));
    await sidebar.getByText("No missed calls").waitFor();
    expect(seen.filter(({ status }) => status >= 400)).toEqual([]);
    const renewed = seen.filter(({ path }) => path === "session").map(({ frame }) => frame);
    expect(renewed).toEqual([...new Set(renewed)]);

    const before = seen.length;
    await sidebar.getByRole("button", { name: "This ticket", exact: true }).click();
    await until("the calls of the ticket", async () =>
      seen.slice(before).some(({ path }) => path === "calls"),
    );
    expect(seen.slice(before).filter(({ path }) => path === "session")).toEqual([]);
  });

  test("after a night's sleep of the laptop, and the calls of the morning come", async () => {
    const context = await newContext();
    await context.clock.install();
    const seen = watchApi(context);
    const tab = await atTicket(context);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("Ready").waitFor();

    const before = seen.length;
    await context.clock.fastForward(8 * hourMs);
    await until("a new stream", async () => seen.slice(before).some(({ path }) => path === "live"));
    const call = at.ringing();
    await sidebar.getByText(/Incoming/).waitFor();
    call.answer("2005");
    await sidebar.getByRole("button", { name: "Hold" }).click();
    await sidebar.getByText(/On hold/).waitFor();
    expect(seen.filter(({ status }) => status >= 400)).toEqual([]);
  });

  test("although it has ended already, when the service says so", async () => {
    const context = await newContext();
    await beginWith(context, sessionOf({ loadedAgoMs: 11 * hourMs, begunAgoMs: 2 * hourMs }));
    const seen = watchApi(context);
    const tab = await atTicket(context);
    await tab.frame("ticket_sidebar").getByText("Ready").waitFor();
    expect(seen).toContainEqual(expect.objectContaining({ path: "me", status: 401 }));
    expect(seen).toContainEqual(expect.objectContaining({ path: "session", status: 200 }));
    const call = at.ringing();
    await tab
      .frame("ticket_sidebar")
      .getByText(/Incoming/)
      .waitFor();
    call.hangUp();
  });
});

describe("a session that is over for good", () => {
  test("twelve hours after the load the frames say to reload, and ask no more", async () => {
    const context = await newContext();
    await beginWith(context, sessionOf({ loadedAgoMs: 12 * hourMs - 1, begunAgoMs: 2 * hourMs }));
    const seen = watchApi(context);
    const tab = await atTicket(context);
    await tab.topBar(true);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText(over).waitFor();
    await sidebar.getByText("Reload the browser tab of Zendesk").waitFor();
    await tab.frame("top_bar").getByText(over).waitFor();
    expect(seen.filter(({ status }) => status < 400)).toEqual([]);

    await context.unroute(/\/zendesk-app\//);
    await tab.setLocale("en-US"); // which loads the page again
    await tab.openTicket(ticketId);
    await tab.frame("ticket_sidebar").getByText("Ready").waitFor();
  });

  test("so it is with one that nobody here has made", async () => {
    const context = await newContext();
    await beginWith(context, "not-a-session", "ticket_sidebar");
    const seen = watchApi(context);
    const tab = await atTicket(context);
    await tab.frame("ticket_sidebar").getByText(over).waitFor();
    expect(seen).toContainEqual(expect.objectContaining({ path: "session", status: 401 }));
  });
});

describe("another's", () => {
  /** What was asked of the PBX for calls. */
  const orders = () => at.world.pbx.requests().filter(({ path }) => /\/call\/(?!query)/.test(path)).length;

  async function kristinsCall(): Promise<{ id: string; hangUp: () => void }> {
    const call = at.ringing();
    call.answer("2005");
    let id = "";
    await until("the call to be known", async () => {
      const [row] = await at.world.query<{ id: string }>(
        "select id from calls where pbx_call_id = $1 and state = 'talking'",
        [call.callId],
      );
      id = row?.id ?? "";
      return id !== "";
    });
    return { id, hangUp: () => call.hangUp() };
  }

  test("channel is not to be had, whatever is asked, and the PBX hears nothing of it", async () => {
    const { id } = await kristinsCall();
    const session = await at.world.session(marcus);
    const before = orders();
    const simple = ["hang_up", "hold", "mute", "park", "start_recording", "complete_transfer", "decline"];
    for (const action of simple) {
      const answer = await at.world.api(session, "POST", `calls/${id}/control`, { action });
      expect(answer).toMatchObject({ status: 403, body: { code: "not_your_call" } });
    }
    for (const action of ["transfer_blind", "transfer_attended"]) {
      const answer = await at.world.api(session, "POST", `calls/${id}/control`, { action, target: "2006" });
      expect(answer).toMatchObject({ status: 403, body: { code: "not_your_call" } });
    }
    expect(await at.world.api(session, "POST", `calls/${id}/pop`, { moment: "ring" })).toMatchObject({
      status: 404,
    });
    expect(orders()).toBe(before);
  });

  test("call is seen beside the customer, without its card or a way to touch it", async () => {
    const { hangUp } = await kristinsCall();
    const tab = await atTicket(await newContext(), marcus);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("Ext 2006 · Ready").waitFor();
    await sidebar.getByText("Talking · Kristin Hale").waitFor();
    expect(await sidebar.getByRole("group", { name: "Call control" }).count()).toBe(0);
    expect(await tab.routes()).toEqual([]);
    hangUp();
    await sidebar.getByText("Answered by Kristin Hale").first().waitFor();
  });

  test("integration's session opens nothing here", async () => {
    const { id } = await kristinsCall();
    const [row] = await at.world.query<{ id: string }>(
      "insert into integrations (key, name, status, default_country, quiet_ms, awaiting_ms) values ('another', 'Another', 'draft', 'US', 300, 300) returning id",
    );
    const foreign = row?.id ?? "";
    for (const table of ["pbx_connections", "zendesk_connections"]) await copyFor(table, foreign);
    await at.world.query("update pbx_connections set websocket = false where integration_id = $1", [foreign]);
    await at.world.query(
      "insert into bindings (integration_id, extension, agent_id, agent_name) values ($1, '2005', $2, 'Kristin Hale')",
      [foreign, idOf(kristin)],
    );
    await at.world.query(
      "insert into app_agents (integration_id, agent_id, name, admin, active) values ($1, $2, 'Kristin Hale', true, true)",
      [foreign, idOf(kristin)],
    );
    await at.world.query("update integrations set status = 'connected' where id = $1", [foreign]);
    await at.world.query("select pg_notify('deskline_integrations', '')");
    const session = sessionOf({ integrationId: foreign, loadedAgoMs: 0, begunAgoMs: 0 });
    await until("the other integration to work", async () => {
      const { status, body } = await at.world.api(session, "GET", "me");
      return status === 200 && (body as { obstacle: unknown }).obstacle === null;
    });

    const before = orders();
    for (const [method, path, body] of [
      ["GET", `calls/${id}`, undefined],
      ["POST", `calls/${id}/control`, { action: "hang_up" }],
      ["POST", `calls/${id}/pop`, { moment: "ring" }],
      ["POST", `calls/${id}/recordings/0/link`, {}],
      ["PUT", `calls/${id}/note`, { text: "mine", disposition: null }],
      ["PUT", `calls/${id}/ticket`, { ticketId: null }],
      ["PUT", `calls/${id}/contact`, { userId: at.world.customer.id }],
    ] as const) {
      const answer = await at.world.api(session, method, path, body);
      expect([path, answer.status, answer.body]).toEqual([
        path,
        404,
        expect.objectContaining({ code: "call_unknown" }),
      ]);
    }
    for (const whose of ["mine=true", "numbers=5503309&user=" + String(at.world.customer.id)]) {
      expect((await at.world.api(session, "GET", `calls?${whose}`)).body).toEqual({ calls: [], next: null });
    }
    expect(orders()).toBe(before);

    // In the browser, in all frames, since those of one tab share what they hear: nothing of the call is shown.
    const context = await newContext();
    await beginWith(context, session);
    const tab = await atTicket(context);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("Ext 2005").waitFor();
    await sidebar.getByText("No calls with Phillip Huff yet").waitFor();
    await at.world.query("delete from integrations where id = $1", [foreign]);
    await at.world.query("select pg_notify('deskline_integrations', '')");
  });

  async function copyFor(table: string, integrationId: string): Promise<void> {
    const columns = (
      await at.world.query<{ name: string }>(
        "select column_name as name from information_schema.columns where table_name = $1 and column_name not in ('integration_id', 'webhook_secret', 'previous_webhook_secret')",
        [table],
      )
    ).map(({ name }) => name);
    await at.world.query(
      `insert into ${table} (integration_id, ${columns.join()}) select $1, ${columns.join()} from ${table} where integration_id = $2`,
      [integrationId, at.world.integration.id],
    );
  }
});

describe("what an administrator changes acts at once in frames that are open", () => {
  async function openFrames(): Promise<WorkspacePage> {
    const tab = await atTicket(await newContext());
    await tab.topBar(true);
    await tab.frame("ticket_sidebar").getByText("Ext 2005 · Ready").waitFor();
    await tab.frame("top_bar").getByText("Ext 2005 · Ready").waitFor();
    return tab;
  }

  test("an agent is unbound, and bound to another extension", async () => {
    const tab = await openFrames();
    const sidebar = tab.frame("ticket_sidebar");
    await at.world.cli(["bind", "remove", "2005"]);
    await sidebar.getByText("No extension is bound to you yet").waitFor();
    await tab.frame("top_bar").getByText("No extension is bound to you yet").waitFor();
    expect(
      await sidebar
        .getByRole("button", { name: /^Call / })
        .first()
        .isDisabled(),
    ).toBe(true);
    at.ringing().hangUp();

    await at.world.cli(["bind", "add", "2007", kristin]);
    await sidebar.getByText("Ext 2007 · Ready").waitFor();
    await tab.frame("top_bar").getByText("Ext 2007 · Ready").waitFor();
    const call = at.world.pbx.inbound({ from: "5503309", did: "1000", to: "2007" });
    call.ring("2007");
    await sidebar.getByText(/Incoming/).waitFor();
    call.hangUp();
    await at.world.cli(["bind", "add", "2005", kristin]);
    await sidebar.getByText("Ext 2005 · Ready").waitFor();
  });

  test("the integration is switched off, and on again", async () => {
    const tab = await openFrames();
    const sidebar = tab.frame("ticket_sidebar");
    await at.world.setStatus("disabled");
    await sidebar.getByText("The phone integration is switched off").waitFor();
    await tab.frame("top_bar").getByText("The phone integration is switched off").waitFor();
    expect(await sidebar.getByRole("button", { name: /^Call/ }).count()).toBe(0);

    await at.world.setStatus("connected");
    await sidebar.getByText("Ext 2005 · Ready").waitFor();
    await tab.frame("top_bar").getByText("Ext 2005 · Ready").waitFor();
    const call = at.ringing();
    await sidebar.getByText(/Incoming/).waitFor();
    call.hangUp();
  });

  test("a frame that opens while it is off says so, and works when it is on", async () => {
    await at.world.setStatus("reconnect_needed");
    const tab = await atTicket(await newContext());
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("The phone integration is not connected").waitFor();
    expect(await sidebar.getByText("Ext 2005").count()).toBe(0);
    await at.world.setStatus("connected");
    await sidebar.getByText("Ext 2005 · Ready").waitFor();
    const call = at.ringing();
    await sidebar.getByText(/Incoming/).waitFor();
    call.hangUp();
  });

  test("an agent who is suspended in Zendesk is let out within the life of a session", async () => {
    const context = await newContext();
    await context.clock.install();
    const tab = await atTicket(context);
    const sidebar = tab.frame("ticket_sidebar");
    await sidebar.getByText("Ext 2005 · Ready").waitFor();
    at.world.zendesk.updateUser(idOf(kristin), { suspended: true });
    try {
      // What was asked of Zendesk is good for a quarter of an hour.
      await at.world.query("update app_agents set checked_at = checked_at - interval '16 minutes'");
      await context.clock.fastForward(25 * minuteMs);
      await sidebar.getByText(over).waitFor();
      const frame = await at.world.signedLoad("ticket_sidebar", kristin);
      expect([frame.status, frame.data]).toEqual([403, null]);
    } finally {
      at.world.zendesk.updateUser(idOf(kristin), { suspended: false });
    }
    expect((await at.world.signedLoad("ticket_sidebar", kristin)).status).toBe(200);
  });
});

test("nothing was asked of Zendesk or the PBX that they would not understand", () => {
  expect(at.world.zendesk.unexpected()).toEqual([]);
  expect(at.world.pbx.unexpected()).toEqual([]);
});
