import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Frame, Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { haveAppBuilt } from "../support/app-build.ts";
import { axeOf } from "../support/axe.ts";
import { launchBrowser } from "../support/chromium.ts";
import { until } from "../world/until.ts";
import { startZafHost, type ZafHost } from "../world/zaf-host/start.ts";
import type { WorkspacePage } from "../world/zaf-host/workspace-page.ts";
import { startZendesk, type ZendeskSimulator } from "../world/zendesk/simulator.ts";

/**
 * That the simulated host and the real SDK understand each other: an app that does nothing of its own is
 * installed, and each test plays its part in the frame.
 */

/** What the SDK's client is, as far as the tests go. */
type Client = {
  get(path: string | string[]): Promise<Record<string, unknown>>;
  set(path: string, value: unknown): Promise<unknown>;
  invoke(name: string, ...args: unknown[]): Promise<Record<string, unknown>>;
  request(options: object | string): Promise<unknown>;
  on(name: string, handler: (data: unknown) => unknown): void;
  trigger(name: string, data?: unknown): void;
  instance(guid: string): Client;
  metadata(): Promise<unknown>;
  context(): Promise<Record<string, unknown>>;
};

declare global {
  var client: Client;
  var heard: [string, unknown][];
  var posted: { token: string | null; query: string };
}

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let browser: Browser;
let zendesk: ZendeskSimulator;
let host: ZafHost;
let appServer: Server;
let space: WorkspacePage;
let customer: { id: number };
let other: { id: number };
let ticket: { id: number };

beforeAll(async () => {
  await haveAppBuilt();
  const sdk = await readFile(new URL("../../zendesk-app/dist/zaf_sdk.js", import.meta.url), "utf8");
  appServer = await serveApp(sdk);
  const { port } = z.object({ port: z.number() }).parse(appServer.address());
  zendesk = await startZendesk({});
  zendesk.addUser({ name: "Kristin Hale", email: "kristin@acme.example", role: "agent" });
  zendesk.addUser({ name: "Ada Admin", email: "ada@acme.example", role: "admin" });
  customer = zendesk.addUser({ name: "Phillip Huff", phone: "5503309" });
  other = zendesk.addUser({ name: "Grace Morris", phone: "+442079460123" });
  ticket = zendesk.addTicket({ requesterId: customer.id, subject: "Where is it?", body: "My order" });
  zendesk.addAppInstallation(packageOf(`http://localhost:${port}`));
  host = await startZafHost({ zendesk });
  browser = await launchBrowser();
  // axe needs a page of a context that was made by hand.
  space = await host.open(await browser.newContext());
  await space.registered("background");
  await space.openTicket(ticket.id);
  await space.registered("ticket_sidebar");
});

afterAll(async () => {
  await browser.close();
  await host.close();
  await zendesk.close();
  appServer.close();
});

test("a frame is posted a token of its agent and location, and registers once", async () => {
  const frame = await frameOf("ticket_sidebar");
  const { token, query } = await frame.evaluate(() => posted);
  const claims: unknown = JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
  const agent = zendesk.users().find((user) => user.name === "Kristin Hale");
  expect(claims).toMatchObject({
    iss: "acme.zendesk.com",
    sub: `https://acme.zendesk.com/api/v2/users/${agent?.id}.json`,
    context: { product: "support", location: "ticket_sidebar", ticket_id: ticket.id },
  });
  expect(new URLSearchParams(query).get("origin")).toBe(host.url);
  expect(new URLSearchParams(query).get("colorScheme")).toBe("light");
  const guid = new URLSearchParams(query).get("app_guid");
  const { transcript } = await space.log();
  const own = transcript.filter((line) => line.guid === guid);
  expect(JSON.parse(String(own[0]?.message))).toMatchObject({ key: "iframe.handshake", instanceGuid: guid });
  const registered = own.filter(({ message }) => keyOf(message) === "zaf.app.registered");
  expect(registered).toMatchObject([
    {
      from: "host",
      message: {
        message: {
          metadata: { name: "Contract", version: "1.2.3" },
          context: { location: "ticket_sidebar", ticketId: ticket.id, account: { subdomain: "acme" } },
        },
      },
    },
  ]);
  const flushed = own.filter(({ from }) => from === "frame").map(({ message }) => keyOf(message));
  expect(flushed[0]).toBe("iframe.handshake");
  expect(flushed).toContain("iframe.on:context.updated");
});

test("properties are read by path, and what is not there is an error", async () => {
  const frame = await frameOf("ticket_sidebar");
  const read = await frame.evaluate(() =>
    client.get(["currentUser", "ticket.requester", "ticket.requester.identities.0.value", "ticket.nothing"]),
  );
  expect(read).toMatchObject({
    currentUser: { name: "Kristin Hale", role: "agent", timeZone: { ianaName: "Europe/Dublin" } },
    "ticket.requester": { id: customer.id, name: "Phillip Huff" },
    "ticket.requester.identities.0.value": "5503309",
    errors: { "ticket.nothing": { message: "unavailable", path: "ticket.nothing" } },
  });
  expect(read["ticket.requester"]).not.toHaveProperty("phone");
  const refused = frame.evaluate(() => client.get("ticket.nothing"));
  await expect(refused).rejects.toThrow('"ticket.nothing" unavailable');
});

test("a change in the form is told to those who listen", async () => {
  const frame = await frameOf("ticket_sidebar");
  await listen(frame, [
    "ticket.requester.id.changed",
    "ticket.subject.changed",
    "ticket.comment.text.changed",
  ]);
  await space.setRequester(other.id);
  await frame.evaluate(() => client.set("ticket.subject", "From the app"));
  await space.typeComment("A reply");
  await expectHeard(frame, [
    ["ticket.requester.id.changed", other.id],
    ["ticket.subject.changed", "From the app"],
    ["ticket.comment.text.changed", "A reply"],
  ]);
  expect(await frame.evaluate(() => client.get("ticket.requester.name"))).toMatchObject({
    "ticket.requester.name": "Grace Morris",
  });
  expect(await space.page.getByLabel("Subject").inputValue()).toBe("From the app");
  await space.setRequester(customer.id);
});

test("requests go to Zendesk as the agent, and fail as jQuery's do", async () => {
  const frame = await frameOf("ticket_sidebar");
  const me = await frame.evaluate(() => client.request("/api/v2/users/me.json"));
  expect(me).toMatchObject({ user: { name: "Kristin Hale" } });
  const failed = await frame.evaluate(() =>
    client.request({ url: "/api/v2/tickets/1.json", type: "GET" }).catch((error: unknown) => error),
  );
  expect(failed).toMatchObject({ status: 404, readyState: 4, responseJSON: { error: "RecordNotFound" } });
  const outside = await frame.evaluate(() =>
    client.request({ url: "https://elsewhere.example/" }).catch((error: unknown) => error),
  );
  expect(outside).toMatchObject({ status: 0 });
});

test("instances find each other and speak over their buses", async () => {
  const [background, sidebar] = [await frameOf("background"), await frameOf("ticket_sidebar")];
  await listen(sidebar, ["pbx.dial"]);
  const guid = await background.evaluate(async () => {
    const { instances } = await client.get("instances");
    const found = Object.entries(instances as Record<string, { location: string }>);
    const [there] = found.find(([, one]) => one.location === "ticket_sidebar") ?? [""];
    client.instance(there).on("pbx.dial", (data) => heard.push(["remote pbx.dial", data]));
    return there;
  });
  await background.evaluate((there) => client.instance(there).trigger("pbx.dial", { number: "1" }), guid);
  await expectHeard(sidebar, [["pbx.dial", { number: "1" }]]);
  await expectHeard(background, [["remote pbx.dial", { number: "1" }]]);
  const context = await background.evaluate((there) => client.instance(there).context(), guid);
  expect(context).toMatchObject({ location: "ticket_sidebar", ticketId: ticket.id });
  const wrong = background.evaluate(() => client.instance("nobody").get("ticket"));
  await expect(wrong).rejects.toThrow("there is no instance nobody");
});

test("the pane of the top bar is loaded ahead, opened by the app, and shows a badge", async () => {
  const background = await frameOf("background");
  await background.evaluate(async () => {
    const { instances } = await client.get("instances");
    const found = Object.entries(instances as Record<string, { location: string }>);
    const [there] = found.find(([, one]) => one.location === "top_bar") ?? [""];
    await client.instance(there).invoke("preloadPane");
  });
  await space.registered("top_bar");
  const pane = await frameOf("top_bar");
  await listen(pane, ["app.activated", "pane.activated", "pane.deactivated"]);
  await pane.evaluate(() => client.invoke("iconChars", "3"));
  expect((await space.state()).badge).toBe("3");
  await pane.evaluate(() => client.invoke("popover", "show"));
  await expectHeard(pane, [["app.activated", { firstLoad: true }]]);
  await pane.evaluate(() => client.invoke("popover"));
  await pane.evaluate(() => client.invoke("popover"));
  await expectHeard(pane, [
    ["pane.deactivated", undefined],
    ["pane.activated", undefined],
  ]);
  expect(await space.page.locator(".pane").isVisible()).toBe(true);
  await space.topBar(false);
});

test("a click on a number reaches the app, with whose it is", async () => {
  const pane = await frameOf("top_bar");
  await listen(pane, ["voice.dialout"]);
  await space.openUser(other.id);
  await space.clickPhone("+442079460123");
  await expectHeard(pane, [
    [
      "voice.dialout",
      { from: "user_phone_identity", number: "+442079460123", userId: other.id, ticketId: null },
    ],
  ]);
  await space.closeTab();
});

test("an app goes to tickets, users, new tickets and its own page, and notifies in plain text", async () => {
  const background = await frameOf("background");
  const go = (...args: unknown[]) => background.evaluate((list) => client.invoke("routeTo", ...list), args);
  await go("user", customer.id);
  expect((await space.state()).path).toBe(`/agent/users/${customer.id}`);
  await space.closeTab();
  await go("ticket", "new");
  await space.registered("new_ticket_sidebar");
  const draft = await frameOf("new_ticket_sidebar");
  expect(await draft.evaluate(() => client.get(["ticket.isNew", "ticket.id"]))).toMatchObject({
    "ticket.isNew": true,
    errors: {},
  });
  await space.closeTab();
  await go("nav_bar", "Contract");
  expect((await space.state()).view).toBe("nav_bar");
  await go("ticket", ticket.id);
  expect((await space.state()).path).toBe(`/agent/tickets/${ticket.id}`);
  const nowhere = background.evaluate(() => client.invoke("routeTo", "moon", "1"));
  await expect(nowhere).rejects.toThrow("cannot go to moon");
  await background.evaluate(() => client.invoke("notify", "<b>Hello</b>", "alert", { sticky: true }));
  await space.page.getByText("<b>Hello</b>").waitFor();
  expect(await space.notices()).toEqual(["<b>Hello</b>"]);
});

test("a ticket is submitted when the app agrees, and not when it refuses", async () => {
  const frame = await frameOf("ticket_sidebar");
  await frame.evaluate(() => {
    let refusals = 1;
    client.on("ticket.save", () => (refusals-- > 0 ? "Write a note first" : true));
  });
  await listen(frame, ["ticket.saved"]);
  expect(await space.save()).toBe(false);
  expect(await space.notices()).toContain("Write a note first");
  expect(await space.save()).toBe(true);
  await expectHeard(frame, [["ticket.saved", undefined]]);
  expect(zendesk.comments(ticket.id).at(-1)).toMatchObject({ body: "A reply" });
  expect(zendesk.tickets()[0]).toMatchObject({ subject: "From the app" });
});

test("colours, language, notifications of the API and news of others arrive", async () => {
  const frame = await frameOf("ticket_sidebar");
  await listen(frame, ["colorScheme.changed", "api_notification.ring", "ticket.status.changed"]);
  await space.setScheme("dark");
  await notify("ring", "now");
  zendesk.setTicketStatus(ticket.id, "solved");
  await expectHeard(frame, [
    ["colorScheme.changed", "dark"],
    ["api_notification.ring", { body: "now", sender: null }],
    ["ticket.status.changed", "solved"],
  ]);
  await space.setScheme("light");
  await space.setLocale("de");
  await space.registered("ticket_sidebar");
  const again = await frameOf("ticket_sidebar");
  expect(await again.evaluate(() => client.get("currentUser.locale"))).toMatchObject({
    "currentUser.locale": "de",
  });
});

test("a tab that is left and come back to is deactivated and activated; a closed one is destroyed", async () => {
  const frame = await frameOf("ticket_sidebar");
  await listen(frame, ["app.activated", "app.deactivated"]);
  await space.openHome();
  await space.openTicket(ticket.id);
  await expectHeard(frame, [
    ["app.deactivated", undefined],
    ["app.activated", { firstLoad: false }],
  ]);
  const before = (await space.state()).instances.length;
  await space.closeTab();
  expect((await space.state()).instances).toHaveLength(before - 1);
});

test.each(["light", "dark"] as const)("axe finds nothing in the %s workspace itself", async (scheme) => {
  await space.setScheme(scheme);
  const views = [() => space.openHome(), () => space.openTicket(ticket.id), () => space.openUser(other.id)];
  for (const open of [...views, () => space.openNewTicket()]) {
    await open();
    const { passes, violations } = await axeOf(space.page.mainFrame(), { iframes: false });
    expect(passes).toBeGreaterThan(0);
    expect(violations).toEqual([]);
  }
});

describe("other windows", () => {
  test("tabs of one browser have an agent in common, another browser has its own", async () => {
    const context = await browser.newContext();
    const first = await host.open(context, { agentEmail: "ada@acme.example" });
    const second = await host.open(context);
    const third = await host.open(browser);
    const names = [];
    for (const one of [first, second, third]) {
      await one.registered("background");
      const frame = await frameOf("background", one);
      names.push((await frame.evaluate(() => client.get("currentUser.name")))["currentUser.name"]);
    }
    expect(names).toEqual(["Ada Admin", "Ada Admin", "Kristin Hale"]);
    await context.close();
    await third.page.close();
  });

  test("modals are made and closed; the workspace saw nothing that is against the protocol", async () => {
    const background = await frameOf("background");
    const made = await background.evaluate(async () => {
      const result = await client.invoke("instances.create", {
        location: "modal",
        url: new URL("modal", location.href).href,
        size: { width: "420px", height: "300px" },
      });
      const [{ instanceGuid }] = result["instances.create"] as [{ instanceGuid: string }];
      client.instance(instanceGuid).on("chosen", (data) => heard.push(["chosen", data]));
      return instanceGuid;
    });
    const modal = space.frame("modal");
    await modal.locator("body[data-ready]").waitFor({ state: "attached" });
    const frame = await frameOf("modal");
    await frame.evaluate(() => client.trigger("chosen", 7));
    await expectHeard(background, [["chosen", 7]]);
    await frame.evaluate(() => void client.invoke("destroy"));
    await until("the modal to go", async () =>
      (await space.state()).instances.every((one) => one.guid !== made),
    );
    expect((await space.log()).unexpected).toEqual([]);
    expect(zendesk.unexpected()).toEqual([]);
  });
});

/** As a service does it, by Zendesk's API. */
async function notify(event: string, body: string): Promise<void> {
  const [agent] = zendesk.users();
  const [app] = zendesk.installedApps();
  const headers = {
    authorization: `Bearer ${zendesk.logIn(agent?.id ?? 0)}`,
    "content-type": "application/json",
  };
  const answer = await fetch(`${zendesk.url}/api/v2/apps/notify.json`, {
    method: "POST",
    headers,
    body: JSON.stringify({ app_id: app?.appId, event, body }),
  });
  expect(answer.status).toBe(200);
}

async function frameOf(location: string, of = space): Promise<Frame> {
  const element = await of.page.waitForSelector(
    `.view:not([hidden]) iframe[data-location="${location}"], :is(.pane, body > .frame) iframe[data-location="${location}"]`,
    { state: "attached" },
  );
  const frame = await element.contentFrame();
  if (frame === null) throw new Error(`no frame at ${location}`);
  await frame.waitForFunction(() => "client" in globalThis);
  return frame;
}

async function listen(frame: Frame, events: string[]): Promise<void> {
  await frame.evaluate((names) => {
    heard.length = 0;
    for (const name of names) client.on(name, (data) => heard.push([name, data]));
    return client.metadata();
  }, events);
  await frame.evaluate(() => client.get("visible"));
}

async function expectHeard(frame: Frame, events: [string, unknown][]): Promise<void> {
  await expect.poll(() => frame.evaluate(() => heard)).toEqual(expect.arrayContaining(events));
}

function keyOf(message: unknown): string {
  const fields: unknown = typeof message === "string" ? JSON.parse(message) : message;
  return z.object({ key: z.string().default("") }).parse(fields).key;
}

async function serveApp(sdk: string): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const posted = {
        token: new URLSearchParams(body).get("token"),
        query: new URL(request.url ?? "", "http://app").search,
      };
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><title>Contract</title><body><script>${sdk}</script><script>
        globalThis.posted = ${JSON.stringify(posted)};
        globalThis.heard = [];
        globalThis.client = ZAFClient.init(() => document.body.setAttribute("data-ready", ""));
      </script>`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function packageOf(origin: string): Map<string, Uint8Array> {
  const places = ["ticket_sidebar", "new_ticket_sidebar", "user_sidebar", "top_bar", "background", "nav_bar"];
  const support = Object.fromEntries(places.map((place) => [place, { url: `${origin}/app/${place}` }]));
  const manifest = { name: "Contract", version: "1.2.3", signedUrls: true, location: { support } };
  return new Map([["manifest.json", new TextEncoder().encode(JSON.stringify(manifest))]]);
}
