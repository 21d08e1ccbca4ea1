import { until } from "../world/until.ts";
import type { Scene } from "./scene.ts";
import { kristin } from "./stage.ts";

/** What stands beside a ticket when something is in the way. */
export async function troubleScenes(scene: Scene): Promise<void> {
  await notRegistered(scene);
  await loading(scene);
  await notBound(scene);
  await disabled(scene);
  await unreachable(scene);
}

async function notRegistered(scene: Scene): Promise<void> {
  const { tab, people, album, say, stage } = scene;
  const { world } = stage;
  const phone = world.pbx.directory.extension("2005");
  if (phone === undefined) throw new Error("the office has no 2005");
  phone.registered = false;
  await stateToBe(scene, "not_registered");
  await tab.openTicket(people.withoutCalls.ticket);
  await tab.frame("ticket_sidebar").getByText(say("state.not_registered_help")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-not-registered", [250]);
  await tab.closeTab();
  phone.registered = true;
  await stateToBe(scene, "idle");
}

async function stateToBe({ stage: { world } }: Scene, wanted: string): Promise<void> {
  const session = await world.session(kristin);
  await until(`the phone to be ${wanted}`, async () => {
    const { body } = await world.api(session, "GET", "me");
    return (body as { extension: { phone: string } }).extension.phone === wanted;
  });
}

async function loading(scene: Scene): Promise<void> {
  const { tab, people, album } = scene;
  const { page } = tab;
  await page.route("**/api/app/me", () => undefined); // is never answered
  await tab.openTicket(people.customer.ticket);
  await tab.frame("ticket_sidebar").locator("[aria-busy]").waitFor({ state: "attached" });
  await album.take(scene, "ticket_sidebar", "ticket-loading", [250]);
  await tab.closeTab();
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

async function unreachable(scene: Scene): Promise<void> {
  const { tab, people, album, say, stage } = scene;
  await tab.openTicket(people.customer.ticket);
  await tab.frame("ticket_sidebar").locator("li button[aria-expanded]").first().waitFor();
  await tab.page.route("**/api/app/**", (route) => route.abort());
  await tab.openTicket(people.withoutCalls.ticket);
  await tab.frame("ticket_sidebar").getByText(say("service.unreachable")).first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-unreachable", [250]);
  await tab.closeTab();
  await tab.page.unrouteAll({ behavior: "ignoreErrors" });
  await stage.world.service.kill();
  await tab.openTicket(people.customer.ticket);
  const lost = tab
    .frame("ticket_sidebar")
    .getByText(new RegExp(`${say("service.as_of").replace("{time}", ".+")}|${say("service.not_live")}`))
    .first();
  await lost.waitFor({ timeout: 60_000 });
  await album.take(scene, "ticket_sidebar", "ticket-connection-lost", [250]);
  await stage.world.restart();
  await lost.waitFor({ state: "hidden", timeout: 60_000 });
  await tab.closeTab();
}

async function notBound({ stage, people, album, locale, say }: Scene): Promise<void> {
  const admin = await stage.open(locale, "ada@acme.example");
  await admin.tab.openTicket(people.customer.ticket);
  await admin.tab.frame("ticket_sidebar").getByText(say("obstacle.not_bound")).waitFor();
  await admin.tab.frame("ticket_sidebar").locator("li button[aria-expanded]").first().waitFor();
  await album.take(admin, "ticket_sidebar", "ticket-not-bound", [250]);
  await admin.tab.page.context().close();
}

async function disabled(scene: Scene): Promise<void> {
  const { tab, people, album, say, stage } = scene;
  await stage.world.setStatus("disabled");
  await until("the service to know", async () => {
    const session = await stage.world.session(kristin);
    const { body } = await stage.world.api(session, "GET", "me");
    return (body as { obstacle: string | null }).obstacle === "integration_disabled";
  });
  await tab.openTicket(people.customer.ticket);
  await tab.frame("ticket_sidebar").getByText(say("obstacle.integration_disabled")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-disabled");
  await stage.world.setStatus("connected");
  await tab.closeTab();
}
