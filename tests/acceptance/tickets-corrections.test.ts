import { CorrectedCall } from "@deskline/shared/admin-calls";
import type { AuditPage } from "@deskline/shared/admin-audit";
import type { CallView } from "@deskline/shared/app";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { askApi } from "../world/app-frames.ts";
import { ConsoleClient } from "../world/console-client.ts";
import { runCli } from "../world/service-process.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { FaultAction } from "../world/zendesk/server/faults.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

type Method = "PUT" | "POST" | "DELETE";

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
afterEach(() => world.zendesk.faults.clear());
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

/** As an administrator asks for it, by the console's API. */
async function correct(call: ScriptedCall, method: Method, what: string, body?: unknown) {
  return desk.operator.ask(method, await pathOf(call, what), body);
}

async function pathOf(call: ScriptedCall, what: string): Promise<string> {
  const { id } = (await desk.fateOf(call)) ?? {};
  return `integrations/${world.integration.id}/calls/${id}/${what}`;
}

/** What the audit log says of a call, the newest first. */
async function auditOf(call: ScriptedCall) {
  const { id } = (await desk.fateOf(call)) ?? {};
  const { entries } = (await desk.operator.ask("GET", "audit?limit=200")).body as AuditPage;
  return entries.filter((one) => one.after?.["call"] === id);
}

/** A call of today that was taken and has its ticket. */
async function talked(): Promise<{ call: ScriptedCall; id: string; own: number }> {
  const call = desk.talk();
  const { id, ticket_id } = await desk.become(call, "done");
  return { call, id, own: Number(ticket_id) };
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

  test("is moved to one that was merged: its winner gets the journal, and history follows", async () => {
    const { call } = await talked();
    const [other, winner] = [newTicket(), newTicket()];
    world.zendesk.mergeTickets(other, winner);
    const before = world.zendesk.comments(winner).length;
    expect((await ask(call, "PUT", "ticket", { ticketId: other })).status).toBe(200);
    await desk.stepped(call, "winner_instead");
    expect(await desk.become(call, "done")).toMatchObject({ ticket_id: String(winner) });
    expect(world.zendesk.comments(winner)).toHaveLength(before + 1);
    expect(world.zendesk.comments(winner).at(-1)?.body).toContain("Talk time: 1:00");
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

  test("is given to another, and so is the follow-up of somebody else's ticket that was made of it", async () => {
    const owner = newUser("Olga Owner");
    const { id: closed } = world.zendesk.addTicket({ requesterId: owner });
    const call = world.pbx.outbound({ extension: "2005", to: "5503309" });
    await desk.dialledFrom(call, closed);
    world.zendesk.setTicketStatus(closed, "closed");
    call.remoteRings();
    call.remoteAnswers();
    call.wait(60);
    call.hangUp("2005");
    const own = Number((await desk.become(call, "done")).ticket_id);
    expect(ticket(own)).toMatchObject({ requesterId: owner, followupSourceId: closed });
    const right = newUser("Rita Right");
    expect((await ask(call, "PUT", "contact", { userId: right })).status).toBe(200);
    expect(ticket(own)?.requesterId).toBe(right);
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

describe("a call that is given to another contact while its ticket is on the way", () => {
  const path = /\/tickets$/;

  /** The first request for the ticket meets trouble; the next try goes on once `goOn` says so. */
  async function troubled(trouble: FaultAction): Promise<{ call: ScriptedCall; goOn: () => void }> {
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path, do: trouble });
    world.zendesk.faults.add({ method: "GET", path, do: { kind: "waits", for: promise } });
    const call = desk.talk();
    await desk.stepped(call, "will_try_again");
    return { call, goOn };
  }

  async function chooses(call: ScriptedCall, userId: number): Promise<void> {
    expect(await ask(call, "PUT", "contact", { userId })).toMatchObject({ status: 200 });
  }

  test.each<[string, FaultAction, string[]]>([
    [
      "failed, whatever became of it",
      { kind: "status", status: 503 },
      ["POST tickets 503", "POST tickets 201", "PUT tickets/N 200"],
    ],
    ["made it and was not answered", { kind: "drop_after" }, ["POST tickets 201", "PUT tickets/N 200"]],
    [
      "certainly made none",
      { kind: "status", status: 429, headers: { "retry-after": "1" } },
      ["POST tickets 429", "POST tickets 201"],
    ],
  ])("has a ticket of theirs where the first request %s", async (_, trouble, writes) => {
    const { call, goOn } = await troubled(trouble);
    const right = newUser("Rita Right");
    await chooses(call, right);
    goOn();
    const own = Number((await desk.become(call, "done")).ticket_id);
    expect(ticket(own)?.requesterId).toBe(right);
    expect(desk.writes()).toEqual(writes);
    const again = newUser("Rita Again");
    await chooses(call, again);
    expect(ticket(own)?.requesterId).toBe(again);
  });

  test("has a ticket of theirs where they are chosen as the answer comes", async () => {
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path, do: { kind: "waits", for: promise } });
    const call = desk.talk();
    await until("the request to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    const right = newUser("Rita Right");
    await chooses(call, right);
    goOn();
    const own = Number((await desk.become(call, "done")).ticket_id);
    expect(await desk.stepped(call, "requester_moved")).toEqual({ ticketId: own, userId: right });
    expect(ticket(own)?.requesterId).toBe(right);
  });

  test("keeps the requester whom somebody has given the ticket in Zendesk, and its trace says so", async () => {
    const { call, goOn } = await troubled({ kind: "drop_after" });
    const [right, byHand] = [newUser("Rita Right"), newUser("By Hand")];
    const own = world.zendesk.tickets().at(-1)?.id ?? 0;
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { requester_id: byHand } });
    await chooses(call, right);
    goOn();
    expect(await desk.become(call, "done")).toMatchObject({ ticket_id: String(own) });
    expect(ticket(own)?.requesterId).toBe(byHand);
    const because = "the requester was changed in Zendesk";
    expect(await desk.stepped(call, "requester_stays")).toEqual({ ticketId: own, userId: right, because });
  });

  test("keeps the ticket as it is where Zendesk does not give it to them", async () => {
    const { call, goOn } = await troubled({ kind: "drop_after" });
    world.zendesk.faults.add({ method: "PUT", path: /tickets/, do: { kind: "status", status: 422 } });
    await chooses(call, newUser("Rita Refused"));
    goOn();
    const own = Number((await desk.become(call, "done")).ticket_id);
    expect(ticket(own)?.requesterId).toBe(world.customer.id);
    const { because } = await desk.stepped(call, "requester_stays");
    expect(because).toContain("422");
  });

  test("gets its ticket although the one before is refused", async () => {
    const { call, goOn } = await troubled({ kind: "status", status: 503 });
    const details = { requester: [{ description: "Requester: Dana Fisher is suspended." }] };
    const body = { error: "RecordInvalid", description: "Record validation errors", details };
    world.zendesk.faults.add({ method: "POST", path, do: { kind: "status", status: 422, body } });
    const right = newUser("Rita Right");
    await chooses(call, right);
    goOn();
    const own = Number((await desk.become(call, "done")).ticket_id);
    expect(ticket(own)?.requesterId).toBe(right);
    expect(desk.writes()).toEqual(["POST tickets 503", "POST tickets 422", "POST tickets 201"]);
  });

  test("has a ticket of theirs while it still rings", async () => {
    await desk.set({ moment: "before" });
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path, do: { kind: "waits", for: promise } });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    await until("the request to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    const right = newUser("Rita Right");
    await chooses(call, right);
    goOn();
    await until("the ticket", async () => ((await desk.fateOf(call))?.ticket_id ?? null) !== null);
    const own = Number((await desk.fateOf(call))?.ticket_id);
    expect(ticket(own)?.requesterId).toBe(right);
    call.answer("2005");
    call.hangUp();
    await desk.become(call, "done");
    expect(ticket(own)?.requesterId).toBe(right);
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

  test("gets no second one where it was given up after its ticket had been made", async () => {
    await desk.set({});
    const { call, id, own } = await talked();
    const given = "update calls set logging = 'parked', ticket_id = null where id = $1";
    await world.query(given, [id]);
    expect((await ask(call, "POST", "ticket", {})).status).toBe(200);
    expect(await desk.become(call, "done")).toMatchObject({ ticket_id: String(own) });
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

  test("stays without, though the settings are others by now, when a start has its record read again", async () => {
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    await desk.set({});
    const replica = await world.addReplica();
    await using stack = new AsyncDisposableStack();
    stack.defer(async () => void (await replica.stop()));
    await until("the record to be read", async () => {
      const read = await world.query(
        "select 1 from pbx_events where pbx_call_id = $1 and 'cdr_pull' = any(seen_on)",
        [call.callId],
      );
      return read.length > 0;
    });
    expect(
      await world.query("select logging, settled_at is null as open from calls where id = $1", [id]),
    ).toEqual([{ logging: "not_wanted", open: false }]);
    expect((await desk.stepsOf(call)).map((one) => one.step)).not.toContain("reopened");
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

describe("an administrator over HTTP", () => {
  test("moves a call to another ticket, which gets its journal; what was edited stays on both", async () => {
    const { call, id, own } = await talked();
    const other = newTicket();
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { subject: "A refund", priority: "high" } });
    await admin.put(`/api/v2/tickets/${other}`, { ticket: { subject: "Her order", tags: ["vip"] } });
    const before = world.zendesk.comments(own);
    const moved = await correct(call, "PUT", "ticket", { ticketId: other });
    expect(moved.status).toBe(200);
    expect(CorrectedCall.parse(moved.body)).toMatchObject({ id, ticketId: other, requester: null });
    await desk.become(call, "done");
    expect(world.zendesk.comments(other).at(-1)?.body).toContain("Talk time: 1:00");
    expect(ticket(own)).toMatchObject({ subject: "A refund", priority: "high" });
    expect(ticket(other)).toMatchObject({ subject: "Her order", requesterId: world.customer.id });
    expect(ticket(other)?.tags).toContain("vip");
    expect(world.zendesk.comments(own)).toEqual(before);
    expect(await desk.stepped(call, "linked")).toMatchObject({
      by: "operator",
      ticketId: other,
      before: own,
    });

    expect((await correct(call, "PUT", "ticket", { ticketId: other })).body).toMatchObject({
      ticketId: other,
      logging: "done",
    });
    expect(await auditOf(call)).toMatchObject([
      {
        action: "call.moved",
        actorKind: "operator",
        integrationId: world.integration.id,
        before: { ticketId: own, logging: "done" },
        after: { call: id, ticketId: other, logging: "pending" },
      },
    ]);
    expect(desk.writes().filter((one) => one.startsWith("PUT"))).toHaveLength(3); // two by hand
  });

  test("moves a call to another contact; its ticket follows, and is told apart from one that keeps its own", async () => {
    const { call, id, own } = await talked();
    const right = newUser("Rita Right");
    const moved = CorrectedCall.parse((await correct(call, "PUT", "contact", { userId: right })).body);
    expect(moved).toMatchObject({ contactUserId: right, requester: { kind: "moved", because: null } });
    expect(ticket(own)?.requesterId).toBe(right);
    const byHand = newUser("By Hand");
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { requester_id: byHand } });
    const again = newUser("Rita Again");
    expect((await correct(call, "PUT", "contact", { userId: again })).body).toMatchObject({
      contactUserId: again,
      requester: { kind: "stays", because: "the requester was changed in Zendesk" },
    });
    expect(ticket(own)?.requesterId).toBe(byHand);
    const because = "the requester was changed in Zendesk";
    expect(await auditOf(call)).toMatchObject([
      {
        action: "call.moved",
        before: { contactUserId: right },
        after: { call: id, contactUserId: again, requester: { kind: "stays", because } },
      },
      {
        before: { contactUserId: world.customer.id, contactByHand: false },
        after: { contactUserId: right, contactByHand: true, requester: { kind: "moved" } },
      },
    ]);
  });

  test("moves the requester of a ticket that somebody edits in that very moment, and the edit stays", async () => {
    const { call, own } = await talked();
    const right = newUser("Rita Right");
    const released = Promise.withResolvers<void>();
    world.zendesk.faults.add({
      method: "PUT",
      path: /tickets/,
      do: { kind: "waits", for: released.promise },
    });
    const asked = correct(call, "PUT", "contact", { userId: right });
    await until("the request to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    world.passAtZendesk(2000);
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { subject: "A refund", priority: "high" } });
    released.resolve();
    expect((await asked).body).toMatchObject({ requester: { kind: "moved" } });
    expect(ticket(own)).toMatchObject({ subject: "A refund", priority: "high", requesterId: right });
  });

  test("has a ticket made of a call without one, once, whatever the rules say", async () => {
    await desk.set({ enabled: false });
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    expect((await correct(call, "POST", "ticket")).body).toMatchObject({
      id,
      ticketId: null,
      logging: "pending",
    });
    const { ticket_id } = await desk.become(call, "done");
    expect(await correct(call, "POST", "ticket")).toMatchObject({
      status: 200,
      body: { ticketId: Number(ticket_id), logging: "done" },
    });
    expect(desk.writes()).toEqual(["POST tickets 201"]);
    expect(await auditOf(call)).toMatchObject([
      {
        action: "call.ticket_wanted",
        before: { ticketByHand: false, logging: "not_wanted" },
        after: { call: id, ticketByHand: true, logging: "pending" },
      },
    ]);
  });

  test("takes a call from its ticket, where all stays as it is; a ticket that is made of it later is another", async () => {
    const { call, id, own } = await talked();
    const [before, edited] = [world.zendesk.comments(own), { subject: "A refund", priority: "high" }];
    await admin.put(`/api/v2/tickets/${own}`, { ticket: edited });
    world.zendesk.clearRequests();
    const taken = await correct(call, "DELETE", "ticket");
    expect(taken.status).toBe(200);
    const left = { id, ticketId: null, logging: "not_wanted", reason: "unlinked" };
    expect(CorrectedCall.parse(taken.body)).toMatchObject({ ...left, requester: null });
    expect((await correct(call, "DELETE", "ticket")).body).toMatchObject(left);
    expect(await desk.stepped(call, "unlinked")).toMatchObject({ by: "operator", before: own });
    const listed = await world.api(session, "GET", `calls?ticket=${own}`);
    expect((listed.body as { calls: CallView[] }).calls).toEqual([]);
    expect(world.zendesk.requests()).toEqual([]);

    expect((await correct(call, "POST", "ticket")).status).toBe(200);
    const { ticket_id } = await desk.become(call, "done");
    expect(Number(ticket_id)).not.toBe(own);
    expect(world.zendesk.comments(own)).toEqual(before);
    expect(ticket(own)).toMatchObject(edited);
    expect(desk.writes()).toEqual(["POST tickets 201"]);
    expect(await auditOf(call)).toMatchObject([
      { action: "call.ticket_wanted" },
      {
        action: "call.unlinked",
        actorKind: "operator",
        before: { ticketId: own, logging: "done" },
        after: { call: id, ticketId: null, logging: "not_wanted" },
      },
    ]);
  });

  test("takes a call from the ticket it is on its way to: it gets its own, as if it had never been moved", async () => {
    await desk.set({ enabled: false });
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    await desk.set({});
    const other = newTicket();
    const path = new RegExp(`tickets/${other}`);
    world.zendesk.faults.add({ method: "PUT", path, times: 1000, do: { kind: "status", status: 503 } });
    await correct(call, "PUT", "ticket", { ticketId: other });
    await desk.stepped(call, "will_try_again");
    expect((await correct(call, "DELETE", "ticket")).body).toMatchObject({
      ticketId: null,
      logging: "pending",
    });
    const { ticket_id } = await desk.become(call, "done");
    expect(Number(ticket_id)).not.toBe(other);
    expect(world.zendesk.comments(other)).toHaveLength(1);
  });

  test("takes a call that was dialled from a ticket from there while it still runs, and that is audited", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    await until("the call to be known", async () => (await desk.fateOf(call)) !== undefined);
    const from = newTicket();
    const { id } = (await desk.fateOf(call)) ?? {};
    await world.query("update calls set dialled_from_ticket = $1 where id = $2", [from, id]);
    expect(await correct(call, "DELETE", "ticket")).toMatchObject({ status: 200 });
    expect(await auditOf(call)).toMatchObject([
      { action: "call.unlinked", before: { dialledFromTicket: from }, after: { dialledFromTicket: null } },
    ]);
    call.answer("2005");
    call.hangUp();
    const { ticket_id } = await desk.become(call, "done");
    expect(Number(ticket_id)).not.toBe(from);
    expect(world.zendesk.comments(from)).toHaveLength(1);
  });

  test("has a call that was dialled from a ticket and left alone brought to that ticket", async () => {
    await desk.set({ neverLog: { numbers: ["5503309"], extensions: [] } });
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    const from = newTicket();
    await world.query("update calls set dialled_from_ticket = $1 where id = $2", [from, id]);
    expect((await correct(call, "POST", "ticket")).body).toMatchObject({ ticketId: from });
    await desk.become(call, "done");
    expect(world.zendesk.comments(from).at(-1)?.body).toContain("Talk time: 1:00");
    expect(desk.writes()).toEqual(["PUT tickets/N 200"]);
  });

  test("is named in the audit log when it is one of Zendesk's; an agent may not, nor may nobody", async () => {
    const { call } = await talked();
    const path = await pathOf(call, "ticket");
    const body = { ticketId: newTicket() };
    const nobody = new ConsoleClient(world.service.url);
    expect(await nobody.ask("PUT", path, body)).toMatchObject({ status: 401 });
    const agent = ConsoleClient.withSession(world.service.url, session);
    expect(await agent.ask("PUT", path, body)).toMatchObject({ body: { code: "admin_needed" } });
    const loaded = await world.signedLoad("nav_bar", "ada@acme.example");
    const ada = ConsoleClient.withSession(world.service.url, loaded.data?.session.token ?? "");
    expect((await ada.ask("PUT", path, body)).status).toBe(200);
    await desk.become(call, "done");
    expect(await auditOf(call)).toMatchObject([{ actorKind: "zendesk_user", actor: "Ada Admin" }]);
  });
});

describe("a correction that cannot be made says why, and changes nothing", () => {
  const everyVerb: [Method, string, () => object][] = [
    ["PUT", "ticket", () => ({ ticketId: newTicket() })],
    ["PUT", "contact", () => ({ userId: newUser("Rita Right") })],
    ["POST", "ticket", () => ({})],
    ["DELETE", "ticket", () => ({})],
  ];
  let call: ScriptedCall;
  beforeEach(async () => {
    await desk.set({ enabled: false });
    call = desk.talk();
    await desk.become(call, "not_wanted");
  });

  async function expectUntouched(): Promise<void> {
    expect(await desk.fateOf(call)).toMatchObject({ logging: "not_wanted", ticket_id: null });
    expect(await auditOf(call)).toEqual([]);
    expect(desk.writes()).toEqual([]);
  }

  test.each<[string, "PUT" | "POST", string, object, number, string]>([
    ["a ticket that is not there", "PUT", "ticket", { ticketId: 987654321 }, 404, "ticket_unknown"],
    ["a user who is not there", "PUT", "contact", { userId: 987654321 }, 404, "person_unknown"],
    ["no ticket at all", "PUT", "ticket", {}, 400, "input_wrong"],
    ["a ticket that is no number", "PUT", "ticket", { ticketId: "12" }, 400, "input_wrong"],
    ["no user at all", "PUT", "contact", { userId: null }, 400, "input_wrong"],
  ])("%s", async (_, method, what, body, status, code) => {
    expect(await correct(call, method, what, body)).toMatchObject({ status, body: { code } });
    await expectUntouched();
  });

  test.each(everyVerb)(
    "an unknown call, and one of another integration: %s %s",
    async (method, what, body) => {
      const added = await desk.operator.ask("POST", "integrations", { name: `Other ${method} ${what}` });
      const { id: other } = added.body as { id: string };
      const { id } = (await desk.fateOf(call)) ?? {};
      for (const path of [
        `integrations/${world.integration.id}/calls/${crypto.randomUUID()}/${what}`,
        `integrations/${world.integration.id}/calls/nonsense/${what}`,
        `integrations/${other}/calls/${id}/${what}`,
      ])
        expect(await desk.operator.ask(method, path, body())).toMatchObject({
          status: 404,
          body: { code: "call_unknown" },
        });
      await expectUntouched();
    },
  );

  test.each(everyVerb)(
    "an integration that is switched off, or not connected: %s %s",
    async (method, what, body) => {
      for (const [status, code] of [
        ["disabled", "integration_disabled"],
        ["reconnect_needed", "zendesk_not_connected"],
      ] as const) {
        await world.setStatus(status);
        expect(await correct(call, method, what, body())).toMatchObject({ body: { code } });
        await world.setStatus("connected");
      }
      await expectUntouched();
    },
  );

  test.each(everyVerb.slice(0, 2))("Zendesk being away, or refusing: %s %s", async (method, what, body) => {
    const wanted = body();
    for (const [status, code, answer] of [
      [503, "zendesk_unreachable", 503],
      [422, "zendesk_refused", 502],
      [401, "zendesk_not_connected", 409],
    ] as const) {
      world.zendesk.faults.add({ method: "GET", times: 100, do: { kind: "status", status } });
      expect(await correct(call, method, what, wanted)).toMatchObject({ status: answer, body: { code } });
      world.zendesk.faults.clear();
      await world.setStatus("connected");
    }
    await expectUntouched();
  });

  test("a call that runs, one of nobody known, and one between extensions", async () => {
    await desk.set({});
    const unknown = desk.talk("2125550177");
    await desk.become(unknown, "not_possible");
    const code = async (one: ScriptedCall) =>
      ((await correct(one, "POST", "ticket")).body as { code: string }).code;
    expect(await code(unknown)).toBe("call_without_contact");
    const running = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    running.ring("2005");
    await until("the call to be known", async () => (await desk.fateOf(running)) !== undefined);
    expect(await code(running)).toBe("call_not_over");
    running.hangUp();
    await desk.become(running, "done");
    const inside = world.pbx.internal({ from: "2005", to: "2006" });
    inside.ring("2006");
    inside.hangUp();
    await desk.become(inside, "not_wanted");
    expect(await code(inside)).toBe("call_internal");
    expect(await correct(inside, "DELETE", "ticket")).toMatchObject({ body: { code: "call_internal" } });
  });
});

describe("at the same moment", () => {
  let replica: Awaited<ReturnType<World["addReplica"]>>;
  beforeAll(async () => {
    replica = await world.addReplica();
  });
  afterAll(() => replica.stop());
  const both = () => [world.service.url, replica.url];

  /** Asks the app's API at every replica at once, so often each. */
  async function askBoth(call: ScriptedCall, method: "PUT" | "POST", what: string, bodies: object[]) {
    const { id } = (await desk.fateOf(call)) ?? {};
    const marcus = await world.session("marcus.webb@example.com");
    const answers = await Promise.all(
      bodies.map((body, i) =>
        askApi(both()[i % 2] ?? "", i % 4 < 2 ? session : marcus, method, `calls/${id}/${what}`, body),
      ),
    );
    expect(answers.map((one) => one.status)).toEqual(bodies.map(() => 200));
  }

  test("two agents, each with a double click, ask two replicas for a ticket of one call: there is one", async () => {
    await desk.set({ enabled: false });
    const call = desk.talk();
    await desk.become(call, "not_wanted");
    await askBoth(
      call,
      "POST",
      "ticket",
      Array.from({ length: 8 }, () => ({})),
    );
    const { ticket_id } = await desk.become(call, "done");
    await askBoth(
      call,
      "POST",
      "ticket",
      Array.from({ length: 4 }, () => ({})),
    );
    expect(desk.writes()).toEqual(["POST tickets 201"]);
    expect(await desk.fateOf(call)).toMatchObject({ logging: "done", ticket_id });
    const asked = (await desk.stepsOf(call)).filter((one) => one.step === "ticket_asked_for");
    expect(asked).toHaveLength(1);
  });

  test("a ticket is asked for while the call is on its way and the rules change: it gets it all the same", async () => {
    world.zendesk.addUser({ name: "Wanda Waits", phone: "+12125550179" });
    const away = { kind: "status", status: 503 } as const;
    world.zendesk.faults.add({ method: "GET", path: /search/, times: 1000, do: away });
    const call = desk.talk("+12125550179");
    await desk.stepped(call, "will_try_again");
    await desk.set({ enabled: false });
    await askBoth(call, "POST", "ticket", [{}, {}]);
    world.zendesk.faults.clear();
    await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST tickets 201"]);
  });

  test("a call is moved to several tickets: it ends at one with its journal, as history and Zendesk say", async () => {
    const { call, own } = await talked();
    const tickets = Array.from({ length: 4 }, newTicket);
    await askBoth(
      call,
      "PUT",
      "ticket",
      tickets.map((ticketId) => ({ ticketId })),
    );
    const end = Number((await desk.become(call, "done")).ticket_id);
    expect(tickets).toContain(end);
    const journals = (id: number) =>
      world.zendesk.comments(id).filter((one) => one.body.includes("Talk time: 1:00"));
    expect(journals(end)).toHaveLength(1);
    expect(journals(own)).toHaveLength(1);
    for (const id of tickets) {
      expect(journals(id).length).toBeLessThanOrEqual(1);
      const listed = await world.api(session, "GET", `calls?ticket=${id}`);
      expect((listed.body as { calls: CallView[] }).calls).toHaveLength(id === end ? 1 : 0);
    }
    expect(desk.writes().filter((one) => one.startsWith("POST tickets"))).toEqual(["POST tickets 201"]);
  });

  test("a call is moved on from a ticket that refuses it just then: it comes to the next all the same", async () => {
    const { call, own } = await talked();
    const [refusing, next] = [newTicket(), newTicket()];
    const released = Promise.withResolvers<void>();
    const path = new RegExp(`tickets/${refusing}`);
    world.zendesk.faults.add({ method: "GET", path, do: { kind: "latency", ms: 0 } }); // of the move itself
    world.zendesk.faults.add({ method: "GET", path, do: { kind: "waits", for: released.promise } });
    world.zendesk.faults.add({ method: "PUT", path, times: 100, do: { kind: "status", status: 422 } });
    expect((await correct(call, "PUT", "ticket", { ticketId: refusing })).status).toBe(200);
    await until("the job to be there", () => Promise.resolve(world.zendesk.faults.pending() === 100));
    expect((await correct(call, "PUT", "ticket", { ticketId: next })).status).toBe(200);
    released.resolve();
    expect(await desk.become(call, "done")).toMatchObject({ ticket_id: String(next) });
    expect(world.zendesk.comments(next).at(-1)?.body).toContain("Talk time: 1:00");
    expect(world.zendesk.comments(own)).toHaveLength(1);
  });

  test("a call is given to several contacts: its ticket is of the same one as the call", async () => {
    const { call, own } = await talked();
    const users = ["Rita Right", "Lou Left", "Mia Middle", "Uma Upper"].map(newUser);
    await askBoth(
      call,
      "PUT",
      "contact",
      users.map((userId) => ({ userId })),
    );
    const [row] = await world.query<{ contact: string }>(
      "select contact_user_id as contact from calls where pbx_call_id = $1",
      [call.callId],
    );
    expect(users).toContain(Number(row?.contact));
    expect(ticket(own)?.requesterId).toBe(Number(row?.contact));
  });

  test("a call is given to a contact while another correction of it is under way: the last one counts, at both", async () => {
    const { call, own } = await talked();
    const [last, first] = [newUser("Lena Last"), newUser("Fay First")];
    const released = Promise.withResolvers<void>();
    world.zendesk.faults.add({
      method: "PUT",
      path: /tickets/,
      do: { kind: "waits", for: released.promise },
    });
    const asked = correct(call, "PUT", "contact", { userId: last });
    await until("the request to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    world.passAtZendesk(2000);
    await askBoth(call, "PUT", "contact", [{ userId: first }]);
    expect(ticket(own)?.requesterId).toBe(first);
    released.resolve();
    expect((await asked).body).toMatchObject({ contactUserId: last, requester: { kind: "moved" } });
    expect(ticket(own)?.requesterId).toBe(last);
  });
});

describe("the switch", () => {
  async function turn(way: "disable" | "enable", body?: object): Promise<void> {
    const turned = await desk.operator.ask("POST", `integrations/${world.integration.id}/${way}`, body);
    expect(turned.status).toBe(200);
  }

  test.each<[string, "PUT" | "POST", () => object]>([
    ["a ticket that was asked for", "POST", () => ({})],
    ["a move to another ticket", "PUT", () => ({ ticketId: newTicket() })],
  ])(
    "turned off before %s is done, it keeps that back; on again, it is done without catching up",
    async (_, method, body) => {
      await desk.set({ enabled: false });
      const call = desk.talk();
      await desk.become(call, "not_wanted");
      await desk.set({});
      world.zendesk.faults.add({ method, path: /tickets/, times: 1000, do: { kind: "status", status: 503 } });
      expect((await correct(call, method, "ticket", body())).status).toBe(200);
      await desk.stepped(call, "will_try_again");
      await turn("disable");
      const other = desk.talk();
      await desk.become(call, "held");
      await desk.become(other, "held");
      world.zendesk.faults.clear();
      world.zendesk.clearRequests();
      await turn("enable", { catchUp: false });
      expect((await desk.become(call, "done")).ticket_id).not.toBeNull();
      expect(await desk.become(other, "not_wanted")).toMatchObject({ logging_reason: "switched_off" });
      expect(desk.writes()).toHaveLength(1);
    },
  );

  test("turned on without catching up, it makes the ticket that was asked for at a replica that had not heard of it", async () => {
    await turn("disable");
    const call = desk.talk();
    const { id } = await desk.become(call, "held");
    await world.query("update calls set ticket_by_hand = true where id = $1", [id]);
    await turn("enable", { catchUp: false });
    await desk.become(call, "done");
    expect(desk.writes()).toEqual(["POST tickets 201"]);
  });

  test("turned off, lets nobody correct what is kept back, by the command line either", async () => {
    const { call: earlier, id, own } = await talked();
    const right = newUser("Rita Right");
    world.zendesk.clearRequests();
    await turn("disable");
    const kept = desk.talk();
    const { id: keptId } = await desk.become(kept, "held");
    for (const args of [
      ["ticket", keptId],
      ["unlink", id],
      ["move", id, "--contact", String(right)],
      ["move", id, "--ticket", String(newTicket())],
    ])
      expect(await runCli(["calls", ...args], world.env)).toEqual({
        code: 1,
        stdout: "",
        stderr: "The integration is switched off. (integration_disabled)\n",
      });
    expect(desk.writes()).toEqual([]);
    expect(ticket(own)?.requesterId).toBe(world.customer.id);
    await turn("enable", { catchUp: false });
    expect(await desk.become(kept, "not_wanted")).toMatchObject({ logging_reason: "switched_off" });
    expect(await desk.fateOf(earlier)).toMatchObject({ logging: "done", ticket_id: String(own) });
  });
});

describe("the command line says", () => {
  const says = async (...args: string[]) => (await world.cli(["calls", ...args])).stdout;
  async function complains(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runCli(["calls", ...args], world.env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    return stderr;
  }

  test("whether a moved call stands there already", async () => {
    const { call, id } = await talked();
    const other = newTicket();
    expect(await says("move", id, "--ticket", `#${other}`)).toBe(
      `${id}: moved to ticket #${other}; its journal is on its way there\n`,
    );
    await desk.become(call, "done");
    expect(await says("move", id, "--ticket", String(other))).toBe(
      `${id}: moved to ticket #${other}; stands there\n`,
    );
    expect(await auditOf(call)).toMatchObject([
      { action: "call.moved", actorKind: "command_line", after: { ticketId: other } },
    ]);
  });

  test("what became of the requester, and where both are given of both", async () => {
    const { call, id, own } = await talked();
    const [right, again, last] = [newUser("Rita Right"), newUser("Rita Again"), newUser("Rita Last")];
    expect(await says("move", id, "--contact", String(right))).toBe(
      `${id}: moved to contact ${right}; so is the requester of its ticket\n`,
    );
    await admin.put(`/api/v2/tickets/${own}`, { ticket: { requester_id: newUser("By Hand") } });
    expect(await says("move", id, "--contact", String(again))).toBe(
      `${id}: moved to contact ${again}; its ticket keeps its requester: the requester was changed in Zendesk\n`,
    );
    const other = newTicket();
    expect(
      (await says("move", id, "--contact", String(last), "--ticket", String(other))).split("\n"),
    ).toEqual([
      expect.stringContaining(`moved to contact ${last}`),
      `${id}: moved to ticket #${other}; its journal is on its way there`,
      "",
    ]);
    await desk.become(call, "done");
  });

  test("that a call is taken from its ticket", async () => {
    const { call, id } = await talked();
    for (let times = 0; times < 2; times++)
      expect(await says("unlink", id)).toBe(`${id}: taken from its ticket; it has none now\n`);
    const listed = await says("list", "--integration", "Acme", "--limit", "200");
    expect(listed).toMatch(new RegExp(`not_wanted +unlinked +${id}`));
    expect(await auditOf(call)).toMatchObject([{ action: "call.unlinked", actorKind: "command_line" }]);
  });

  test("that a ticket is on its way, then which it is", async () => {
    await desk.set({ enabled: false });
    const call = desk.talk();
    const { id } = await desk.become(call, "not_wanted");
    expect(await says("ticket", id)).toBe(`${id}: its ticket is on its way\n`);
    const { ticket_id } = await desk.become(call, "done");
    expect(await says("ticket", id)).toBe(`${id}: stands in ticket #${ticket_id}\n`);
    expect(await auditOf(call)).toMatchObject([
      { action: "call.ticket_wanted", actorKind: "command_line", after: { ticketByHand: true } },
    ]);
  });

  test("what is in the way", async () => {
    const { id } = await talked();
    expect(await complains("move", id)).toBe("Name a ticket or a contact: --ticket, --contact\n");
    expect(await complains("move", id, "--ticket", "abc")).toBe('"abc" is no number of Zendesk\'s\n');
    expect(await complains("move", "nonsense", "--ticket", "1")).toBe(
      "There is no call nonsense. See: deskline calls list\n",
    );
    expect(await complains("move", id, "--ticket", "987654321")).toBe(
      "Zendesk has no such ticket. (ticket_unknown)\n",
    );
    expect(await complains("move", id, "--contact", "987654321")).toBe(
      "Zendesk has no such user. (person_unknown)\n",
    );
    const unknown = desk.talk("2125550178");
    const { id: unknownId } = await desk.become(unknown, "not_possible");
    expect(await complains("ticket", unknownId)).toBe(
      "Nobody is known to whom the ticket would belong. (call_without_contact)\n",
    );
    world.zendesk.faults.add({ method: "GET", times: 100, do: { kind: "status", status: 503 } });
    expect(await complains("move", id, "--ticket", String(newTicket()))).toMatch(
      /^Zendesk[^\n]+503[^\n]*\n$/,
    );
  });
});
