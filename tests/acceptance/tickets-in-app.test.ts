import type { BrowserContext, FrameLocator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { keepPicture } from "../support/picture.ts";
import { AppWorld } from "../world/app-world.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

/** What agents see of recordings in a history, and how they correct a call there. */

let at: AppWorld;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;
let context: BrowserContext;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  at = await AppWorld.start({ storage: { databaseUrl: database.url } });
  desk = await TicketsDesk.of(at.world);
  context = await at.context();
});
afterEach(async ({ task }) => {
  at.world.pbx.switches.recordingReadyAfterSeconds = 0;
  for (const [index, page] of context.pages().entries())
    if (task.result?.state === "fail") await keepPicture(page, task.name, index);
});
afterAll(async () => {
  await at.close();
  await dropDatabase();
});

async function besideTicket(ticketId: number): Promise<FrameLocator> {
  const tab = await at.again(context);
  await tab.openTicket(ticketId);
  return tab.frame("ticket_sidebar");
}

async function fate(call: ScriptedCall): Promise<string | null | undefined> {
  return (await desk.fateOf(call))?.ticket_id;
}

test("a recording that becomes ready can be played in the sidebar as it stands", async () => {
  at.world.pbx.switches.recordingReadyAfterSeconds = 3600;
  const { id, ticket_id } = await desk.become(desk.talk("+442079460123"), "done");
  const sidebar = await besideTicket(Number(ticket_id));
  await sidebar.getByText("The recording is being prepared").waitFor();
  await sidebar.locator("body").evaluate((body) => body.setAttribute("data-before", "yes"));
  at.world.pbx.finishRecordings();
  await at.world.query(
    "update pgboss.job set start_after = now() where name = 'await-recording' and singleton_key = $1 and state < 'active'",
    [id],
  );
  await sidebar.getByRole("button", { name: "Recording", exact: true }).click();
  await sidebar.locator("audio").waitFor();
  expect(await sidebar.locator("body").getAttribute("data-before")).toBe("yes");
});

test("a recording is being prepared, is not available, and a call is moved to another ticket by hand", async () => {
  at.world.pbx.switches.recordingReadyAfterSeconds = 3600;
  const call = desk.talk();
  const { id, ticket_id } = await desk.become(call, "done");
  const sidebar = await besideTicket(Number(ticket_id));
  await sidebar.getByText("The recording is being prepared").waitFor();
  await at.world.query("update calls set ended_at = now() - interval '1 day' where id = $1", [id]);
  await sidebar.getByText("The recording is not available").waitFor();

  const other = await at.ticketOf(at.world.customer.id);
  await sidebar.getByRole("button", { name: "Answered by you" }).click();
  await sidebar.getByRole("button", { name: "Move…" }).click();
  await sidebar.getByRole("textbox", { name: "Ticket number" }).fill("999999");
  await sidebar.getByRole("button", { name: "Move", exact: true }).click();
  await sidebar.getByText("Zendesk has no such ticket.").waitFor();
  await sidebar.getByRole("textbox", { name: "Ticket number" }).fill(`#${other}`);
  await sidebar.getByRole("button", { name: "Move", exact: true }).click();
  await sidebar.getByRole("button", { name: `Ticket #${other}` }).waitFor();
  await until("the journal there", () => Promise.resolve(at.world.zendesk.comments(other).length === 2));
  expect(await fate(call)).toBe(String(other));

  const right = at.world.zendesk.addUser({ name: "Rita Right" });
  await sidebar.getByRole("button", { name: "Move…" }).click();
  await sidebar.getByRole("button", { name: "Other contact" }).click();
  await sidebar.getByRole("textbox", { name: "Name" }).fill("Rita");
  await sidebar.getByRole("button", { name: "Rita Right" }).click();
  await until("the contact", async () => {
    const [row] = await at.world.query<{ contact: string }>(
      "select contact_user_id as contact from calls where id = $1",
      [id],
    );
    return row?.contact === String(right.id);
  });
});

test("a call that had no ticket gets one by hand", async () => {
  await desk.set({ enabled: false });
  const call = desk.talk();
  await desk.become(call, "not_wanted");
  const sidebar = await besideTicket(await at.ticketOf(at.world.customer.id));
  await sidebar.getByRole("button", { name: "Answered by you" }).first().click();
  await sidebar.getByRole("button", { name: "Move…" }).click();
  await sidebar.getByRole("button", { name: "Create ticket" }).click();
  await desk.become(call, "done");
  const ticketId = await fate(call);
  expect(ticketId).not.toBeNull();
  await sidebar.getByRole("button", { name: `Ticket #${ticketId}` }).waitFor();
});
