import { customerNumber, unknownNumber } from "./history.ts";
import { hangUp, ring, ticket } from "./sidebar-scenes.ts";
import type { Scene } from "./scene.ts";

/** What comes seldom: very many or very long, another direction of writing, and what goes wrong in the midst of work. */
export async function rareScenes(scene: Scene): Promise<void> {
  await callers(scene);
  await people(scene);
  await failing(scene);
  await otherPlaces(scene);
  await sessionOver(scene);
}

async function callers(scene: Scene): Promise<void> {
  const { tab, people: known, album, say, stage } = scene;
  const { pbx } = stage.world;
  const sidebar = await ticket(scene, known.withoutCalls.ticket);
  const unknown = ring(scene, unknownNumber);
  await sidebar.getByText(say("call.nobody_known")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-ringing-unknown", [250]);
  await hangUp(scene, unknown);

  const queued = pbx.inbound({ from: customerNumber, did: "1000", to: "6400" });
  queued.ring("2005");
  await sidebar.getByText(/6400/).first().waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-ringing-queue", [250]);
  queued.answer("2005");
  const second = ring(scene, unknownNumber);
  await sidebar.getByText(say("call.nobody_known")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-two-calls", [250, 420]);
  await hangUp(scene, second);
  await hangUp(scene, queued);
  await sidebar
    .getByRole("button", { name: say("close") })
    .first()
    .click();
  await tab.closeTab();
}

async function people(scene: Scene): Promise<void> {
  const { tab, album, say, stage } = scene;
  const { zendesk } = stage.world;
  const numbers = Array.from(
    { length: 50 },
    (_, index) => `+44207946${String(index + 810).padStart(4, "0")}`,
  );
  const many = zendesk.addUser({ name: "Fay Fifty", phone: "", numbers });
  const fromTheRight = zendesk.addUser({ name: "ليلى حداد", phone: "+442079460911" });
  for (const [who, name] of [
    [many, "ticket-many-numbers"],
    [fromTheRight, "ticket-from-the-right"],
  ] as const) {
    const { id } = zendesk.addTicket({ requesterId: who.id, subject: name });
    const sidebar = await ticket(scene, id);
    if (who === fromTheRight) {
      const call = ring(scene, "+442079460911");
      call.answer("2005");
      await hangUp(scene, call);
      await sidebar.locator("li button[aria-expanded]").first().click();
      await sidebar
        .getByRole("button", { name: say("close") })
        .first()
        .click();
    } else await sidebar.getByText(say("history.empty_text")).waitFor();
    await album.take(scene, "ticket_sidebar", name, [250]);
    await tab.closeTab();
  }
}

async function failing(scene: Scene): Promise<void> {
  const { tab, people: known, album, say } = scene;
  const { page } = tab;
  const sidebar = await ticket(scene, known.withoutCalls.ticket);
  await sidebar.getByRole("button", { name: say("history.ticket"), exact: true }).click();
  const row = sidebar.locator("li button[aria-expanded]").first();
  await row.or(sidebar.getByText(say("history.empty_ticket"))).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-this-ticket");
  await page.route(/\/api\/app\/calls/, (route) =>
    route.fulfill({ status: 500, json: { code: "internal", message: "", requestId: "7f3c9a12" } }),
  );
  await sidebar.getByRole("button", { name: say("history.missed"), exact: true }).click();
  await sidebar.getByText(say("error.title")).waitFor();
  await album.take(scene, "ticket_sidebar", "ticket-failing", [250]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await tab.closeTab();
}

async function otherPlaces(scene: Scene): Promise<void> {
  const { tab, album, say } = scene;
  const running = ring(scene, customerNumber);
  running.answer("2005");
  await tab.openNavBar();
  await tab
    .frame("nav_bar")
    .getByRole("button", { name: say("control.hang_up") })
    .waitFor();
  await album.take(scene, "nav_bar", "nav-bar-talking");
  await hangUp(scene, running);
  await tab.openHome();
}

async function sessionOver(scene: Scene): Promise<void> {
  const { people: known, album, locale, say, stage } = scene;
  const other = await stage.open(locale);
  const sidebar = await ticket({ ...other, people: known, album }, known.customer.ticket);
  const call = ring(scene, customerNumber);
  call.answer("2005");
  const note = sidebar.getByRole("textbox", { name: say("note.label") });
  await note.waitFor();
  await other.tab.page.route(/\/api\/app\//, (route) =>
    route.fulfill({ status: 401, json: { code: "session_over", message: "", requestId: "r-1" } }),
  );
  await note.fill("Wants the invoice split in two. Sends the addresses by e-mail today.");
  await sidebar.getByText(say("session.over")).waitFor();
  await album.take(other, "ticket_sidebar", "ticket-session-over", [250]);
  await other.tab.page.context().close();
  await hangUp(scene, call);
}
