import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { operatorPassword } from "../world/console-client.ts";
import { ConsoleVisit, expectClean, type ConsoleLocale } from "../world/console-visit.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/**
 * That an administrator joins a PBX and a Zendesk account in the console and undoes it: in English by the pointer,
 * going back and reloading on the way; in Chinese by the keyboard alone.
 */

let world: World;
let browser: Browser;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, connect: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await dropDatabase();
});

/** What somebody does on Zendesk's page of consent. */
async function answer(consent: Page, decision: "Allow" | "Deny", who = /Ada Admin/): Promise<void> {
  const select = consent.getByLabel("Signed in as");
  const label = await select.locator("option").filter({ hasText: who }).textContent();
  await select.selectOption({ label: label ?? "" });
  await consent.getByRole("button", { name: decision }).click();
}

function webhookUrls(): string[] {
  return world.pbx.webhooks().webhooks.map(({ url }) => url);
}

const locales: ConsoleLocale[] = ["en-GB", "zh-CN"];

describe.each(locales)("from the first start to a call on a ticket, and back, in %s", (locale) => {
  const name = `Harbour ${locale}`;
  let at: ConsoleVisit;

  beforeAll(async () => {
    at = await ConsoleVisit.begin(browser, world.service.url, locale);
    at.keyboard = locale === "zh-CN";
  });
  afterAll(() => at.close());

  /** Each step begins where the one before has ended: what follows one that failed would only wait in vain. */
  let failed: string | null = null;
  beforeEach(() => {
    if (failed !== null) throw new Error(`"${failed}" has not come to its end`);
  });
  afterEach(({ task }) => {
    const { state, retryCount = 0 } = task.result ?? {};
    if (state === "fail" && retryCount > 0) failed = task.name;
  });

  /** To the next step: by its button, or as somebody who comes back later. */
  async function goOn(): Promise<void> {
    if (at.keyboard) return at.press(at.button("setup.continue"));
    await at.page.reload();
    await at.heading("setup.title").waitFor();
  }

  const ownRow = async (columns: string, table = "integrations i"): Promise<Record<string, unknown>> => {
    const [row] = await world.query<Record<string, unknown>>(
      `select ${columns} from ${table} where i.name = $1`,
      [name],
    );
    return row ?? {};
  };

  test("the printed link leads to a password, once", async () => {
    // Nobody but the operator's own link is left from the language before.
    const { stdout } = await world.cli(["operator", "reset"]);
    await at.open("");
    await at.heading("no_password.title").waitFor();
    await expectClean(at);
    await at.setPassword(stdout);
    await expectClean(at);
    await at.open("/account");
    await at.open(`#setup=${/(?<=#setup=)[\w-]+/.exec(stdout)?.[0] ?? ""}`);
    await at.write(at.field("password.new"), operatorPassword);
    await at.write(at.field("password.again"), operatorPassword);
    await at.press(at.button("first_start.button"));
    await at.heading("setup_link.over").waitFor();
    await at.press(at.link("setup_link.log_in"));
    await at.heading("list.title").waitFor();
  });

  test("an integration is added, once however often the button is pressed", async () => {
    await at.press(at.button("list.add"));
    await at.dialog("add.title").waitFor();
    await expectClean(at);
    await until("the cursor in the field", () =>
      at.page.evaluate(() => document.activeElement instanceof HTMLInputElement),
    );
    await at.page.keyboard.type(name);
    if (at.keyboard) await at.page.keyboard.press("Enter");
    else await at.button("add.button").dblclick();
    await at.heading("setup.title").waitFor();
    expect(await world.query("select 1 from integrations where name = $1", [name])).toHaveLength(1);
    await at.page.goBack();
    await at.heading("list.title").waitFor();
    await at.page.goForward();
    await at.heading("setup.title").waitFor();
  });

  test("what is wrong with the PBX's address is said beside it", async () => {
    await at.write(at.field("pbx.url"), "https://admin:hush@pbx.example.com");
    await at.write(at.field("pbx.client_id"), world.pbx.clientId);
    await at.write(at.field("pbx.client_secret"), "wrong");
    await at.press(at.button("pbx.save_and_test"));
    await at.text("problem.pbx_url_credentials").waitFor();
    await expectClean(at);
  });

  test("a wrong secret is told with its cure, the right one with what the PBX can do", async () => {
    await at.write(at.field("pbx.url"), world.pbx.url);
    await at.press(at.button("pbx.save_and_test"));
    await at.text("trouble.credentials_wrong_cure").waitFor();
    await expectClean(at);
    await at.press(at.button("secret.change"));
    await at.write(at.field("pbx.client_secret"), world.pbx.clientSecret);
    await at.press(at.button("pbx.save_and_test"));
    await at.heading("abilities.title").waitFor();
    await expectClean(at);
    await goOn();
  });

  test("an event shows itself when it arrives, and one button sets the webhook up as well", async () => {
    await at.text("events.waiting").waitFor();
    await at.text("events.subscribed").waitFor();
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp();
    await at.text("events.received").waitFor();
    await expectClean(at);
    await at.choose(at.page.getByRole("radio", { name: at.say("transport.both"), exact: true }));
    await at.press(at.button("webhook.button"));
    await at.text("webhook.done").waitFor();
    await expectClean(at);
    const { key, webhook, websocket } = await ownRow(
      "i.key, p.webhook, p.websocket",
      "integrations i join pbx_connections p on p.integration_id = i.id",
    );
    expect({ webhook, websocket }).toEqual({ webhook: true, websocket: true });
    expect(webhookUrls().filter((url) => url.endsWith(`/pbx/${String(key)}/events`))).toHaveLength(1);
    await goOn();
  });

  test("Zendesk's answer shows itself, each in words of its own", async () => {
    await at.write(at.field("zendesk.subdomain"), "acme.example.com");
    await at.text("problem.subdomain_wrong").waitFor();
    await at.write(at.field("zendesk.subdomain"), `https://${world.zendesk.subdomain}.zendesk.com/agent/`);
    await at.write(at.field("zendesk.client_id"), "deskline");
    await at.write(at.field("zendesk.client_secret"), world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "");
    await expectClean(at);

    const consent = async (): Promise<Page> => {
      const [tab] = await Promise.all([
        at.context.waitForEvent("page"),
        at.press(at.button("zendesk.connect")),
      ]);
      return tab;
    };
    const denied = await consent();
    await answer(denied, "Deny");
    await at.text("authorization.refused").waitFor();
    await denied.close();
    const agents = await consent();
    await answer(agents, "Allow", /Kristin Hale/);
    await at.text("authorization.not_admin").waitFor();
    // Behind another tab the page would be drawn once a second.
    await agents.close();
    await expectClean(at);
    const tab = await consent();
    await answer(tab, "Allow");
    await tab.getByRole("heading", { name: at.keyboard ? "授权成功" : "Authorization succeeded!" }).waitFor();
    await tab.close();
    await at.text("authorization.connected").waitFor();
    await at.page.getByText(at.say("status.connected"), { exact: true }).first().waitFor();
    await expectClean(at);
    await goOn();
  });

  test("the app is installed by one button, and its progress outlives a reload", async () => {
    await at.press(at.button("app.install"));
    if (!at.keyboard) await at.page.reload();
    await at.button("app.install_again").or(at.link("setup.agents_link")).first().waitFor();
    await expectClean(at);
    const { installation } = await ownRow(
      "z.installation_id::text as installation",
      "integrations i join zendesk_connections z on z.integration_id = i.id",
    );
    expect(world.zendesk.installedApps().map(({ installationId }) => String(installationId))).toContain(
      installation,
    );
    await goOn();
  });

  test("agents are bound by their e-mail addresses", async () => {
    await at.press(at.link("setup.agents_link"));
    await at.press(at.button("bindings.auto"));
    await at.dialog("bindings.auto_title").getByRole("listitem").first().waitFor();
    await at.press(
      at.page.getByRole("button", { name: at.say("bindings.auto_apply", { count: 3 }), exact: true }),
    );
    await at.dialog("bindings.auto_title").waitFor({ state: "hidden" });
    await at.press(at.button("save"));
    await at.button("save").waitFor({ state: "hidden" });
    const bound = await world.query(
      "select 1 from bindings b join integrations i on i.id = b.integration_id where i.name = $1",
      [name],
    );
    expect(bound).toHaveLength(3);
  });

  test("what is typed outlives the session, and is not left by mistake", async () => {
    await at.press(at.link("pop.title"));
    await at.field("pop.when").first().selectOption("answer");
    await at.press(at.link("overview.title"));
    await at.dialog("unsaved.title").waitFor();
    await expectClean(at);
    await at.press(at.button("unsaved.stay"));
    await world.query("delete from console_sessions");
    await at.dialog("log_in.over").waitFor();
    await expectClean(at);
    await at.field("log_in.password").fill("wrong");
    await at.page.keyboard.press("Enter");
    await at.text("problem.password_wrong").waitFor();
    await at.field("log_in.password").fill(operatorPassword);
    await at.page.keyboard.press("Enter");
    await at.dialog("log_in.over").waitFor({ state: "hidden" });
    expect(await at.field("pop.when").first().inputValue()).toBe("answer");
    await at.press(at.button("save"));
    await at.text("unsaved.bar").waitFor({ state: "hidden" });
    expect(await ownRow("i.pop_rules -> 'inbound' ->> 'when' as pops")).toEqual({ pops: "answer" });
  });

  test("two tabs do not overwrite each other's screen pops, and one's log-out loses nothing of the other's", async () => {
    const other = await at.context.newPage();
    await other.goto(at.page.url());
    const boxIn = (page: typeof other) => page.getByLabel(at.say("pop.agents_choose"), { exact: true });
    await at.field("pop.when").first().selectOption("ring");
    await boxIn(other).click({ force: true });
    await other.getByRole("button", { name: at.say("save"), exact: true }).click();
    await at.text("pop.behind").waitFor();
    await expectClean(at);
    await at.press(at.button("bindings.keep_mine"));
    await at.text("pop.behind").waitFor({ state: "hidden" });
    await other.getByRole("button", { name: at.say("settings.open") }).click();
    await other.getByRole("menuitem", { name: at.say("settings.log_out") }).click();
    await at.dialog("log_in.over").waitFor();
    await at.field("log_in.password").fill(operatorPassword);
    await at.page.keyboard.press("Enter");
    await at.dialog("log_in.over").waitFor({ state: "hidden" });
    await at.press(at.button("save"));
    await at.text("unsaved.bar").waitFor({ state: "hidden" });
    expect(
      await ownRow("i.pop_rules -> 'inbound' ->> 'when' as pops, i.agents_choose_pops as choose"),
    ).toEqual({ pops: "ring", choose: false });
    await other.close();
  });

  test("switched off it keeps its calls, and switched on it catches them up", async () => {
    await at.press(at.page.getByRole("switch", { name: at.say("switch.on") }));
    await at.dialog("switch.off_title").waitFor();
    await expectClean(at);
    await at.press(at.button("switch.off_button"));
    await at.page.getByRole("switch", { name: at.say("switch.off") }).waitFor();
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    // Its own alone: the call of before Zendesk was connected may get its ticket meanwhile.
    const tickets = () =>
      world.zendesk.tickets().filter(({ externalId }) => externalId?.endsWith(`:${call.callId}`) === true);
    call.ring("2005");
    call.answer("2005");
    call.wait(20);
    call.hangUp("5503309");
    await at.press(at.link("overview.title"));
    await at.heading("recent.title").waitFor();
    await at.text("fate.held").waitFor();
    await expectClean(at);
    expect(tickets()).toEqual([]);
    await at.press(at.page.getByRole("switch", { name: at.say("switch.off") }));
    await at.dialog("switch.on_title").waitFor();
    await at.text("switch.catch_up").waitFor();
    await expectClean(at);
    await at.press(at.button("switch.on_button"));
    await at.page.getByRole("switch", { name: at.say("switch.on") }).waitFor();
    await until("the ticket", () => Promise.resolve(tickets().length === 1));
    await at.text("fate.ticket", { id: tickets()[0]?.id ?? 0 }).waitFor();
  });

  test("who did what stands in the log", async () => {
    await at.press(at.link("audit.title").last());
    await at.cell("action.integration.disabled").waitFor();
    await expectClean(at);
    await at.page.reload();
    await at.cell("action.integration.enabled").waitFor();
  });

  test("the log of all integrations and the operator's own page are found from everywhere", async () => {
    const back = at.page.url();
    await at.press(at.link("audit.title").first());
    // With the integration's name beneath, since it is one of several.
    await at.page
      .getByRole("cell", { name: `${at.say("action.integration.enabled")}${name}` })
      .or(at.page.getByRole("cell", { name: `${at.say("action.integration.enabled")} ${name}` }))
      .first()
      .waitFor();
    await expectClean(at);
    await at.open("/account");
    await at.text("account.current").waitFor();
    await expectClean(at);
    await at.page.goto(back);
    await at.cell("action.integration.enabled").waitFor();
  });

  test("disconnecting says what will happen, and undoes it at both sides", async () => {
    const { key } = await ownRow("i.key");
    const apps = world.zendesk.installedApps().length;
    await at.press(at.button("more.open"));
    const item = at.page.getByRole("menuitem", { name: at.say("more.disconnect") });
    await item.waitFor();
    if (at.keyboard) await item.press("Enter");
    else await item.click();
    await at.dialog("disconnect.title", { name }).waitFor();
    await expectClean(at);
    await at.press(at.button("disconnect.button"));
    await at.dialog("disconnect.done").waitFor();
    await expectClean(at);
    await at.press(at.button("close").first());
    await at.page.getByText(at.say("status.draft"), { exact: true }).first().waitFor();
    expect(webhookUrls().filter((url) => url.endsWith(`/pbx/${String(key)}/events`))).toEqual([]);
    expect(world.zendesk.installedApps()).toHaveLength(apps - 1);
    const left = await ownRow(
      "i.status, p.url, z.access_token, z.subdomain",
      "integrations i join pbx_connections p on p.integration_id = i.id join zendesk_connections z on z.integration_id = i.id",
    );
    expect(left).toEqual({ status: "draft", url: null, access_token: null, subdomain: null });
    await at.press(at.link("setup.title"));
    await at.heading("setup.title").waitFor();
    expect(await at.field("pbx.url").inputValue()).toBe("");
  });

  test("whoever guesses passwords has to wait, and is told for how long", async () => {
    await at.button("settings.open").click();
    await at.page.getByRole("menuitem", { name: at.say("settings.log_out") }).click();
    await at.heading("log_in.title").waitFor();
    await expectClean(at);
    await until("the waiting time", async () => {
      await at.field("log_in.password").fill("a wrong password");
      await at.page.keyboard.press("Enter");
      return at.text("log_in.throttled").isVisible();
    });
    await at.page.getByRole("timer").waitFor();
  });
});
