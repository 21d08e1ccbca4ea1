import { operatorPassword, setupTokenIn } from "../world/console-client.ts";
import type { ConsoleVisit } from "../world/console-visit.ts";
import { openConsoleAlbum, type TakePage } from "./console-album.ts";
import type { ConsoleStage } from "./console-stage.ts";
import { ticketsScenes } from "./tickets-scenes.ts";

async function contactScenes(at: ConsoleVisit, path: string, take: TakePage): Promise<void> {
  const { page } = at;
  await at.open(`${path}/contacts`);
  await at.field("contacts.several").waitFor();
  await take("contacts");
  await at.open(`${path}/contacts/phonebook`);
  await page.getByRole("checkbox").press("Space");
  await at.field("phonebook.new_name").fill("Zendesk");
  await at.field("phonebook.new_name").press("Enter");
  await at.button("phonebook.bind").click();
  await page.getByText(at.say("phonebook.synced")).waitFor();
  await at.button("phonebook.copy_button").click();
  const dialog = at.dialog("phonebook.copy_title");
  await dialog.getByRole("button", { name: at.say("phonebook.copy_button") }).click();
  await page.getByRole("row").filter({ hasText: "Paul Mercer" }).waitFor();
  await take("phonebook");
  await at.open(`${path}/contacts/test`);
  await at.field("tester.number").fill("+44 20 7946 0131");
  await at.field("tester.number").press("Enter");
  await at.text("tester.is_one").waitFor();
  await take("number-tester");
}

/** Every page of the console, from the first start to disconnecting. */
export async function consoleScenes({ world, at }: ConsoleStage): Promise<void> {
  const take = await openConsoleAlbum(at);
  const { page } = at;
  const path = `/integrations/${world.integration.id}`;
  const wide = { documented: false };
  const shut = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  };

  await at.open("");
  await at.heading("no_password.title").waitFor();
  await take("no-password", { documented: false });
  await at.open(`#setup=${setupTokenIn(world.service.output())}`);
  await at.field("password.new").fill(operatorPassword);
  await take("first-start");
  await at.field("password.again").fill(operatorPassword);
  await at.button("first_start.button").click();
  await at.text("list.calls").waitFor();
  await take("integrations");

  await at.open(path);
  await at.heading("recent.title").waitFor();
  await take("overview");
  await at.open(`${path}/agents`);
  await page.waitForSelector("table[aria-rowcount] td");
  await at.button("bindings.refresh").isEnabled();
  await take("agents");
  await world.query("delete from bindings where agent_name in ('Kristin Hale', 'Marcus Webb')");
  await at.open("/audit");
  await at.open(`${path}/agents`);
  await at.button("bindings.auto").click();
  await at.dialog("bindings.auto_title").waitFor();
  await take("auto-bind");
  await page.locator("[role=dialog] [type=submit]").click();
  await at.button("save").click();
  await at.button("save").waitFor({ state: "hidden" });
  await ticketsScenes({ world, at }, take);
  await at.open(`${path}/screen-pop`);
  await at.heading("pop.inbound").waitFor();
  await take("screen-pop");
  await contactScenes(at, path, take);
  await at.open(`${path}/audit`);
  await at.heading("audit.title").waitFor();
  await take("audit");
  await at.open("/account");
  await at.text("account.current").waitFor();
  await take("account");

  for (const step of ["pbx", "events", "zendesk", "app", "agents"]) {
    await at.open("/audit");
    await at.open(`${path}/set-up#${step}`);
    await at.heading("setup.title").waitFor();
    if (step === "pbx") {
      await at.button("pbx.save_and_test").click();
      await at.heading("abilities.title").waitFor();
    }
    await take(`set-up-${step}`);
  }

  await page.getByRole("switch", { name: at.say("switch.on") }).click({ force: true });
  await at.dialog("switch.off_title").waitFor();
  await take("disable");
  await shut();
  await at.button("more.open").click();
  await page.getByRole("menuitem", { name: at.say("more.disconnect") }).click();
  await at.button("disconnect.button").waitFor();
  await take("disconnect");
  await shut();
  await world.setStatus("reconnect_needed");
  await at.open(path);
  await at.button("reconnect.button").waitFor();
  await take("reconnect");
  await world.setStatus("connected");

  await at.button("more.open").click();
  await page.getByRole("menuitem", { name: at.say("more.remove") }).click();
  await at.button("remove.button").waitFor();
  await take("remove");
  await shut();
  await at.open("");
  await at.text("list.calls").waitFor();
  await world.query("delete from console_sessions");
  await at.dialog("log_in.over").waitFor();
  await take("log-in-again", wide);
  await at.field("log_in.password").fill(operatorPassword);
  await at.field("log_in.password").press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  await world.query("update integrations set name = $1", [
    "Donaudampfschifffahrtsgesellschaft Niederlassung Klosterneuburg-Weidling, Abteilung Kundendienst",
  ]);
  await world.query(
    "update zendesk_agents set name = repeat('Maximiliane ', 6), email = repeat('x', 60) || '@example.com' where name like 'Ana%'",
  );
  await world.pbx.goDown();
  await at.open(`${path}/set-up#pbx`);
  await at.button("pbx.test").click();
  await at.text("trouble.unreachable_cure").waitFor();
  await take("set-up-pbx-failing", wide);
  await at.open(path);
  await at.heading("recent.title").waitFor();
  await take("overview-failing", wide);
  await at.open(`${path}/agents`);
  await page.waitForSelector("table[aria-rowcount] td");
  await take("agents-long", wide);
  await at.open("");
  await at.text("list.calls").waitFor();
  await take("integrations-long", wide);
  await at.button("list.add").click();
  await at.field("add.name").fill("Empty");
  await at.button("add.button").click();
  await at.heading("setup.title").waitFor();
  await take("set-up-new", wide);
  await at.link("overview.title").click();
  await at.heading("checklist.title").waitFor();
  await take("overview-new", wide);
  await at.link("agents.title").first().click();
  await at.text("bindings.nobody").waitFor();
  await take("agents-new", wide);
  await page.route("**/api/admin/**", (route) => route.abort());
  await at.open(`${path}/audit`).catch(() => undefined);
  await page.waitForTimeout(3000);
  await take("unreachable", wide);

  await page.unroute("**/api/admin/**");
  await at.open(path);
  await at.heading("recent.title").waitFor();
  await at.button("more.open").click();
  await page.getByRole("menuitem", { name: at.say("more.disconnect") }).click();
  await at.button("disconnect.button").click();
  await at.dialog("disconnect.done_partly").waitFor({ timeout: 60_000 });
  await take("disconnected-partly", wide);
}
