import { templateVariables } from "@deskline/shared/admin-ticket-templates";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { expectClean, type ConsoleVisit } from "../world/console-visit.ts";
import { itemOf, savesAt, TicketsConsole } from "../world/tickets-console.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { brands, groups, ticketFields, ticketForms } from "../world/zendesk/settings/data.ts";

/** That everything which settings of tickets can hold is filled in on their page, and kept as it was filled in. */

let world: World;
let browser: Browser;
let tickets: TicketsConsole;
let at: ConsoleVisit;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, contacts: "indexed" });
  browser = await launchBrowser();
  tickets = await TicketsConsole.of(world, browser);
  at = await tickets.visit("en-GB");
});
beforeEach(async () => {
  await tickets.desk.set({});
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await browser.close();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

const idOf = (all: readonly { id: number; name: string }[], name: string) =>
  all.find((one) => one.name === name)?.id ?? 0;
const fieldId = (title: string) => ticketFields.find((one) => one.title === title)?.id ?? 0;
const tab = (name: "rules" | "look" | "hours") =>
  at.page.getByRole("tab", { name: at.say(`tickets.tab_${name}`) }).click();
const toggle = (role: "checkbox" | "radio" | "switch", name: string, from: Locator | null = null) =>
  (from ?? at.page).getByRole(role, { name, exact: true }).setChecked(true, { force: true });
const box = (key: "look.tags" | "never.numbers") =>
  at.page.getByRole("textbox", { name: at.say(key), exact: true });
const typed = async (field: Locator, ...texts: string[]) => {
  for (const text of texts) {
    await field.fill(text);
    await field.press("Enter");
  }
};
const variables = (key: "template.variables" | "template.shared_variables") =>
  at.page.getByRole("toolbar", { name: at.say(key) });
const listed = async (list: Locator) => list.getByRole("button").allTextContents();

test("the page lists the variables that templates have, each once for tags and fields, and puts them where one writes", async () => {
  const { page } = at;
  await tickets.open(at, "#look");
  await toggle("radio", at.say("look.journal_own"));
  const all: readonly string[] = templateVariables;
  expect(await listed(variables("template.variables"))).toEqual(all);
  const shared = variables("template.shared_variables");
  expect(await listed(shared)).toEqual(all.filter((name) => name !== "journal"));
  expect(await page.getByRole("toolbar").count()).toBe(2);

  const tags = box("look.tags");
  const pick = (name: string) => shared.getByRole("button", { name, exact: true }).click();
  await tags.fill("to_");
  await pick("did");
  await until("the variable to be in the tag", async () => (await tags.inputValue()) === "to_{{did}}");
  await tags.press("Enter");
  await at.button("look.add_field").click();
  await itemOf(at, "PBX call id").click();
  const text = page.getByRole("textbox", { name: "PBX call id", exact: true });
  await text.fill("P-");
  await pick("call_id");
  await until("the variable to be in the field", async () => (await text.inputValue()) === "P-{{call_id}}");
  await expectClean(at);
  await savesAt(at);
  expect((await tickets.saved()).settings.look).toMatchObject({
    tags: ["to_{{did}}"],
    customFields: [{ id: fieldId("PBX call id"), value: "P-{{call_id}}" }],
  });

  await tab("rules");
  await at.button("rules.add").click();
  for (const part of ["look.subject", "look.tags"] as const) {
    await at.button("look.set_more").click();
    await itemOf(at, at.say(part)).click();
  }
  for (const key of ["template.variables", "template.shared_variables"] as const)
    expect(await listed(variables(key))).toEqual(all.filter((name) => name !== "journal"));
  await at.button("discard").click();
});

test("a drop-down takes a text of one's own, whose mistakes show at the character", async () => {
  const { page } = at;
  await tickets.open(at, "#look");
  await at.button("look.add_field").click();
  await itemOf(at, "Call direction").click();
  const list = page.getByRole("combobox", { name: "Call direction", exact: true });
  await list.selectOption({ label: at.say("look.own_text") });
  const text = page.getByRole("textbox", { name: at.say("look.own_text_of", { name: "Call direction" }) });
  await text.fill("call_{{direction | lowr}}");
  await at.text("template.filter_unknown", { name: "lowr" }).waitFor();
  expect(await page.locator("mark").allTextContents()).toEqual(["lowr"]);
  await at.text("template.at_column", { column: 20 }).waitFor();
  expect(await at.button("save").isDisabled()).toBe(true);
  await page.getByRole("button", { name: at.say("template.suggestion", { name: "lower" }) }).click();
  await page.getByText("call_inbound", { exact: true }).waitFor();
  await expectClean(at);
  await savesAt(at);
  const value = "call_{{direction | lower}}";
  expect((await tickets.saved()).settings.look.customFields).toEqual([
    { id: fieldId("Call direction"), value },
  ]);
  await tickets.open(at, "#look");
  expect(await text.inputValue()).toBe(value);
  await list.selectOption({ label: "Outbound" });
  await text.waitFor({ state: "hidden" });
  await savesAt(at);
  expect((await tickets.saved()).settings.look.customFields).toMatchObject([{ value: "call_outbound" }]);
});

test("what does not fit into a text any more is told, and what stands behind the cursor stays", async () => {
  const { page } = at;
  await tickets.open(at, "#look");
  await toggle("radio", at.say("look.journal_own"));
  const field = at.field("look.journal_text");
  await field.fill("The end.");
  await field.press("Home");
  await page.keyboard.insertText("x".repeat(10_500));
  const told = at.text("template.left_out", { count: 508, most: "10,000" });
  await told.waitFor();
  const kept = `${"x".repeat(9_992)}The end.`;
  expect(await field.inputValue()).toBe(kept);
  await savesAt(at);
  expect((await tickets.saved()).settings.look.journal).toBe(kept);
  await field.fill("Short.");
  await told.waitFor({ state: "hidden" });
  await at.button("discard").click();
});

test("all of the content, the hours and the rules is filled in by hand and kept so", async () => {
  const { page } = at;
  await tickets.open(at, "#look");
  await at.field("look.groupId").selectOption({ label: "Support" });
  await at.field("look.assignee").selectOption("rang_last");
  await at.field("look.priority").selectOption("=low");
  await at.field("look.type").selectOption("=task");
  await at.field("look.brandId").selectOption({ label: "Acme Care" });
  await at.field("look.formId").selectOption({ label: "Phone call" });
  await typed(box("look.tags"), "phone", "{{direction}}");
  await at.button("look.add_field").click();
  await itemOf(at, "Talk time").click();
  await page.getByRole("textbox", { name: "Talk time", exact: true }).fill("{{talk_seconds}}");
  await toggle("radio", at.say("look.journal_own"));
  await at.field("look.journal_text").fill("{{contact}}\n{{journal}}");
  await page.getByRole("checkbox", { name: at.say("look.visible") }).setChecked(true, { force: true });
  await at.field("record.way").selectOption("voice_comment");

  await tab("hours");
  await at.field("hours.zone").fill("Asia/Shanghai");
  await page.getByLabel(at.say("hours.from", { day: "Monday" })).fill("8");
  await page.getByLabel(at.say("hours.to", { day: "Monday" })).fill("12:30");
  await page.getByRole("button", { name: at.say("hours.add", { day: "Monday" }) }).click();
  await page
    .getByLabel(at.say("hours.from", { day: "Monday" }))
    .nth(1)
    .fill("13:15");
  await page
    .getByLabel(at.say("hours.to", { day: "Monday" }))
    .nth(1)
    .fill("18");
  await at.button("hours.copy").click();
  await toggle("switch", "Saturday");
  await at.field("hours.holidays").fill("2027-01-01");
  await page.getByRole("button", { name: at.say("hours.add_holiday") }).click();
  await typed(box("never.numbers"), "+12125550199");
  await typed(at.page.getByRole("combobox", { name: at.say("never.extensions") }), "2007");
  await at.field("vip.tag").fill("gold");

  await tab("rules");
  await toggle("radio", at.say("choices.before"));
  await page
    .getByRole("checkbox", { name: at.say("choices.beforeOutbound"), exact: true })
    .setChecked(false, { force: true });
  const editor = page.getByRole("group", { name: at.say("rules.editor") });
  const then = (key: "rules.then" | "rules.when") => editor.getByLabel(at.say(key), { exact: true });
  await at.button("rules.add").click();
  await then("rules.when").selectOption("inbound_answered");
  await then("rules.then").selectOption("append");
  await editor.getByLabel(at.say("rules.within")).fill("36");
  await at.field("look.groupId").selectOption({ label: "Night" });
  for (const part of ["tags", "customFields", "type", "journal", "public", "assignee"] as const) {
    await at.button("look.set_more").click();
    await itemOf(at, at.say(`look.${part}`)).click();
  }
  await typed(box("look.tags"), "again");
  await editor.getByLabel(at.say("look.type"), { exact: true }).selectOption("=incident");
  await editor.getByLabel(at.say("look.assignee"), { exact: true }).selectOption("answered_by");
  await editor.getByLabel(at.say("look.journal_text")).fill("Again: {{journal}}");
  await editor.getByLabel(at.say("rules.name"), { exact: true }).fill("Once more");
  await at.button("rules.done").click();
  for (const [when, action] of [
    ["outbound_unanswered", "record_only"],
    ["outbound_answered", "ignore"],
  ] as const) {
    await at.button("rules.add").click();
    await then("rules.when").selectOption(when);
    await then("rules.then").selectOption(action);
    await at.button("rules.done").click();
  }
  await page.getByRole("checkbox", { name: at.say("missed.solve") }).setChecked(true, { force: true });
  await at.field("missed.within").fill("48");
  await savesAt(at);

  const office = [
    { from: "08:00", to: "12:30" },
    { from: "13:15", to: "18:00" },
  ];
  const unanswered = ["no_answer", "busy", "failed", "voicemail", "abandoned"];
  const talkTime = { id: fieldId("Talk time"), value: "{{talk_seconds}}" };
  const { settings } = await tickets.saved();
  const given: Partial<TicketSettings> = {
    moment: "before",
    before: { inbound: true, outbound: false },
    look: {
      groupId: idOf(groups, "Support"),
      assignee: "rang_last",
      priority: "low",
      type: "task",
      brandId: idOf(brands, "Acme Care"),
      formId: idOf(ticketForms, "Phone call"),
      tags: ["phone", "{{direction}}"],
      customFields: [talkTime],
      journal: "{{contact}}\n{{journal}}",
      public: true,
    },
    record: "voice_comment",
    hours: {
      timeZone: "Asia/Shanghai",
      week: [office, office, office, office, office, [{ from: "09:00", to: "17:00" }], []],
      holidays: ["2027-01-01"],
    },
    neverLog: { numbers: ["+12125550199"], extensions: ["2007"] },
    vipTag: "gold",
    missed: { collapse: false, withinHours: 48, solveOnCallBack: true },
  };
  const { rules, ...rest } = settings;
  expect(rest).toEqual({ ...defaultTicketSettings, ...given, rules: undefined });
  expect(rules).toMatchObject([
    {
      name: "Once more",
      enabled: true,
      when: { directions: ["inbound"], outcomes: ["answered"] },
      action: {
        kind: "append",
        withinHours: 36,
        ticket: {
          groupId: idOf(groups, "Night"),
          type: "incident",
          tags: ["phone", "{{direction}}", "again"],
          customFields: [talkTime],
          assignee: "answered_by",
          journal: "Again: {{journal}}",
          public: false,
        },
      },
    },
    { when: { directions: ["outbound"], outcomes: unanswered }, action: { kind: "record_only" } },
    { when: { directions: ["outbound"], outcomes: ["answered"] }, action: { kind: "ignore" } },
  ]);
});
