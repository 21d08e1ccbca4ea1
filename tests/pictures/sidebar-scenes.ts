import type { FrameLocator } from "playwright-core";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import { customerNumber } from "./history.ts";
import type { Scene } from "./scene.ts";

const both = [250, 420];

/** What stands beside tickets and users, from idle to the end of a call. */
export async function sidebarScenes(scene: Scene): Promise<void> {
  await idle(scene);
  await call(scene);
  await dialled(scene);
  await user(scene);
  await newTicket(scene);
  const { tab } = scene;
  for (const kept of (await tab.state()).tabs) {
    await tab.openTicket(Number(kept.slice("ticket ".length)));
    await tab.closeTab();
  }
}

async function idle(scene: Scene): Promise<void> {
  const { tab, people, album, say } = scene;
  const sidebar = await ticket(scene, people.customer.ticket);
  await sidebar.locator("li button[aria-expanded]").first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-history", both);
  await album.takeWhole(scene, "workspace");
  await sidebar.locator("li button[aria-expanded]").first().click();
  await album.take(scene, "ticket_sidebar", "ticket-call-opened", [250]);
  await sidebar.locator("li button[aria-expanded]").first().click();
  await sidebar.getByRole("button", { name: say("history.missed"), exact: true }).click();
  await album.take(scene, "ticket_sidebar", "ticket-missed");
  await sidebar.getByRole("button", { name: say("settings.open") }).click();
  await album.take(scene, "ticket_sidebar", "ticket-settings", [250]);
  await tab.closeTab();

  await ticket(scene, people.withoutCalls.ticket);
  await sidebar.getByText(say("history.empty_text")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-no-calls");
  await ticket(scene, people.withoutNumber.ticket);
  await sidebar.getByText(say("numbers.none")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-no-number");
  await ticket(scene, people.longName.ticket);
  await sidebar.getByText(say("history.empty_text")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-long-name", [250]);
}

async function call(scene: Scene): Promise<void> {
  const { tab, people, album, say } = scene;
  const sidebar = await ticket(scene, people.customer.ticket);
  const ringing = ring(scene, customerNumber);
  await sidebar.getByRole("button", { name: say("control.decline") }).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-ringing", both);
  ringing.answer("2005");
  const note = sidebar.getByRole("textbox", { name: say("note.label") });
  await note.fill("Moved in March. The old address is still on invoice 2107.");
  await sidebar.getByText(say("note.saved"), { exact: true }).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-talking", both);
  await sidebar.getByRole("button", { name: say("control.transfer"), exact: true }).click();
  await sidebar.getByRole("combobox", { name: say("transfer.label") }).fill("2");
  await sidebar.getByRole("option").first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-transfer", [250]);
  await sidebar.getByRole("button", { name: say("cancel") }).click();
  await sidebar.getByRole("button", { name: say("control.hold") }).click();
  await sidebar.getByRole("button", { name: say("control.resume") }).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-held");
  await sidebar.getByRole("button", { name: say("control.resume") }).click();
  await sidebar.getByRole("button", { name: say("control.hold") }).waitFor();
  ringing.transferAttended("2005", "2006");
  await sidebar.getByRole("button", { name: say("control.complete_transfer") }).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-consulting", [250]);
  ringing.hangUp(customerNumber);
  await sidebar.getByText(say("call.ended")).first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-ended");
  await sidebar.getByRole("button", { name: say("close") }).click();

  const long = ring(scene, "+442079460654");
  await ticket(scene, people.longName.ticket);
  await sidebar.getByRole("button", { name: say("control.decline") }).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-ringing-long-name", [250]);
  await hangUp(scene, long);
  await tab.closeTab();
}

async function dialled(scene: Scene): Promise<void> {
  const { people, album, say, stage } = scene;
  const { pbx } = stage.world;
  const sidebar = await ticket(scene, people.withoutCalls.ticket);
  const button = sidebar.getByRole("button", { name: new RegExp(`^${say("numbers.call")}`) }).first();
  await button.click();
  await sidebar
    .getByText(new RegExp(say("call.calling_phone")))
    .first()
    .waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-calling");
  const order = pbx.calls()[0];
  order?.answer("2005");
  order?.fail("603 Decline");
  order?.hangUp();
  await pbx.settled();
  await sidebar.getByText(say("call.ended")).first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-dial-failed", [250]);
  await sidebar.getByRole("button", { name: say("close") }).click();
  pbx.switches.dialRefusal = 10009;
  await scene.tab.page.waitForTimeout(4_000); // two clicks are one call for a while
  await button.click();
  await sidebar.getByRole("alert").filter({ hasText: /./ }).first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-dial-refused", [250]);
  pbx.switches.dialRefusal = null;
}

async function user(scene: Scene): Promise<void> {
  const { tab, people, album } = scene;
  await tab.openUser(people.customer.id);
  await tab.frame("user_sidebar").locator("li button[aria-expanded]").first().waitFor();
  await album.take(scene, "user_sidebar", "user-history", [250]);
  await tab.closeTab();
}

async function newTicket(scene: Scene): Promise<void> {
  const { tab, album, say } = scene;
  await tab.openNewTicket();
  const sidebar = tab.frame("new_ticket_sidebar");
  await sidebar.getByText(say("requester.none")).waitFor();
  await album.take(scene, "new_ticket_sidebar", "new-ticket-no-requester");
  const running = ring(scene, customerNumber);
  running.answer("2005");
  await sidebar.getByText(say("prefill.done")).waitFor();
  await sidebar.locator("li button[aria-expanded]").first().waitFor();
  await album.take(scene, "new_ticket_sidebar", "new-ticket-prefilled", [250]);
  await hangUp(scene, running);
  await tab.closeTab();
}

export async function ticket({ tab, say }: Scene, id: number): Promise<FrameLocator> {
  await tab.openTicket(id);
  const sidebar = tab.frame("ticket_sidebar");
  await sidebar.getByText(say("state.extension").replace("{number}", "2005")).waitFor();
  return sidebar;
}

/** Kristin's phone rings. */
export function ring({ stage }: Scene, from: string): ScriptedCall {
  const call = stage.world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  return call;
}

export async function hangUp({ stage }: Scene, call: ScriptedCall): Promise<void> {
  call.hangUp();
  await stage.world.pbx.settled();
}
