import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { expectClean, type ConsoleLocale, type ConsoleVisit } from "../world/console-visit.ts";
import { itemOf, previewOn, savesAt, TicketsConsole } from "../world/tickets-console.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That an administrator says in the console which calls become tickets, and sees before saving what would come of it. */

const [often, refused, recorded] = ["+12125550161", "+12125550162", "+12125550163"];

let world: World;
let browser: Browser;
let tickets: TicketsConsole;
let dropDatabase: () => Promise<void>;
let english: ConsoleVisit;
let chinese: ConsoleVisit;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({
    storage: { databaseUrl: database.url },
    people: [
      { name: "Noor Often", phone: often },
      { name: "Petra Parked", phone: refused },
      { name: "Rolf Recorded", phone: recorded },
    ],
  });
  browser = await launchBrowser();
  tickets = await TicketsConsole.of(world, browser);
  english = await tickets.visit("en-GB");
  chinese = await tickets.visit("zh-CN");
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

const saved = () => tickets.saved();
const open = (at: ConsoleVisit, hash = "") => tickets.open(at, hash);
const set = (change: Partial<TicketSettings>) => tickets.desk.set({ hours: shut(), ...change });

/** The office has just shut, whatever time it is here. */
function shut(): TicketSettings["hours"] {
  const offset = 21 - new Date().getUTCHours();
  const zone =
    offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset > 14 ? offset - 24 : offset)}`;
  return { ...defaultTicketSettings.hours, timeZone: zone };
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
const rules = (at: ConsoleVisit): Locator =>
  at.page.getByRole("list", { name: at.say("rules.title") }).locator("> li");
const focused = (target: Locator) => target.evaluate((one) => one === document.activeElement);
const save = (at: ConsoleVisit): Locator => at.button("save");

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
        () => itemOf(at, at.say("condition.hours")).click(),
        () => at.field("look.groupId").selectOption({ label: "Night" }),
        () => at.field("look.priority").selectOption("=high"),
        () => at.button("rules.done").click(),
        () => at.page.getByRole("checkbox", { name: at.say("missed.collapse") }).check({ force: true }),
        () => savesAt(at),
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
      await previewOn(at).getByText(at.say("preview.joins")).first().waitFor();
      await previewOn(at)
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
  await previewOn(at).getByText(at.say("preview.by_choices")).first().waitFor();
  expect(await previewOn(at).getByText(at.say("preview.other"), { exact: true }).count()).toBe(0);
  await at.page.getByRole("checkbox", { name: at.say("choices.inboundUnanswered") }).uncheck({ force: true });
  const nothing = at.say("preview.nothing", { reason: at.say("reason.kind_off") });
  await previewOn(at).getByText(nothing).first().waitFor();
  expect(await previewOn(at).getByText(at.say("preview.other"), { exact: true }).count()).toBe(calls);
  await previewOn(at)
    .getByText(at.say("preview.others", { count: calls }))
    .waitFor();
  await at.button("discard").click();
  await previewOn(at).getByText(nothing).first().waitFor({ state: "hidden" });
  expect((await saved()).settings.after.inboundUnanswered).toBe(true);
});

test("a journal, what is never logged and one ticket per caller are seen in the preview before they are saved", async () => {
  await missed(often);
  await missed(often);
  const at = english;
  const { page } = at;
  const before = await saved();
  const rows = previewOn(at).getByRole("listitem").filter({ hasText: often });
  const row = rows.first();
  await open(at, "#look");
  await page.getByRole("radio", { name: at.say("look.journal_own") }).check({ force: true });
  await at.field("look.journal_text").fill("Nobody took <b>{{number}}</b>.\n{{outcome}}");
  await row.getByText(at.say("preview.instead", { what: at.say("preview.other_journal") })).waitFor();
  await row.getByRole("button", { name: at.say("preview.show_journal") }).click();
  await row.getByText(`Nobody took <b>${often}</b>. No answer`).waitFor();
  await row.getByText("Outcome: No answer").waitFor();
  await row.getByText(at.say("preview.journal_before")).waitFor();
  await expectClean(at);
  await at.button("discard").click();
  await row.getByText(at.say("preview.journal_before")).waitFor({ state: "hidden" });
  await row.getByText("Outcome: No answer").waitFor();

  await page.getByRole("tab", { name: at.say("tickets.tab_hours") }).click();
  await at.field("never.numbers").fill("(212) 555-0161");
  await at.field("never.numbers").press("Enter");
  await row.getByText(at.say("preview.nothing", { reason: at.say("reason.never_log") })).waitFor();
  await at.button("discard").click();

  await page.getByRole("tab", { name: at.say("tickets.tab_rules") }).click();
  await page.getByRole("checkbox", { name: at.say("missed.collapse") }).check({ force: true });
  await rows
    .filter({ hasText: at.say("preview.joins") })
    .first()
    .waitFor();
  expect(await rows.filter({ hasText: at.say("preview.joins") }).count()).toBe(1);
  await at.button("discard").click();
  expect(await saved()).toEqual(before);
});

test("where tickets are made while it rings, the preview shows both subjects, fields by their names and added tags", async () => {
  await missed(often);
  const at = chinese;
  const { customFields } = (await saved()).choices ?? { customFields: [] };
  const field = customFields.find(({ name }) => name === "Call direction");
  const look = {
    ...defaultTicketSettings.look,
    customFields: [{ id: field?.id ?? 0, value: "call_{{direction | lower}}" }],
  };
  await set({ moment: "before", look });
  await open(at);
  const row = previewOn(at).getByRole("listitem").filter({ hasText: often }).first();
  const subjects = [
    at.say("preview.at_ring", { subject: `Inbound - from <${often}> to <2005>` }),
    at.say("preview.at_end", { subject: `Inbound No Answer- from <${often}> to Kristin Hale<2005>` }),
  ];
  for (const subject of subjects) await row.getByText(subject).waitFor();
  await row.getByText(at.say("preview.field", { name: "Call direction", value: "Inbound" })).waitFor();
  const append = { kind: "append" as const, withinHours: 24, ticket: { tags: ["again"] } };
  await set({ rules: [{ id: crypto.randomUUID(), name: "", enabled: true, when: {}, action: append }] });
  await open(at);
  await row.getByText("#again").waitFor();
  await row.getByRole("button", { name: at.say("preview.show_journal") }).click();
  await row.getByText("Outcome: No answer").waitFor();
  expect(await row.getByText(at.say("preview.append", { count: 24 })).count()).toBe(1);
});

test("of calls that were given up, the console says what Zendesk has against the newest", async () => {
  const words = "Requester: Petra Parked is suspended.";
  const at = english;
  world.zendesk.faults.add({
    method: "POST",
    path: /\/tickets$/,
    do: {
      kind: "status",
      status: 422,
      body: {
        error: "RecordInvalid",
        description: "Record validation errors",
        details: { requester: [{ description: words }] },
      },
    },
  });
  await missed(refused);
  expect(ticketsOf(refused)).toEqual([]);
  await at.open(`/integrations/${world.integration.id}`);
  const problem = at.page.getByRole("listitem").filter({ hasText: at.say("problem_kind.calls_parked") });
  await problem.getByText(words).waitFor();
  await expectClean(at);
  await world.cli(["jobs", "retry", "--all"]);
  await until("its ticket", () => Promise.resolve(ticketsOf(refused).length === 1));
  await problem.waitFor({ state: "hidden" });
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
  await savesAt(at);
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
  await itemOf(at, at.say("rules.duplicate")).waitFor();
  await page.keyboard.press("ArrowDown");
  await until("the menu to have the focus", () => focused(itemOf(at, at.say("rules.duplicate"))));
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
  await savesAt(at);
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
    await savesAt(at);
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
  await itemOf(at, at.say("look.subject")).click();
  const editor = at.page.getByRole("group", { name: at.say("rules.editor") });
  await editor.getByRole("textbox", { name: at.say("look.subject") }).fill("{{direction}}: {{outcome}}");
  await editor.getByText("Inbound: No answer", { exact: true }).waitFor();
  await at.field("rules.when").selectOption("outbound_answered");
  await editor.getByText("Outbound: Answered", { exact: true }).waitFor();
  await at.button("rules.add_condition").click();
  await itemOf(at, at.say("condition.dids")).click();
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

test("call records are detected once, shown and switchable; without the app the page says that none are made, and why", async () => {
  const at = english;
  const { integration, zendesk } = world;
  const own = `integrations/${integration.id}`;
  zendesk.setTalkPartnerEdition(true);
  await tickets.operator.ask("POST", `${own}/tickets/choices`);
  const asked = () => zendesk.requests().filter((one) => one.path === "/api/v2/calls/1").length;
  const detected = asked();
  await missed(recorded);
  expect(zendesk.calls()).toHaveLength(1);
  await open(at, "#look");
  await at.text("record.account_has").waitFor();
  await at.text("record.now", { way: at.say("record.calls_api") }).waitFor();
  expect(await at.text("record.no_app").count()).toBe(0);

  expect((await tickets.operator.ask("POST", `${own}/app/uninstall`)).status).toBe(200);
  await missed(recorded);
  expect(zendesk.calls()).toHaveLength(1);
  for (const { id } of ticketsOf(recorded).slice(1)) expect(zendesk.comments(id)).toHaveLength(1);
  await open(at, "#look");
  await at.text("record.no_app").waitFor();
  await at.text("record.now", { way: at.say("record.note") }).waitFor();
  await expectClean(at);
  await at.field("record.way").selectOption("note");
  await at.text("record.no_app").waitFor({ state: "hidden" });
  await savesAt(at);
  expect(await saved()).toMatchObject({
    settings: { record: "note" },
    recordsBy: "note",
    callRecords: true,
    hasApp: false,
  });
  await at.field("record.way").selectOption("calls_api");
  await at.page.getByRole("link", { name: at.say("overview.fix", { place: at.say("setup.app") }) }).click();
  await at
    .dialog("unsaved.title")
    .getByRole("button", { name: at.say("unsaved.leave") })
    .click();
  await at.heading("setup.title").waitFor();
  expect(asked()).toBe(detected);
});
