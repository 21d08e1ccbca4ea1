import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { axeIn } from "../support/axe.ts";
import { createDatabase } from "../support/database.ts";
import { AppWorld } from "../world/app-world.ts";
import { operatorAt } from "../world/console-client.ts";
import { ConsoleVisit, expectClean } from "../world/console-visit.ts";
import { until } from "../world/until.ts";
import { startYeastar } from "../world/yeastar/simulator.ts";

/** What an administrator sees in the console when something is wrong, and how it is cured there. */

let app: AppWorld;
let at: ConsoleVisit;
let path: string;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  app = await AppWorld.start({ storage: { databaseUrl: database.url } });
  const { service, integration } = app.world;
  const { cookie } = await operatorAt(service);
  at = await ConsoleVisit.begin(app.browser, service.url, "en-GB");
  const [name = "", value = ""] = (cookie ?? "").split(/=(.*)/s);
  await at.context.addCookies([{ name, value, url: service.url, sameSite: "Strict" }]);
  path = `/integrations/${integration.id}`;
});
afterAll(async () => {
  await app.close();
  await dropDatabase();
});

test("an administrator of Zendesk has the console there without a second log-in, an agent has not", async () => {
  const tab = await app.open({ agent: "ada@acme.example" });
  await tab.openNavBar();
  const frame = tab.frame("nav_bar");
  await frame.getByRole("heading", { name: "Overview" }).waitFor();
  await frame.getByRole("link", { name: "Agents and extensions" }).first().click();
  await frame.getByRole("row").filter({ hasText: "Kristin Hale" }).waitFor();
  expect(await frame.getByRole("button", { name: "More", exact: true }).count()).toBe(1);
  const { violations, passes } = await axeIn(frame, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
  });
  expect(passes).toBeGreaterThan(0);
  expect(violations).toEqual([]);
  await tab.page.context().close();
  const agent = await app.open();
  await agent.openNavBar();
  await agent.frame("nav_bar").getByText("Ext 2005").waitFor();
  expect(await agent.frame("nav_bar").getByRole("heading", { name: "Overview" }).count()).toBe(0);
  await agent.page.context().close();
});

describe("Zendesk", () => {
  /** What the service would have noted; that it does is tested where the page does not matter. */
  async function ended(kind: string): Promise<void> {
    await app.world.query("update zendesk_connections set last_authorization = $1", [
      JSON.stringify({ at: Date.now(), kind, detail: "in Zendesk's own words" }),
    ]);
  }

  test("each way in which authorization fails has its words, which show by themselves", async () => {
    await at.open(`${path}/set-up#zendesk`);
    const kinds = ["code_refused", "redirect_refused", "scope_missing", "zendesk_unreachable"] as const;
    for (const kind of kinds) {
      await ended(kind);
      await at.text(`authorization.${kind}_text`).waitFor();
      await at.text("zendesk.said", { words: "in Zendesk's own words" }).waitFor();
    }
    await expectClean(at);
  });

  test("a wrong secret is told, and a grant that died comes back by one button while calls wait", async () => {
    const { zendesk, env } = app.world;
    const client = (secret: string) =>
      zendesk.addOAuthClient({
        identifier: "deskline",
        redirectUris: [`${env["PUBLIC_URL"] ?? ""}/oauth/zendesk/callback`],
        secret,
      });
    const consent = async (): Promise<void> => {
      const [tab] = await Promise.all([
        at.context.waitForEvent("page"),
        at.button("reconnect.button").first().click(),
      ]);
      const select = tab.getByLabel("Signed in as");
      const label = await select
        .locator("option")
        .filter({ hasText: /Ada Admin/ })
        .textContent();
      await select.selectOption({ label: label ?? "" });
      await tab.getByRole("button", { name: "Allow" }).click();
      await tab.getByRole("heading", { level: 1 }).waitFor();
      await tab.close();
    };

    await app.world.setStatus("reconnect_needed");
    await app.world.query("update zendesk_connections set access_token = null, refresh_token = null");
    await at.open(`${path}/set-up#zendesk`);
    await at.text("reconnect.title").waitFor();
    await expectClean(at);
    const before = zendesk.tickets().length;
    const call = app.ringing();
    call.answer("2005");
    call.wait(20);
    call.hangUp("5503309");

    client("rotated");
    await consent();
    await at.text("authorization.client_refused_text").first().waitFor();
    client(env["DESKLINE_ZENDESK_CLIENT_SECRET"] ?? "");
    await consent();
    await at.text("authorization.connected").waitFor();
    await at.text("reconnect.title").waitFor({ state: "hidden" });
    await until("the ticket", () => Promise.resolve(zendesk.tickets().length === before + 1));
  });
});

test("a certificate that nobody vouches for is shown, compared and trusted", async () => {
  await using pbx = await startYeastar({ tls: makeCertificate() });
  await at.open(`${path}/set-up#pbx`);
  await at.field("pbx.url").fill(pbx.url);
  await at.field("pbx.client_secret").fill(pbx.clientSecret);
  await at.button("pbx.save_and_test").click();
  await at.text("trouble.certificate_unknown_cure").waitFor();
  await at.button("pin.show").click();
  await at
    .dialog("pin.title")
    .getByText(/([0-9A-F]{2}:){31}/)
    .waitFor();
  await expectClean(at);
  await at.button("pin.button").click();
  await at.heading("abilities.title").waitFor();
  expect(pbx.requests().length).toBeGreaterThan(0);
});

describe("inside Zendesk", () => {
  const sessionOver = { code: "session_over", message: "The session is over.", requestId: "1" };

  test("what is typed stays when the session ends, and one is told how to go on", async () => {
    const tab = await app.open({ agent: "ada@acme.example" });
    await tab.openNavBar();
    const frame = tab.frame("nav_bar");
    await frame.getByRole("link", { name: at.say("pop.title") }).click();
    const typed = frame.getByLabel(at.say("pop.new_disposition"));
    await typed.fill("Call again");
    await tab.page.context().route("**/api/**", (route) => route.fulfill({ status: 401, json: sessionOver }));
    await frame.getByText(at.say("session.over")).waitFor();
    expect(await typed.inputValue()).toBe("Call again");
    await tab.page.context().close();
  });

  test("an administrator is warned before shutting the door behind, and sees what was done", async () => {
    const tab = await app.open({ agent: "ada@acme.example" });
    await tab.openNavBar();
    const frame = tab.frame("nav_bar");
    await frame
      .getByRole("link", { name: at.say("setup.title") })
      .first()
      .click();
    await frame
      .getByRole("button", { name: at.say("setup.show") })
      .first()
      .waitFor();
    await frame.getByRole("button", { name: at.say("more.open"), exact: true }).click();
    await frame.getByRole("menuitem", { name: at.say("more.disconnect") }).click();
    await frame.getByText(at.say("disconnect.own_title")).waitFor();
    const steps = [{ step: "clear_settings", result: "done", trouble: null, detail: null }];
    await tab.page
      .context()
      .route("**/api/**", (route) =>
        route.request().url().endsWith("/disconnect")
          ? route.fulfill({ json: { steps } })
          : route.fulfill({ status: 401, json: sessionOver }),
      );
    await frame.getByRole("button", { name: at.say("disconnect.button"), exact: true }).click();
    await frame.getByText(at.say("session.over")).waitFor();
    await frame.getByText(at.say("disconnect.done"), { exact: true }).waitFor();
    expect(await frame.getByText(at.say("disconnect.step_clear_settings")).isVisible()).toBe(true);
    await tab.page.context().close();
  });
});

test("disconnecting works while both sides are away, and says what is left to do by hand", async () => {
  await app.world.zendesk.goDown();
  await at.open(path);
  await at.button("more.open").click();
  await at.page.getByRole("menuitem", { name: at.say("more.disconnect") }).click();
  await at.button("disconnect.button").click();
  await at.dialog("disconnect.done_partly").waitFor({ timeout: 60_000 });
  await at.text("disconnect.hand_remove_pbx_webhook").waitFor();
  await at.text("side.unreachable", { side: "Zendesk" }).waitFor();
  await expectClean(at);
  const failed = at.page.getByRole("listitem").filter({ hasText: at.say("disconnect.result_failed") });
  expect(await failed.count()).toBeGreaterThan(1);
  await at.button("close").first().click();
  await at.page.getByText(at.say("status.draft"), { exact: true }).first().waitFor();
});
