import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

const people = {
  after: "+12125550161",
  before: "+12125550162",
  missed: "+12125550163",
  append: "+12125550164",
  vip: "+12125550165",
  note: "+12125550166",
  called: "+12125550167",
};

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;

/** Everybody is known already, as after the first hour at a customer's. */
beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({
    storage: { databaseUrl: database.url },
    app: "stand_in",
    contacts: "indexed",
    people: Object.entries(people).map(([name, phone]) => ({
      name: `Paula ${name}`,
      phone,
      tags: name === "vip" ? ["vip"] : [],
    })),
  });
  desk = await TicketsDesk.of(world);
  // With the first it is found out whether Zendesk keeps call records.
  await desk.become(desk.talk(), "done");
});
beforeEach(async () => {
  await desk.set({});
  world.zendesk.clearRequests();
});
afterAll(async () => {
  await world.close();
  await dropDatabase();
});

/** While it rings, for what a pop would open. */
const openTickets = "GET users/N/tickets/requested";

/** Everything that Zendesk was asked, reading included; sorted, since the pop's question goes its own way. */
function asked(): string[] {
  return world.zendesk
    .requests()
    .map((one) => `${one.method} ${one.path.replace("/api/v2/", "").replaceAll(/\d+/g, "N")}`)
    .toSorted();
}

function ticketOf(call: ScriptedCall) {
  return world.zendesk.tickets().find((one) => one.externalId?.endsWith(`:${call.callId}`));
}

function misses(from: string): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  call.wait(20);
  call.hangUp();
  return call;
}

function calls(to: string, answered: boolean): ScriptedCall {
  const call = world.pbx.outbound({ extension: "2005", to });
  call.remoteRings();
  if (answered) {
    call.remoteAnswers();
    call.wait(30);
  }
  call.hangUp();
  return call;
}

async function earlyTicketOf(call: ScriptedCall) {
  await until("a ticket while it rings", () => Promise.resolve(ticketOf(call) !== undefined));
  return ticketOf(call);
}

function rule(when: TicketRule["when"], action: TicketRule["action"]): TicketRule {
  return { id: crypto.randomUUID(), name: "a rule", enabled: true, when, action };
}

describe("all that a call of somebody who is known asks of Zendesk, besides what a pop would open", () => {
  test("after the call: the ticket", async () => {
    await desk.become(desk.talk(people.after), "done");
    expect(asked()).toEqual([openTickets, "POST tickets"]);
  });

  test("before the call: the ticket, a look at it, and its completion", async () => {
    await desk.set({ moment: "before" });
    const call = world.pbx.inbound({ from: people.before, did: "1000", to: "2005" });
    call.ring("2005");
    await earlyTicketOf(call);
    call.answer("2005");
    call.wait(60);
    call.hangUp();
    await desk.become(call, "done");
    expect(asked()).toEqual(["GET tickets/N", openTickets, "POST tickets", "PUT tickets/N"]);
  });

  test("a missed call that joins: looks at the ticket, and one update", async () => {
    await desk.set({ missed: { collapse: true, withinHours: 24, solveOnCallBack: false } });
    await desk.become(misses(people.missed), "done");
    expect(asked()).toEqual([openTickets, "POST tickets"]);
    world.zendesk.clearRequests();
    await desk.become(misses(people.missed), "done");
    expect(asked()).toEqual(["GET tickets/N", "GET tickets/N", openTickets, "PUT tickets/N"]);
  });

  test("an append: the open tickets, a look at the newest, and one update", async () => {
    const requester = world.zendesk.users().find((one) => one.phone === people.append);
    world.zendesk.addTicket({ requesterId: requester?.id ?? 0 });
    await desk.set({ rules: [rule({}, { kind: "append", withinHours: 24, ticket: {} })] });
    await desk.become(desk.talk(people.append), "done");
    expect(asked()).toEqual(["GET tickets/N", openTickets, openTickets, "PUT tickets/N"]);
  });

  test("a rule that asks for VIPs: besides, the tags of the contact", async () => {
    await desk.set({
      rules: [rule({ contacts: ["vip"] }, { kind: "create", ticket: { priority: "high" } })],
    });
    const call = desk.talk(people.vip);
    await desk.become(call, "done");
    expect(asked()).toEqual([openTickets, "GET users/show_many", "POST tickets"]);
    expect(ticketOf(call)?.priority).toBe("high");
  });

  test("calls that become none: no more", async () => {
    await desk.set({ rules: [rule({}, { kind: "record_only" })] });
    await desk.become(desk.talk(people.after), "not_wanted");
    await desk.set({ neverLog: { numbers: [people.after], extensions: [] } });
    await desk.become(desk.talk(people.after), "not_wanted");
    expect(asked()).toEqual([openTickets, openTickets]);
  });
});

describe("the six subjects, byte for byte, as Zendesk has them", () => {
  test.each([
    ["inbound, answered", () => desk.talk(), "Inbound Answered- from <5503309> to Kristin Hale<2005>"],
    ["inbound, missed", () => misses("5503309"), "Inbound No Answer- from <5503309> to Kristin Hale<2005>"],
    [
      "outbound, answered",
      () => calls(people.called, true),
      `Outbound Answered- from Kristin Hale<2005> to <${people.called}>`,
    ],
    [
      "outbound, not answered",
      () => calls(people.called, false),
      `Outbound No Answer- from Kristin Hale<2005> to <${people.called}>`,
    ],
  ])("after the call: %s", async (_, happens, subject) => {
    const call = happens();
    await desk.become(call, "done");
    expect(ticketOf(call)?.subject).toBe(subject);
  });

  test("while it rings: inbound", async () => {
    await desk.set({ moment: "before" });
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    expect((await earlyTicketOf(call))?.subject).toBe("Inbound - from <5503309> to <2005>");
    call.hangUp();
    await desk.become(call, "done");
  });

  test("while it rings: outbound", async () => {
    await desk.set({ moment: "before" });
    const call = world.pbx.outbound({ extension: "2005", to: people.called });
    call.remoteRings();
    expect((await earlyTicketOf(call))?.subject).toBe(
      `Outbound - from Kristin Hale<2005> to <${people.called}>`,
    );
    call.hangUp();
    await desk.become(call, "done");
  });
});

test("what an agent noted during the call stands in the journal, in the same request", async () => {
  const session = await world.session("kristin.hale@example.com");
  const call = world.pbx.inbound({ from: people.note, did: "1000", to: "2005" });
  call.ring("2005");
  call.answer("2005");
  await until("the call to be known", async () => (await desk.fateOf(call)) !== undefined);
  const { id } = (await desk.fateOf(call)) ?? { id: "" };
  const noted = await world.api(session, "PUT", `calls/${id}/note`, {
    text: "Wants a refund",
    disposition: null,
  });
  expect(noted.status).toBe(200);
  call.hangUp();
  await desk.become(call, "done");
  const [journal] = world.zendesk.comments(ticketOf(call)?.id ?? 0);
  expect(journal?.body).toMatch(/^Note by kristin\.hale@example\.com: Wants a refund$/m);
  expect(asked().filter((one) => !one.startsWith("GET"))).toEqual(["POST tickets"]);
});
