import type { CallView } from "@deskline/shared/app";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;
let session: string;
/** Somebody who works in Zendesk by hand. */
let admin: Session;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  desk = await TicketsDesk.of(world);
  session = await world.session("kristin.hale@example.com");
  admin = await signIn(world.zendesk);
});
beforeEach(async () => {
  await desk.set({});
  world.zendesk.clearRequests();
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

async function ask(call: ScriptedCall, method: "PUT" | "POST", what: string, body: unknown) {
  const { id } = (await desk.fateOf(call)) ?? {};
  return world.api(session, method, `calls/${id}/${what}`, body);
}

function newTicket(): number {
  return world.zendesk.addTicket({ requesterId: world.customer.id, subject: "My order" }).id;
}
const newUser = (name: string) => world.zendesk.addUser({ name }).id;
const ticket = (id: number) => world.zendesk.tickets().find((one) => one.id === id);

describe("a call at the wrong ticket", () => {
  test("is moved to another, which gets its journal; history follows, and what was edited stays", async () => {
    const call = desk.talk();
    const own = Number((await desk.become(call, "done")).ticket_id);
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { subject: "A refund", priority: "high" } });
    const other = newTicket();
    expect((await ask(call, "PUT", "ticket", { ticketId: other })).status).toBe(200);
    await until("the journal there", () => Promise.resolve(world.zendesk.comments(other).length === 2));
    await desk.become(call, "done");
    expect(world.zendesk.comments(other).at(-1)?.body).toContain("Talk time: 1:00");
    expect(ticket(other)?.subject).toBe("My order");
    expect(ticket(own)).toMatchObject({ subject: "A refund", priority: "high" });
    const listed = await world.api(session, "GET", `calls?ticket=${other}`);
    expect((listed.body as { calls: CallView[] }).calls).toHaveLength(1);
  });

  test("is moved by an administrator on the command line too", async () => {
    const call = desk.talk();
    const { id } = await desk.become(call, "done");
    const other = newTicket();
    expect((await world.cli(["calls", "move", id, "--ticket", String(other)])).stdout).toContain("moved");
    await until("the journal there", () => Promise.resolve(world.zendesk.comments(other).length === 2));
    expect(await desk.stepped(call, "linked")).toMatchObject({ ticketId: other });
  });
});

describe("a call of the wrong contact", () => {
  test("is given to another, and the ticket that was made of it follows", async () => {
    const call = desk.talk();
    const own = Number((await desk.become(call, "done")).ticket_id);
    const right = newUser("Rita Right");
    world.zendesk.clearRequests();
    expect((await ask(call, "PUT", "contact", { userId: right })).status).toBe(200);
    expect(ticket(own)?.requesterId).toBe(right);
    expect(desk.writes()).toEqual(["PUT tickets/N 200"]);
    expect(await desk.stepped(call, "requester_moved")).toEqual({ ticketId: own, userId: right });
    const again = newUser("Rita Again");
    const { id } = (await desk.fateOf(call)) ?? {};
    await world.cli(["calls", "move", String(id), "--contact", String(again)]);
    expect(ticket(own)?.requesterId).toBe(again);
  });

  test.each<[string, (own: number) => Promise<unknown>, string]>([
    [
      "whose requester somebody has changed in Zendesk",
      (own) => admin.put(`/api/v2/tickets/${own}`, { ticket: { requester_id: newUser("By Hand") } }),
      "the requester was changed in Zendesk",
    ],
    ["that is closed", (own) => Promise.resolve(world.zendesk.setTicketStatus(own, "closed")), "closed"],
  ])("keeps the requester of a ticket %s, and the history follows all the same", async (_, act, because) => {
    const call = desk.talk();
    const own = Number((await desk.become(call, "done")).ticket_id);
    await act(own);
    const before = ticket(own)?.requesterId;
    const right = newUser("Rita Right");
    expect((await ask(call, "PUT", "contact", { userId: right })).status).toBe(200);
    expect(ticket(own)?.requesterId).toBe(before);
    expect(await desk.stepped(call, "requester_stays")).toMatchObject({ because });
    const listed = await world.api(session, "GET", `calls?user=${right}&numbers=`);
    expect((listed.body as { calls: CallView[] }).calls).toHaveLength(1);
  });

  test("keeps the requester of a ticket that holds another call too", async () => {
    const first = desk.talk();
    const own = Number((await desk.become(first, "done")).ticket_id);
    const second = desk.talk();
    await desk.become(second, "done");
    await ask(second, "PUT", "ticket", { ticketId: own });
    await until("both there", () => Promise.resolve(world.zendesk.comments(own).length === 2));
    await ask(first, "PUT", "contact", { userId: newUser("Rita Right") });
    expect(ticket(own)?.requesterId).toBe(world.customer.id);
  });
});

describe("a call that had no ticket", () => {
  beforeEach(() => desk.set({ enabled: false }));

  test("gets one when somebody wants it, once, whatever the rules say", async () => {
    const call = desk.talk();
    expect(await desk.become(call, "not_wanted")).toMatchObject({ logging_reason: "tickets_off" });
    expect((await ask(call, "POST", "ticket", {})).status).toBe(200);
    const { ticket_id } = await desk.become(call, "done");
    expect(ticket(Number(ticket_id))?.subject).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
    expect((await ask(call, "POST", "ticket", {})).body).toMatchObject({ ticketId: Number(ticket_id) });
    expect(desk.writes()).toEqual(["POST tickets 201"]);
  });

  test("gets another one than that it was unlinked from", async () => {
    await desk.set({});
    const call = desk.talk();
    const { ticket_id: before } = await desk.become(call, "done");
    await ask(call, "PUT", "ticket", { ticketId: null });
    expect((await ask(call, "POST", "ticket", {})).status).toBe(200);
    await until("another ticket", async () => (await desk.fateOf(call))?.ticket_id != null);
    const { ticket_id: after } = await desk.become(call, "done");
    expect(after).not.toBe(before);
    expect(desk.writes()).toEqual(["POST tickets 201", "POST tickets 201"]);
    expect(ticket(Number(after))?.requesterId).toBe(ticket(Number(before))?.requesterId);
  });

  test("gets one from an administrator on the command line", async () => {
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    await world.cli(["calls", "ticket", id]);
    expect(await desk.become(call, "done")).toMatchObject({ ticket_id: expect.any(String) as string });
  });

  test("needs a contact first, and must be over", async () => {
    await desk.set({});
    const call = desk.talk("2125550161");
    await desk.become(call, "not_possible");
    expect(await ask(call, "POST", "ticket", {})).toMatchObject({ body: { code: "call_without_contact" } });
    await ask(call, "PUT", "contact", { userId: newUser("Nina New") });
    await desk.become(call, "done");
    const running = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    running.ring("2005");
    await until("the call to be known", async () => (await desk.fateOf(running)) !== undefined);
    expect(await ask(running, "POST", "ticket", {})).toMatchObject({ body: { code: "call_not_over" } });
    running.hangUp();
    await desk.become(running, "done");
  });
});
