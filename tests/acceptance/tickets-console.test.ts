import { defaultTicketSettings, TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { ConsoleVisit, expectClean, type ConsoleLocale } from "../world/console-visit.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That an administrator says in the console which calls become tickets, and sees before saving what would come of it. */

let world: World;
let browser: Browser;
let operator: ConsoleClient;
let path: string;
let dropDatabase: () => Promise<void>;
let english: ConsoleVisit;
let chinese: ConsoleVisit;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url } });
  operator = await operatorAt(world.service);
  browser = await launchBrowser();
  path = `/integrations/${world.integration.id}/tickets`;
  english = await visit("en-GB");
  chinese = await visit("zh-CN");
});
beforeEach(async () => {
  await set({});
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await browser.close();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

async function visit(locale: ConsoleLocale): Promise<ConsoleVisit> {
  const at = await ConsoleVisit.begin(browser, world.service.url, locale);
  const [name = "", value = ""] = (operator.cookie ?? "").split(/=(.*)/s);
  await at.context.addCookies([{ name, value, url: world.service.url, sameSite: "Strict" }]);
  return at;
}

async function saved(): Promise<TicketPage> {
  return TicketPage.parse((await operator.ask("GET", `integrations/${world.integration.id}/tickets`)).body);
}

/** The office has just shut, whatever time it is here. */
function shut(): TicketSettings["hours"] {
  const offset = 21 - new Date().getUTCHours();
  const zone =
    offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset > 14 ? offset - 24 : offset)}`;
  return { ...defaultTicketSettings.hours, timeZone: zone };
}

async function set(change: Partial<TicketSettings>): Promise<void> {
  const { version } = await saved();
  const settings = { ...defaultTicketSettings, hours: shut(), ...change };
  const answer = await operator.ask("PUT", `integrations/${world.integration.id}/tickets`, {
    version,
    settings,
  });
  expect(answer.status).toBe(200);
}

let opened = 0;
async function open(at: ConsoleVisit, hash = ""): Promise<void> {
  // With the same address, only another part of the page would be shown.
  opened += 1;
  await at.open(`${path}?${opened}${hash}`);
  await at.heading("preview.title").waitFor();
}

let calls = 0;
/** A call that nobody answers, once it has become what it is to be. */
async function missed(from: string): Promise<void> {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  call.wait(20);
  call.hangUp();
  calls += 1;
  await world.settled(calls);
}

const ticketsOf = (from: string) =>
  world.zendesk.tickets().filter((one) => one.subject?.includes(`<${from}>`));
const item = ({ page }: ConsoleVisit, name: string): Locator =>
  page.getByRole("menuitem", { name, exact: true });
const preview = (at: ConsoleVisit): Locator => at.page.getByRole("region", { name: at.say("preview.title") });
const rules = (at: ConsoleVisit): Locator =>
  at.page.getByRole("list", { name: at.say("rules.title") }).locator("> li");
const focused = (target: Locator) => target.evaluate((one) => one === document.activeElement);
const save = (at: ConsoleVisit): Locator => at.button("save");

async function saves(at: ConsoleVisit): Promise<void> {
  await save(at).click();
  await save(at).waitFor({ state: "hidden" });
}

describe("missed calls outside business hours go to the group Night with priority high, one ticket per caller", () => {
  test.each<[ConsoleLocale, string, string]>([
    [
      "en-GB",
      "5503309",
      "When a missed call comes in outside business hours, create a ticket in Night with priority High.",
    ],
    ["zh-CN", "+442079460123", "如果有未接来电，且处于非工作时间，则创建工单，分配到 Night 组，优先级为高。"],
  ])(
    "in %s: nine steps, less than a minute, and the next calls of %s are such tickets",
    async (locale, from, sentence) => {
      const at = locale === "en-GB" ? english : chinese;
      await open(at);
      const steps: (() => Promise<unknown>)[] = [
        () => at.button("rules.add").click(),
        () => at.field("rules.when").selectOption("missed"),
        () => at.button("rules.add_condition").click(),
        () => item(at, at.say("condition.hours")).click(),
        () => at.field("look.groupId").selectOption({ label: "Night" }),
        () => at.field("look.priority").selectOption("=high"),
        () => at.button("rules.done").click(),
        () => at.page.getByRole("checkbox", { name: at.say("missed.collapse") }).check({ force: true }),
        () => saves(at),
      ];
      const begun = Date.now();
      for (const step of steps) await step();
      expect(steps.length).toBeLessThanOrEqual(10);
      expect(Date.now() - begun).toBeLessThan(60_000);
      expect(await rules(at).first().textContent()).toContain(sentence);

      const night = (await saved()).choices?.groups.find(({ name }) => name === "Night")?.id;
      await missed(from);
      expect(ticketsOf(from)).toMatchObject([{ groupId: night, priority: "high", status: "new" }]);
      await missed(from);
      const tickets = ticketsOf(from);
      expect(tickets).toHaveLength(1);
      await until("the second call to stand on it", () =>
        Promise.resolve(world.zendesk.comments(tickets[0]?.id ?? 0).length === 2),
      );
      await open(at);
      await preview(at).getByText(at.say("preview.joins")).first().waitFor();
      await preview(at)
        .getByText(at.say("preview.by_rule", { place: 1 }))
        .first()
        .waitFor();
      if (at === chinese) await expectClean(at);
    },
  );
});

test("the preview tells what the last calls would become, and which of them otherwise than now", async () => {
  const at = english;
  await open(at);
  await preview(at).getByText(at.say("preview.by_choices")).first().waitFor();
  expect(await preview(at).getByText(at.say("preview.other"), { exact: true }).count()).toBe(0);
  await at.page.getByRole("checkbox", { name: at.say("choices.inboundUnanswered") }).uncheck({ force: true });
  const nothing = at.say("preview.nothing", { reason: at.say("reason.kind_off") });
  await preview(at).getByText(nothing).first().waitFor();
  expect(await preview(at).getByText(at.say("preview.other"), { exact: true }).count()).toBe(calls);
  await preview(at)
    .getByText(at.say("preview.others", { count: calls }))
    .waitFor();
  await at.button("discard").click();
  await preview(at).getByText(nothing).first().waitFor({ state: "hidden" });
  expect((await saved()).settings.after.inboundUnanswered).toBe(true);
});

test("a template with a mistake shows it at its place, with what was perhaps meant, and cannot be saved", async () => {
  const at = english;
  const { page } = at;
  await open(at);
  const kind = at.say("choices.inboundAnswered");
  await page.getByText("Inbound No Answer- from <5503309> to Kristin Hale<2005>").first().waitFor();
  await page.getByRole("button", { name: at.say("choices.change_subject", { kind }) }).click();
  const field = page.getByRole("textbox", { name: at.say("look.subject") });
  await field.fill("Call of {{numbr}}");
  await at.text("template.variable_unknown", { name: "numbr" }).waitFor();
  expect(await page.locator("mark").allTextContents()).toEqual(["numbr"]);
  await at.text("template.at_column", { column: 11 }).waitFor();
  expect(await save(at).isDisabled()).toBe(true);
  await expectClean(at);
  await page.getByRole("tab", { name: at.say("tickets.tab_hours") }).click();
  await at.button("tickets.show_fault").click();
  await until("the field to have the focus", () => focused(field));
  await page.getByRole("button", { name: at.say("template.suggestion", { name: "number" }) }).click();
  await page.getByText("Call of 5503309", { exact: true }).waitFor();
  await field.press("End");
  await page.getByRole("button", { name: "did_name", exact: true }).click();
  expect(await field.inputValue()).toBe("Call of {{number}}{{did_name}}");
  await until("it to be saved", async () => !(await save(at).isDisabled()));

  // Where nobody could be asked before, the service refuses, and that leads to the place as soon as it is known.
  await page.route("**/tickets/templates", (route) => route.abort());
  await field.fill("{{#if did}}");
  await page.getByRole("tab", { name: at.say("tickets.tab_look") }).click();
  await save(at).click();
  await at.text("problem.template_wrong").waitFor();
  await page.unroute("**/tickets/templates");
  await at.text("template.if_not_closed").waitFor();
  expect((await saved()).settings.subjects).toEqual(defaultTicketSettings.subjects);
  await at.button("discard").click();
});

test("what somebody else has saved meanwhile is not overwritten, and both changes can be kept", async () => {
  const at = english;
  await open(at);
  await at.page.getByRole("checkbox", { name: at.say("missed.solve") }).check({ force: true });
  await set({ vipTag: "gold" });
  await save(at).click();
  await at.text("tickets.behind").waitFor();
  expect((await saved()).settings).toMatchObject({ vipTag: "gold", missed: { solveOnCallBack: false } });
  expect(await save(at).isDisabled()).toBe(true);
  await at.button("bindings.keep_mine").click();
  await saves(at);
  expect((await saved()).settings).toMatchObject({ vipTag: "gold", missed: { solveOnCallBack: true } });
});

test("rules are put in order, copied, switched off and deleted by the keyboard, and leaving asks first", async () => {
  const rule = (name: string) => ({
    id: crypto.randomUUID(),
    name,
    enabled: true,
    when: {},
    action: { kind: "ignore" as const },
  });
  await set({ rules: [rule("first"), rule("second")] });
  const at = english;
  const { page } = at;
  await open(at);
  const press = async (target: Locator, key: string): Promise<void> => {
    await target.focus();
    await page.keyboard.press(key);
  };
  const names = async () => (await rules(at).allTextContents()).map((text) => /first|second/.exec(text)?.[0]);
  await press(page.getByRole("button", { name: at.say("rules.move_down", { name: "first" }) }), "Enter");
  expect(await names()).toEqual(["second", "first"]);
  await page.keyboard.press("Alt+ArrowUp");
  expect(await names()).toEqual(["first", "second"]);
  await press(page.getByRole("button", { name: at.say("rules.more", { name: "second" }) }), "Enter");
  await item(at, at.say("rules.duplicate")).waitFor();
  await page.keyboard.press("ArrowDown");
  await until("the menu to have the focus", () => focused(item(at, at.say("rules.duplicate"))));
  await page.keyboard.press("Enter");
  expect(await names()).toEqual(["first", "second", "second"]);
  await press(page.getByRole("switch", { name: at.say("rules.enabled", { name: "first" }) }), "Space");
  await press(page.getByRole("button", { name: at.say("rules.edit_rule", { name: "first" }) }), "Enter");
  await until("the editor to have the focus", () => focused(at.field("rules.when")));
  await at.field("rules.when").selectOption("outbound");
  await press(at.button("cancel"), "Enter");
  expect(await rules(at).first().textContent()).toContain("When a call comes in or goes out");
  await at.link("audit.title").last().click();
  await at
    .dialog("unsaved.title")
    .getByRole("button", { name: at.say("unsaved.stay") })
    .click();
  await at.text("bindings.bar", { count: 2 }).waitFor();
  await saves(at);
  expect((await saved()).settings.rules.map(({ name, enabled }) => [name, enabled])).toEqual([
    ["first", false],
    ["second", true],
    ["second", true],
  ]);
});

test("recordings are attached and kept for days, as it is set in either language", async () => {
  for (const [at, days] of [
    [english, 30],
    [chinese, 90],
  ] as const) {
    await set({});
    await open(at);
    await at.page.getByRole("tab", { name: at.say("tickets.tab_look") }).click();
    await at.page.getByRole("checkbox", { name: at.say("recordings.attach") }).check({ force: true });
    await at.field("recordings.keep_days").fill(`${days} d`);
    await saves(at);
    expect((await saved()).settings.recordings).toEqual({ attach: true, keepDays: days });
  }
});

test("a rule's texts show what they make of a call that fits it, and lines of the last calls are offered", async () => {
  await missed("5503309");
  const at = english;
  await open(at);
  await at.button("rules.add").click();
  await at.field("rules.when").selectOption("missed");
  await at.button("look.set_more").click();
  await item(at, at.say("look.subject")).click();
  const editor = at.page.getByRole("group", { name: at.say("rules.editor") });
  await editor.getByRole("textbox", { name: at.say("look.subject") }).fill("{{direction}}: {{outcome}}");
  await editor.getByText("Inbound: No answer", { exact: true }).waitFor();
  await at.field("rules.when").selectOption("outbound_answered");
  await editor.getByText("Outbound: Answered", { exact: true }).waitFor();
  await at.button("rules.add_condition").click();
  await item(at, at.say("condition.dids")).click();
  const typed = editor.getByRole("combobox", { name: at.say("condition.dids") });
  await typed.waitFor();
  const offered = await typed.evaluate((one: HTMLInputElement) =>
    [...(one.list?.options ?? [])].map(({ value }) => value),
  );
  expect(offered).toContain("1000");
  await typed.fill("4711");
  await typed.press("Enter");
  await editor.getByRole("button", { name: at.say("values.remove", { name: "4711" }) }).waitFor();
  await at.button("discard").click();
});

test("a field that Zendesk refused is told with its cure, every part of the page is clean and fits a phone's width", async () => {
  const harmful = "<img src=x onerror=\"document.title='harmed'\">";
  await set({
    look: { ...defaultTicketSettings.look, groupId: 4711 },
    rules: [
      {
        id: crypto.randomUUID(),
        name: `${harmful}${"Donaudampfschifffahrtsgesellschaft".repeat(4)}`,
        enabled: true,
        when: {
          extensions: ["2005"],
          dids: ["1".repeat(40)],
          contacts: ["vip"],
          talkSeconds: { min: 5, max: 9 },
        },
        action: { kind: "append", withinHours: 12, ticket: { tags: [harmful], assignee: "rang_last" } },
      },
    ],
  });
  await missed("5503309");
  for (const at of [english, chinese]) {
    await at.page.setViewportSize({ width: 420, height: 800 });
    await open(at);
    await at.text("refused.title").waitFor();
    await at.text("refused.cure_list").waitFor();
    expect(await at.page.title()).toBe(`${at.say("tickets.title")} · Deskline`);
    await at.page
      .getByRole("button", { name: at.locale === "en-GB" ? /^Edit:/ : /^编辑：/ })
      .first()
      .click();
    for (const tab of ["tickets.tab_rules", "tickets.tab_look", "tickets.tab_hours"] as const) {
      await at.page.getByRole("tab", { name: at.say(tab) }).click();
      // Each part once; of colours, the first has whatever the others have.
      if ((at === english) === (tab === "tickets.tab_rules")) await expectClean(at);
      const over = await at.page.evaluate(() => {
        const main = document.querySelector("main") ?? document.documentElement;
        return [main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth];
      });
      expect(over).toEqual([0, 0]);
    }
  }
});
