import { readFile } from "node:fs/promises";
import { IntegrationDetail } from "@deskline/shared/admin";
import { readZip } from "@deskline/zendesk-app/package/zip";
import type { Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { axeIn } from "../support/axe.ts";
import { createDatabase } from "../support/database.ts";
import { AppWorld } from "../world/app-world.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { ConsoleVisit, expectClean, isCalm } from "../world/console-visit.ts";
import { patienceMs, until } from "../world/until.ts";

/** What an administrator does by hand in the console, takes out of it as a file, removes, and comes back to. */

let app: AppWorld;
let operator: ConsoleClient;
let at: ConsoleVisit;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  app = await AppWorld.start({ storage: { databaseUrl: database.url } });
  const { service } = app.world;
  operator = await operatorAt(service);
  at = await ConsoleVisit.begin(app.browser, service.url, "en-GB", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const [name = "", value = ""] = (operator.cookie ?? "").split(/=(.*)/s);
  await at.context.addCookies([{ name, value, url: service.url, sameSite: "Strict" }]);
});
afterAll(async () => {
  await app.close();
  await dropDatabase();
});

let added = 0;

/** An integration of this test's own, which nothing is known of but its name. */
async function addIntegration(named: string): Promise<{ id: string; name: string; path: string }> {
  added += 1;
  const name = `${named} ${added}`;
  const answer = await operator.ask("POST", "integrations", { name });
  const { id } = IntegrationDetail.parse(answer.body);
  return { id, name, path: `/integrations/${id}` };
}

/** Has it know the PBX, as after the first step. */
async function givePbx(id: string): Promise<void> {
  const { url, clientId, clientSecret } = app.world.pbx;
  const answer = await operator.ask("PUT", `integrations/${id}/pbx`, { url, clientId, clientSecret });
  expect(answer).toMatchObject({ status: 200 });
}

async function detail(id: string): Promise<IntegrationDetail> {
  return IntegrationDetail.parse((await operator.ask("GET", `integrations/${id}`)).body);
}

/** Chooses how events come, and waits until it is kept. */
async function chooseTransport(id: string, transport: "websocket" | "webhook"): Promise<void> {
  await at.press(transportOf(transport));
  await until(`events to come by ${transport}`, async () => (await detail(id)).pbx.transport === transport);
}

function transportOf(transport: "websocket" | "webhook"): Locator {
  return at.page.getByRole("radio", { name: at.say(`transport.${transport}`), exact: true });
}

function webhooksTo(url: string): number {
  return app.world.pbx.webhooks().webhooks.filter((one) => one.url === url).length;
}

function ringAndGiveUp(): void {
  const call = app.world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
  call.ring("2005");
  call.hangUp();
}

async function downloadBy(button: Locator): Promise<{ download: Download; content: Buffer }> {
  const [download] = await Promise.all([at.page.waitForEvent("download"), button.click()]);
  return { download, content: await readFile(await download.path()) };
}

test("the console inside Zendesk turns dark with it, and axe finds nothing on any page there", async () => {
  const context = await app.browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patienceMs);
  const tab = await app.open({ agent: "ada@acme.example", context });
  await tab.setScheme("light");
  await tab.openNavBar();
  const frame = tab.frame("nav_bar");
  const button = (name: string) => frame.getByRole("button", { name, exact: true });
  const cell = (text: string) => frame.getByRole("cell").filter({ hasText: text }).first();
  await frame.getByRole("heading", { name: at.say("recent.title") }).waitFor();
  await tab.setScheme("dark");
  await until("the console to be dark", () =>
    frame.locator("body").evaluate((body) => getComputedStyle(body).colorScheme === "dark"),
  );
  const pages = [
    ["overview.title", frame.getByRole("heading", { name: at.say("recent.title") })],
    ["setup.title", frame.getByRole("heading", { name: at.say("setup.title"), exact: true })],
    ["agents.title", cell("Kristin Hale")],
    ["contacts.title", frame.getByLabel(at.say("contacts.several"), { exact: true })],
    ["tickets.title", frame.getByRole("heading", { name: at.say("tickets.title"), exact: true })],
    ["pop.title", frame.getByRole("heading", { name: at.say("pop.inbound") })],
    ["audit.title", frame.getByRole("search")],
  ] as const;
  const found: unknown[] = [];
  const look = async (where: string): Promise<void> => {
    await until("nothing to change any more", () => frame.locator("body").evaluate(isCalm));
    const { violations, passes } = await axeIn(frame, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    });
    expect(passes).toBeGreaterThan(0);
    found.push(...violations.map((violation) => [where, violation]));
  };
  for (const [title, there] of pages) {
    await frame
      .getByRole("navigation")
      .getByRole("link", { name: at.say(title), exact: true })
      .click();
    await there.waitFor();
    const folded = frame.getByRole("button", { name: `${at.say("setup.show")}: ` });
    while ((await folded.count()) > 0) await folded.first().click();
    await look(title);
  }
  await button(at.say("more.open")).click();
  await frame.getByRole("menuitem", { name: at.say("more.disconnect") }).click();
  await frame.getByText(at.say("disconnect.own_title")).waitFor();
  await look("disconnect.title");
  expect(found).toEqual([]);
  await context.close();
});

test("whoever installs the app by hand gets its package, and has the installation found once it is there", async () => {
  const { world } = app;
  const base = `integrations/${world.integration.id}`;
  // Nothing is left of the app, nor of what an earlier try installed.
  while ((await operator.ask("POST", `${base}/app/link`)).status === 200)
    expect(await operator.ask("POST", `${base}/app/uninstall`)).toMatchObject({ status: 200 });
  const others = world.zendesk.installedApps().length;

  await at.open(`/${base}/set-up#app`);
  await at.button("app.install").waitFor();
  await at.button("app.by_hand").click();
  for (const step of ["download", "open", "upload", "link"] as const)
    await at.text(`app.hand_${step}`).waitFor();
  const name = await at.field("app.hand_name").inputValue();
  await at.button("app.link").click();
  await at.text("problem.app_not_found").waitFor();
  await expectClean(at);

  const { download, content } = await downloadBy(at.button("app.download"));
  expect(download.suggestedFilename()).toMatch(/^deskline-[\d.]+\.zip$/);
  const { files } = readZip(new Uint8Array(content));
  const manifest = z
    .looseObject({ name: z.string(), signedUrls: z.literal(true) })
    .parse(JSON.parse(Buffer.from(files.get("manifest.json") ?? []).toString()));
  // Zendesk calls it as whoever uploads it does there.
  const typed = Buffer.from(JSON.stringify({ ...manifest, name }));
  const byHand = world.zendesk.addAppInstallation(new Map([...files, ["manifest.json", typed]]));
  await at.button("app.link").click();
  await at.text("problem.app_not_found").waitFor({ state: "hidden" });
  await at.button("app.install_again").waitFor();
  await expectClean(at);
  await at.page.reload();
  await at.button("app.install_again").waitFor();

  const linked = await world.query<{ id: string }>(
    "select installation_id::text as id from zendesk_connections where integration_id = $1",
    [world.integration.id],
  );
  expect(linked).toEqual([{ id: String(byHand.installationId) }]);
  expect(world.zendesk.installedApps()).toHaveLength(others + 1);
});

test("the log is exported as it is filtered, and nothing in it is a formula to a spreadsheet", async () => {
  const names: string[] = [];
  for (const named of ["=1+", "+1", "-1", "@SUM(A1)"]) names.push((await addIntegration(named)).name);
  await at.open("/audit");
  await at.cell("action.session.begun").or(at.cell("action.password.set")).first().waitFor();
  await at.field("audit.action").selectOption("integration.added");
  await at.field("audit.actor").fill("OPER");
  await at.page
    .getByRole("cell")
    .filter({ hasText: names[0] ?? "" })
    .first()
    .waitFor();
  const { download, content } = await downloadBy(at.button("audit.csv"));
  expect(download.suggestedFilename()).toBe("deskline-audit.csv");
  const [heads = [], ...rows] = linesOf(content.toString());
  const column = (head: string): (string | undefined)[] => rows.map((row) => row[heads.indexOf(head)]);
  expect(new Set(column("action"))).toEqual(new Set(["integration.added"]));
  expect(column("integration")).toEqual(expect.arrayContaining(names.map((name) => `'${name}`)));
  expect(rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);

  await at.field("audit.from").fill("2099-01-01");
  await at.text("audit.none").waitFor();
  await at.page.reload();
  await at.text("audit.none").waitFor();
  const none = await downloadBy(at.button("audit.csv"));
  expect(linesOf(none.content.toString())).toEqual([heads]);
});

/** The cells of each line of a file in which every cell is quoted, but for numbers. */
function linesOf(csv: string): string[][] {
  return csv
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
        (quoted ?? plain ?? "").replaceAll('""', '"'),
      ),
    );
}

test("whoever sets the webhook up by hand copies what the PBX asks for, brings its secret, and sees an event arrive", async () => {
  const { world } = app;
  const { id, path } = await addIntegration("By hand");
  const sockets = world.pbx.openSockets();
  await givePbx(id);
  await at.open(`${path}/set-up#events`);
  await at.text("events.subscribed").waitFor();
  await chooseTransport(id, "webhook");
  await until("the live connection to be closed", () => Promise.resolve(world.pbx.openSockets() <= sockets));
  await at.text("events.waiting").waitFor();
  await at.button("webhook.by_hand").click();

  const copied: Record<string, string> = {};
  for (const key of ["webhook.url", "webhook.method", "webhook.events"] as const) {
    const label = at.say(key);
    const button = (says: "copy.copy" | "copy.copied") =>
      at.page.getByRole("button", { name: `${at.say(says)}: ${label}`, exact: true });
    // It says so for a moment only.
    await Promise.all([button("copy.copied").waitFor(), button("copy.copy").click()]);
    copied[key] = await at.page.evaluate(() => navigator.clipboard.readText());
    expect(copied[key]).toBe(await at.field(key).inputValue());
  }
  await expectClean(at);
  const { "webhook.url": url = "", "webhook.method": method, "webhook.events": events = "" } = copied;
  expect({ url, method }).toEqual({ url: (await detail(id)).pbx.webhook.url, method: "POST" });
  expect(new URL(url).origin).toBe(world.env["PUBLIC_URL"]);

  const secret = `made by the PBX for hook no. ${String(added).padStart(3, "0")}`;
  world.pbx.setWebhook({ url, secret, eventIds: (events.match(/\d+/g) ?? []).map(Number) });
  ringAndGiveUp();
  await until("an event that is refused", () =>
    Promise.resolve(world.pbx.deliveries().some((one) => one.url === url && one.status === 401)),
  );
  expect(await at.text("events.waiting").isVisible()).toBe(true);

  expect(await at.button("webhook.save_secret").isDisabled()).toBe(true);
  await at.field("webhook.secret").fill(secret);
  await at.button("webhook.save_secret").click();
  await at.text("webhook.secret_stored").waitFor();
  ringAndGiveUp();
  await at.text("events.received").waitFor();
  await expectClean(at);
  expect(await at.page.content()).not.toContain(secret);
  // What the service reads from the PBX's records is no news of its own.
  const ways = await world.query(
    "select distinct way from pbx_events, unnest(seen_on) way where integration_id = $1 and way <> 'cdr_pull'",
    [id],
  );
  expect(ways).toEqual([{ way: "webhook" }]);
  world.pbx.removeWebhook(url);
});

test("a webhook that could not be taken off the PBX is told of with its URL, until trying again has removed it", async () => {
  const { pbx } = app.world;
  const { id, path } = await addIntegration("Both ways");
  await givePbx(id);
  await at.open(`${path}/set-up#events`);
  await chooseTransport(id, "webhook");
  await at.button("webhook.button").click();
  await at.text("webhook.done").waitFor();
  const { url } = (await detail(id)).pbx.webhook;
  expect(webhooksTo(url)).toBe(1);
  expect(await at.text("webhook.stays").count()).toBe(0);

  await pbx.goDown();
  try {
    await chooseTransport(id, "websocket");
    await at.text("webhook.stays").waitFor();
    await at.text("webhook.stays_text", { url }).waitFor();
    await at.text("events.not_subscribed").waitFor();
    await expectClean(at);
    await at.page.reload();
    await at.text("webhook.stays_text", { url }).waitFor();
    const answered = at.page.waitForResponse((answer) => answer.request().method() === "PUT");
    await Promise.all([answered, at.button("retry").click()]);
    await at.text("webhook.stays").waitFor();
  } finally {
    await pbx.comeBack();
  }
  expect(webhooksTo(url)).toBe(1);
  await at.button("retry").click();
  await at.text("webhook.removed").waitFor();
  expect([webhooksTo(url), await at.text("webhook.stays").count()]).toEqual([0, 0]);
  await at.text("events.subscribed").waitFor();
  await expectClean(at);
  await at.page.reload();
  await at.text("events.subscribed").waitFor();
  expect(await at.text("webhook.removed").count()).toBe(0);
});

test("a choice that the service does not take is told, and shown as not made", async () => {
  const { id, path } = await addIntegration("Refused");
  await givePbx(id);
  await at.open(`${path}/set-up#events`);
  await transportOf("websocket").waitFor({ state: "attached" });
  await at.page.route(`**/integrations/${id}/pbx`, (route) =>
    route.fulfill({
      status: 500,
      json: { code: "internal_error", message: "Something went wrong.", requestId: "r-1" },
    }),
  );
  await at.press(transportOf("webhook"));
  await at.page.getByRole("alert").first().waitFor();
  await until("the choice of before", () => transportOf("websocket").isChecked());
  expect(await detail(id)).toMatchObject({ pbx: { transport: "websocket" } });
  await at.page.unroute(`**/integrations/${id}/pbx`);
  await chooseTransport(id, "webhook");
  await until("no alert", async () => (await at.page.getByRole("alert").count()) === 0);
});

test("an integration that is removed is gone for good, one whose removal is cancelled stays", async () => {
  const { id, name, path } = await addIntegration("Remove me");
  const line = at.page.getByRole("link", { name, exact: true });
  const dialog = at.dialog("remove.title", { name });
  const typed = dialog.getByRole("textbox");
  const button = dialog.getByRole("button", { name: at.say("remove.button"), exact: true });
  const openDialog = async (): Promise<void> => {
    await at.button("more.open").click();
    await at.page.getByRole("menuitem", { name: at.say("more.remove"), exact: true }).click();
    await dialog.waitFor();
  };
  await at.open("");
  await line.click();
  await at.heading("setup.title").waitFor();
  await openDialog();
  await expectClean(at);
  await typed.fill(name.slice(0, -1));
  expect(await button.isDisabled()).toBe(true);
  await typed.press("Enter");
  await typed.fill(name);
  await until("the button to be allowed", () => button.isEnabled());
  await dialog.getByRole("button", { name: at.say("cancel"), exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await at.open("");
  await line.waitFor();
  expect(await detail(id)).toMatchObject({ name });

  await at.open(path);
  await at.heading("overview.title").waitFor();
  await openDialog();
  expect(await typed.inputValue()).toBe("");
  await typed.fill(name);
  await button.dblclick();
  await at.heading("list.title").waitFor();
  await line.waitFor({ state: "hidden" });
  await at.page.reload();
  await at.text("list.calls").waitFor();
  expect(await line.count()).toBe(0);
  await at.page.goBack();
  await at.text("not_found.title").waitFor();
  expect(await operator.ask("GET", `integrations/${id}`)).toMatchObject({ status: 404 });
});

test("at each step of the set-up a reload, going back and going forward find it as it was, and send nothing again", async () => {
  const { world } = app;
  const { id, name } = await addIntegration("Come back");
  const { page } = at;
  const sent: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== "GET")
      sent.push(`${request.method()} ${pathname.split(`/integrations/${id}/`)[1] ?? pathname}`);
  });

  const open = async (...steps: Step[]): Promise<void> => {
    const wanted = steps.map((step) => `${at.say("setup.hide")}: ${at.say(`setup.${step}`)}`);
    const shown = page.getByRole("button", { name: `${at.say("setup.hide")}: ` });
    await until(`${steps.join(" and ")} to be open alone`, async () => {
      const labels = await shown.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
      return JSON.stringify(labels) === JSON.stringify(wanted);
    });
  };
  const survives = async (...steps: Step[]): Promise<void> => {
    await open(...steps);
    await page.reload();
    await open(...steps);
    await at.link("overview.title").click();
    await at.heading("overview.title").waitFor();
    await page.goBack();
    await open(...steps);
    await page.goForward();
    await at.heading("overview.title").waitFor();
    await page.goBack();
    await open(...steps);
  };

  await at.open("");
  await page.getByRole("link", { name, exact: true }).click();
  await survives("pbx");
  await at.field("pbx.url").fill(world.pbx.url);
  await until("what is typed to be guarded", () => page.evaluate(isGuarded));
  await page.goBack();
  await at.dialog("unsaved.title").waitFor();
  await at.button("unsaved.stay").click();
  expect(await at.field("pbx.url").inputValue()).toBe(world.pbx.url);
  await at.field("pbx.client_id").fill(world.pbx.clientId);
  await at.field("pbx.client_secret").fill(world.pbx.clientSecret);
  await at.button("pbx.save_and_test").click();
  await at.heading("abilities.title").waitFor();
  await at.button("setup.continue").click();
  await survives("events");
  await page.getByRole("button", { name: `${at.say("setup.show")}: ${at.say("setup.pbx")}` }).click();
  await survives("pbx", "events");
  expect(await at.field("pbx.url").inputValue()).toBe(world.pbx.url);
  expect(await at.field("pbx.client_id").inputValue()).toBe(world.pbx.clientId);
  expect(await at.field("pbx.client_secret").getAttribute("placeholder")).toBe(at.say("secret.set"));
  await page.getByRole("button", { name: `${at.say("setup.hide")}: ${at.say("setup.pbx")}` }).click();

  await chooseTransport(id, "webhook");
  await page.reload();
  await open("events");
  expect(await transportOf("webhook").isChecked()).toBe(true);
  await at.button("webhook.button").click();
  await at.text("webhook.done").waitFor();
  await at.text("events.received").waitFor();
  await survives("events");
  await at.text("webhook.done").waitFor();
  await at.button("setup.continue").click();
  await survives("zendesk");

  await at.field("zendesk.subdomain").fill(world.zendesk.subdomain);
  await at.field("zendesk.client_id").fill("deskline");
  await at.field("zendesk.client_secret").fill(world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "");
  const [consent] = await Promise.all([
    at.context.waitForEvent("page"),
    at.button("zendesk.connect").click(),
  ]);
  await allow(consent);
  await at.text("authorization.connected").waitFor();
  await consent.reload();
  await consent.getByRole("heading", { name: "This link is not valid any more" }).waitFor();
  await consent.close();
  await survives("zendesk");
  await at.text("authorization.connected").waitFor();
  expect(await at.field("zendesk.subdomain").inputValue()).toBe(world.zendesk.subdomain);
  await at.button("setup.continue").click();
  await survives("app");

  const apps = world.zendesk.installedApps().length;
  await at.button("app.install").click();
  await until("the installation to be begun", async () => (await detail(id)).app.work !== null);
  await survives("app");
  await at.button("app.install_again").waitFor();
  await survives("app");
  await at.button("setup.continue").click();
  await survives("agents");
  await at.link("setup.agents_link").click();
  const agent = page.getByRole("row").filter({ hasText: "Kristin Hale" });
  await agent.waitFor();
  await page.goBack();
  await open("agents");
  await page.goForward();
  await agent.waitFor();
  await page.goBack();
  await open("agents");

  expect(sent).toEqual([
    "PUT pbx",
    "POST pbx/test",
    "PUT pbx",
    "POST pbx/webhook",
    "PUT zendesk",
    "POST zendesk/authorize",
    "POST app/install",
    // Agents and extensions that nobody has read yet are read by themselves.
    "POST bindings/refresh",
  ]);
  const { pbx, status } = await detail(id);
  expect([status, webhooksTo(pbx.webhook.url)]).toEqual(["connected", 1]);
  expect(world.zendesk.installedApps()).toHaveLength(apps + 1);
  await operator.ask("POST", `integrations/${id}/disconnect`, { uninstallApp: true, eraseCalls: false });
});

type Step = "pbx" | "events" | "zendesk" | "app" | "agents";

/** What an administrator does on Zendesk's page of consent. */
async function allow(consent: Page): Promise<void> {
  const select = consent.getByLabel("Signed in as");
  const label = await select.locator("option").filter({ hasText: "Ada Admin" }).textContent();
  await select.selectOption({ label: label ?? "" });
  await consent.getByRole("button", { name: "Allow" }).click();
  await consent.getByRole("heading", { name: "Authorization succeeded!" }).waitFor();
}

/** In the browser: whether the page asks before it is left. */
function isGuarded(): boolean {
  return !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}
