import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { ConsoleVisit, expectClean, type ConsoleLocale } from "../world/console-visit.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";

/** That an administrator sees who is known, says how callers are recognised, and has the PBX's phonebook follow. */

let world: World;
let browser: Browser;
let operator: ConsoleClient;
let path: string;
let dropDatabase: () => Promise<void>;

const harmful = `\u202e<img src=x onerror="document.title='harmed'">${"é".repeat(500)}`;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({
    storage: { databaseUrl: database.url },
    contacts: "indexed",
    people: [
      { name: harmful, phone: "+442079460131" },
      { name: "Ada Example", phone: "+442079460132" },
      { name: "Sus Pended", phone: "+442079460133", suspended: true },
    ],
  });
  operator = await operatorAt(world.service);
  browser = await launchBrowser();
  path = `/integrations/${world.integration.id}/contacts`;
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await dropDatabase();
});

async function visit(locale: ConsoleLocale): Promise<ConsoleVisit> {
  const at = await ConsoleVisit.begin(browser, world.service.url, locale);
  const [name = "", value = ""] = (operator.cookie ?? "").split(/=(.*)/s);
  await at.context.addCookies([{ name, value, url: world.service.url, sameSite: "Strict" }]);
  return at;
}

const book = (name: string) => world.pbx.phonebooks().find((one) => one.name === name);

test("a phonebook is chosen by the keyboard, everybody is copied, and who cannot be in it is listed", async () => {
  const full = world.pbx.addPhonebook("Sales");
  world.pbx.addContact({ name: "Somebody", number: "+442079460990", phonebookIds: [full] });
  const at = await visit("en-GB");
  const { page } = at;
  await at.open(`${path}/phonebook`);
  await page.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await at.button("phonebook.bind").waitFor();
  const sales = page.getByRole("radio", { name: "Sales" });
  expect(await sales.isDisabled()).toBe(true);
  await page.getByText(at.say("phonebook.holds", { count: 1 }).replace("contacts", "contact")).waitFor();
  await expectClean(at);
  await at.field("phonebook.new_name").fill("Sales");
  await page.getByText(at.say("problem.phonebook_name_taken")).waitFor();
  expect(await at.button("phonebook.bind").isDisabled()).toBe(true);
  await at.field("phonebook.new_name").fill("Zendesk");
  await page.keyboard.press("Enter");
  await at.button("phonebook.bind").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Zendesk", exact: true }).waitFor();
  await page.getByText("Helpdesk", { exact: true }).waitFor();
  await page.getByText(at.say("phonebook.synced")).waitFor();
  await at.button("phonebook.copy_button").click();
  const dialog = at.dialog("phonebook.copy_title");
  await dialog.getByRole("button", { name: at.say("phonebook.copy_button") }).click();
  await page.getByText(/contacts were looked at/).waitFor();
  const count = book("Zendesk")?.total ?? 0;
  expect(count).toBeGreaterThan(1);
  await page.getByText(at.say("phonebook.count", { count }), { exact: false }).first().waitFor();
  const row = page.getByRole("row").filter({ hasText: "Sus Pended" });
  await row.getByText(at.say("phonebook.why_suspended")).waitFor();
  await expectClean(at);
  expect(await page.title()).toBe("Contacts · Deskline");
  await at.close();
});

test("a phonebook that was deleted on the PBX is told and made again, a PBX that is down is told, in Chinese", async () => {
  world.pbx.removePhonebook(book("Zendesk")?.id ?? 0);
  const at = await visit("zh-CN");
  await at.open(`${path}/phonebook`);
  await at.button("phonebook.sync").click();
  await at.text("phonebook.trouble_phonebook_gone").waitFor();
  await expectClean(at);
  await at.button("phonebook.make_again").click();
  await at.text("phonebook.trouble_phonebook_gone").waitFor({ state: "hidden" });
  await until("its contacts to be back", () => Promise.resolve((book("Zendesk")?.total ?? 0) > 1));
  await world.pbx.goDown();
  await at.button("phonebook.sync").click();
  await at.text("trouble.unreachable").waitFor();
  await world.pbx.comeBack();
  await at.button("phonebook.sync").click();
  await at.text("trouble.unreachable").waitFor({ state: "hidden" });
  await at.button("phonebook.unbind").click();
  await at
    .dialog("phonebook.unbind_title")
    .getByRole("button", { name: at.say("phonebook.unbind") })
    .click();
  await at.text("phonebook.wanted").waitFor();
  expect(book("Zendesk")?.total).toBeGreaterThan(1);
  await at.close();
});

test("how callers are recognised is saved with whoever withheld numbers are of, and stands in the audit log", async () => {
  const at = await visit("en-GB");
  const { page } = at;
  await at.open(path);
  await page.getByText(at.say("contacts.people", { count: 5 })).waitFor();
  await at.field("contacts.several").selectOption("last_call");
  await page.getByRole("checkbox", { name: at.say("contacts.create_inbound") }).press("Space");
  await at.field("contacts.name_template").fill("Caller {{number}}");
  await at.text("contacts.name_preview", { name: "Caller 5503309" }).waitFor();
  await at.field("contacts.tags").fill("phone, new phone");
  await page.getByRole("combobox", { name: at.say("contacts.fallback") }).fill("Ada Ex");
  await page.getByRole("option", { name: /Ada Example/ }).click();
  await expectClean(at);
  await at.button("save").click();
  await at.button("save").waitFor({ state: "hidden" });
  const { body } = await operator.ask("GET", `integrations/${world.integration.id}/contacts`);
  expect(body).toMatchObject({
    settings: {
      several: "last_call",
      createInbound: true,
      nameTemplate: "Caller {{number}}",
      tags: ["phone", "new"],
      fallbackRequester: { name: "Ada Example" },
    },
  });
  await at.open(`/integrations/${world.integration.id}/audit`);
  await page.getByRole("cell", { name: at.say("action.contacts.changed") }).waitFor();
  await at.close();
});

test("a number that an agent said is somebody's is listed, and forgotten by one press, in both languages", async () => {
  const remember = (number: string, name: string) =>
    world.query(
      "insert into contact_choices (integration_id, number, user_id, name, agent_id, chosen_at) values ($1, $2, 1, $3, 2, now())",
      [world.integration.id, number, name],
    );
  await remember("+442079460171", "<img src=x onerror=\"document.title='harmed'\"> مرحبا");
  await remember("+442079460172", "Donaudampfschifffahrtsgesellschaft".repeat(6));
  for (const [locale, number, left] of [
    ["en-GB", "+442079460171", 1],
    ["zh-CN", "+442079460172", 0],
  ] as const) {
    const at = await visit(locale);
    await at.page.setViewportSize({ width: 420, height: 800 });
    await at.open(path);
    const forget = at.page.getByRole("button", { name: at.say("remembered.forget_number", { number }) });
    await forget.waitFor();
    expect(await at.page.title()).toBe(`${at.say("contacts.title")} · Deskline`);
    await expectClean(at);
    await forget.press("Enter");
    await forget.waitFor({ state: "hidden" });
    expect(await world.query("select 1 from contact_choices")).toHaveLength(left);
    await at.close();
  }
});

test("any number is tested step by step, in both languages, and a name of any kind does no harm", async () => {
  const at = await visit("en-GB");
  const { page } = at;
  await at.open(`${path}/test`);
  await at.field("tester.number").fill("020 7946 0132 ☎");
  await page.keyboard.press("Enter");
  await at.text("tester.is_malformed").waitFor();
  await at.field("tester.number").fill("0044 20 7946 0131");
  await page.keyboard.press("Enter");
  await at.text("tester.is_one").waitFor();
  await at.text("tester.read_as", { value: "+442079460131" }).waitFor();
  await page.getByRole("link", { name: /<img src=x/ }).waitFor();
  expect(await page.title()).toBe("Contacts · Deskline");
  await expectClean(at);
  await page.reload();
  await at.text("tester.is_one").waitFor();
  await at.close();
  const chinese = await visit("zh-CN");
  await chinese.open(`${path}/test?number=`);
  await chinese.text("tester.is_withheld").waitFor();
  await chinese.text("tester.does_fallback").waitFor();
  await expectClean(chinese);
  await chinese.open(path);
  await chinese.text("contacts.index_lead").waitFor();
  await expectClean(chinese);
  await chinese.close();
});
