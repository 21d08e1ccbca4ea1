import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { operatorPassword } from "../world/console-client.ts";
import { ConsoleVisit, expectClean, type ConsoleLocale } from "../world/console-visit.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That an administrator joins a PBX and a Zendesk account in the console, in both languages. */

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

const locales: ConsoleLocale[] = ["en-GB", "zh-CN"];

describe.each(locales)("from the first start to a connected integration, in %s", (locale) => {
  const name = `Harbour ${locale}`;
  let at: ConsoleVisit;

  beforeAll(async () => {
    at = await ConsoleVisit.begin(browser, world.service.url, locale);
  });
  afterAll(() => at.close());

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
    await at.field("password.new").fill(operatorPassword);
    await at.field("password.again").fill(operatorPassword);
    await at.button("first_start.button").click();
    await at.heading("setup_link.over").waitFor();
    await at.link("setup_link.log_in").click();
    await at.heading("list.title").waitFor();
  });

  test("an integration is added, once however often the button is pressed", async () => {
    await at.button("list.add").click();
    await at.dialog("add.title").waitFor();
    await expectClean(at);
    await until("the cursor in the field", () =>
      at.page.evaluate(() => document.activeElement instanceof HTMLInputElement),
    );
    await at.page.keyboard.type(name);
    await at.button("add.button").dblclick();
    await at.heading("setup.title").waitFor();
    const rows = await world.query("select 1 from integrations where name = $1", [name]);
    expect(rows).toHaveLength(1);
  });

  test("what is wrong with the PBX's address is said beside it", async () => {
    await at.field("pbx.url").fill("https://admin:hush@pbx.example.com");
    await at.field("pbx.client_id").fill(world.pbx.clientId);
    await at.field("pbx.client_secret").fill("wrong");
    await at.button("pbx.save_and_test").click();
    await at.text("problem.pbx_url_credentials").waitFor();
    await expectClean(at);
  });

  test("a wrong secret is told with its cure, the right one with what the PBX can do", async () => {
    await at.field("pbx.url").fill(world.pbx.url);
    await at.button("pbx.save_and_test").click();
    await at.text("trouble.credentials_wrong_cure").waitFor();
    await expectClean(at);
    await at.button("secret.change").click();
    await at.field("pbx.client_secret").fill(world.pbx.clientSecret);
    await at.button("pbx.save_and_test").click();
    await at.heading("abilities.title").waitFor();
    await expectClean(at);
    await at.button("setup.continue").click();
  });

  test("an event shows itself when it arrives", async () => {
    await at.text("events.waiting").waitFor();
    await at.text("events.subscribed").waitFor();
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.hangUp();
    await at.text("events.received").waitFor();
    await expectClean(at);
    await at.button("setup.continue").click();
  });

  test("Zendesk's answer shows itself, each in words of its own", async () => {
    await at.field("zendesk.subdomain").fill("acme.example.com");
    await at.text("problem.subdomain_wrong").waitFor();
    await at.field("zendesk.subdomain").fill(`https://${world.zendesk.subdomain}.zendesk.com/agent/`);
    await at.field("zendesk.client_id").fill("deskline");
    await at.field("zendesk.client_secret").fill(world.env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "");
    await expectClean(at);

    const consent = async (): Promise<Page> => {
      const [tab] = await Promise.all([
        at.context.waitForEvent("page"),
        at.button("zendesk.connect").click(),
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
    await tab.getByText("Authorization succeeded!").waitFor();
    await tab.close();
    await at.text("authorization.connected").waitFor();
    await at.page.getByText(at.say("status.connected"), { exact: true }).first().waitFor();
    await expectClean(at);
  });

  test("what is typed outlives the session, and is not left by mistake", async () => {
    await at.link("pop.title").click();
    await at.field("pop.when").first().selectOption("answer");
    await at.link("overview.title").click();
    await at.dialog("unsaved.title").waitFor();
    await expectClean(at);
    await at.button("unsaved.stay").click();
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
    await at.button("save").click();
    await at.text("unsaved.bar").waitFor({ state: "hidden" });
    const [row] = await world.query<{ pop_rules: { inbound: { when: string } } }>(
      "select pop_rules from integrations where name = $1",
      [name],
    );
    expect(row?.pop_rules.inbound.when).toBe("answer");
  });

  test("it is switched off, keeps its calls, and is switched on again", async () => {
    await at.page.getByRole("switch", { name: at.say("switch.on") }).click({ force: true });
    await at.dialog("switch.off_title").waitFor();
    await expectClean(at);
    await at.button("switch.off_button").click();
    await at.page.getByRole("switch", { name: at.say("switch.off") }).waitFor();
    await at.link("overview.title").click();
    await at.heading("recent.title").waitFor();
    await expectClean(at);
    await at.page.getByRole("switch", { name: at.say("switch.off") }).click({ force: true });
    await at.dialog("switch.on_title").waitFor();
    await at.button("switch.on_button").click();
    await at.page.getByRole("switch", { name: at.say("switch.on") }).waitFor();
  });

  test("who did what stands in the log", async () => {
    await at.link("audit.title").last().click();
    await at.cell("action.integration.disabled").waitFor();
    await expectClean(at);
    await at.page.reload();
    await at.cell("action.integration.enabled").waitFor();
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
