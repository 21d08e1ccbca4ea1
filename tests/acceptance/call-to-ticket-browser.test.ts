import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { createDatabase } from "../support/database.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { scenarios } from "../world/yeastar/scenarios.ts";

let browser: Browser;
let world: World;
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

test("an administrator connects in the browser, binds in the terminal, and reads the first call's ticket", async () => {
  const page = await browser.newPage();
  const { stdout } = await world.cli(["integration", "connect"]);
  await page.goto(stdout.trim());
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByRole("heading", { name: "Authorization succeeded!" }).waitFor();
  expect(await page.textContent("main")).toContain("Connected as Ada Admin");

  await until(
    "the extensions to be read",
    async () => (await world.query("select 1 from pbx_numbers")).length > 0,
  );
  expect((await world.cli(["bind", "auto"])).stdout).toContain("Kristin Hale");

  scenarios.direct(world.pbx);
  await world.settled(1);
  const [ticket] = world.zendesk.tickets();
  await page.goto(`${world.zendesk.url}/agent/tickets/${ticket?.id}`);
  const text = (await page.textContent("body")) ?? "";
  expect(text).toContain("Inbound Answered- from <5503309> to Kristin Hale<2005>");
  expect(text).toContain("Phillip Huff");
  expect(text).toContain("Talk time: 1:23");
});

test("an administrator who refuses is told so and can start again", async () => {
  const page = await browser.newPage();
  const { stdout } = await world.cli(["integration", "connect"]);
  await page.goto(stdout.trim());
  await page.getByRole("button", { name: "Deny" }).click();
  await page.getByRole("heading", { name: "Access was not granted" }).waitFor();
  expect(await page.textContent("main")).toContain("choose Allow");
  await page.goto((await world.cli(["integration", "connect"])).stdout.trim());
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByRole("heading", { name: "Authorization succeeded!" }).waitFor();
});
