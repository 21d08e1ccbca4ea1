import { Preview, TemplatesChecked } from "@deskline/shared/admin-ticket-preview";
import type { RuleAction, RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { IntegrationDetail } from "@deskline/shared/admin";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { recordWaitedLong, recordWaits } from "../world/call-records.ts";
import { operatorAt, type ConsoleClient } from "../world/console-client.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { scenarios } from "../world/yeastar/scenarios.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { SimTicket } from "../world/zendesk/simulator.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

let world: World;
let operator: ConsoleClient;
let dropDatabase: () => Promise<void>;
/** Somebody who works in Zendesk by hand. */
let admin: Session;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  operator = await operatorAt(world.service);
  admin = await signIn(world.zendesk);
});
beforeEach(async () => {
  await set({});
  world.zendesk.clearRequests();
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

const path = (rest = "") => `integrations/${world.integration.id}/tickets${rest}`;

async function page(): Promise<TicketPage> {
  return TicketPage.parse((await operator.ask("GET", path())).body);
}

/** Saves the default settings with a change, as the console does. */
async function set(change: Partial<TicketSettings>): Promise<TicketPage> {
  const { version } = await page();
  const body = { version, settings: { ...defaultTicketSettings, ...change } };
  const saved = await operator.ask("PUT", path(), body);
  expect(saved.status).toBe(200);
  return TicketPage.parse(saved.body);
}

function rule(when: RuleConditions, action: RuleAction): TicketRule {
  return { id: crypto.randomUUID(), name: "a rule", enabled: true, when, action };
}

type Row = { id: string; logging: string; logging_reason: string | null; ticket_id: string | null };

async function rowOf(call: ScriptedCall): Promise<Row | undefined> {
  const [row] = await world.query<Row>("select * from calls where pbx_call_id = $1", [call.callId]);
  return row;
}

async function become(call: ScriptedCall, logging: string): Promise<Row> {
  await until(`the call to be ${logging}`, async () => (await rowOf(call))?.logging === logging).catch(
    async (error: unknown) => {
      const row = await rowOf(call);
      const steps = await world.query("select step, detail from call_trace where call_id = $1", [row?.id]);
      throw new Error(
        `${String(error)}\n${JSON.stringify([row, steps])}\n${world.service.output().slice(-3000)}`,
      );
    },
  );
  const row = await rowOf(call);
  if (row === undefined) throw new Error("the call is gone");
  return row;
}

function rings(from = "5503309", to = "2005"): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to });
  call.ring("2005");
  return call;
}
function talks(call: ScriptedCall): ScriptedCall {
  call.wait(5);
  call.answer("2005");
  call.wait(60);
  call.hangUp();
  return call;
}
function missed(from?: string): ScriptedCall {
  const call = rings(from);
  call.wait(20);
  call.hangUp();
  return call;
}
function callsBack(to: string): ScriptedCall {
  const call = world.pbx.outbound({ extension: "2005", to });
  call.remoteRings();
  call.remoteAnswers();
  call.wait(30);
  call.hangUp();
  return call;
}

function ticketOf(call: ScriptedCall): SimTicket | undefined {
  const made = world.zendesk.tickets().filter((one) => one.externalId?.includes(`:${call.callId}`));
  expect(made.length).toBeLessThanOrEqual(1);
  return made[0];
}
async function ringingTicket(call: ScriptedCall): Promise<SimTicket> {
  await until("a ticket while it rings", async () => (await rowOf(call))?.ticket_id != null);
  const ticket = ticketOf(call);
  if (ticket === undefined) throw new Error("there is no ticket");
  return ticket;
}

/** What was written of tickets and calls in Zendesk, applied or not. */
function writes(): string[] {
  return world.zendesk
    .requests()
    .filter((one) => one.method !== "GET" && /\/(tickets|calls)(\/\d+)?$/.test(one.path))
    .map((one) => `${one.method} ${one.path.replace("/api/v2/", "").replace(/\d+/, "N")} ${one.status}`);
}

async function stepsOf(call: ScriptedCall): Promise<string[]> {
  const rows = await world.query<{ step: string }>(
    "select step from call_trace t join calls c on c.id = t.call_id where c.pbx_call_id = $1 order by t.id",
    [call.callId],
  );
  return rows.map(({ step }) => step);
}

function kristin(): number {
  const found = world.zendesk.users().find((one) => one.name === "Kristin Hale");
  if (found === undefined) throw new Error("Kristin is gone");
  return found.id;
}

const before: Partial<TicketSettings> = { moment: "before" };

describe("the plain choices", () => {
  test("after the call: one request makes the ticket, and kinds that are switched off get none", async () => {
    const call = talks(rings());
    await become(call, "done");
    expect(ticketOf(call)?.subject).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
    expect(writes()).toEqual(["POST tickets 201"]);
    await set({ after: { ...defaultTicketSettings.after, inboundUnanswered: false } });
    expect(await become(missed(), "not_wanted")).toMatchObject({ logging_reason: "kind_off" });
    await set({ enabled: false });
    expect(await become(missed(), "not_wanted")).toMatchObject({ logging_reason: "tickets_off" });
  });

  test("before the call: there when it rings, completed at its end in one request", async () => {
    await set(before);
    const call = rings();
    const ticket = await ringingTicket(call);
    expect(ticket.subject).toBe("Inbound - from <5503309> to <2005>");
    talks(call);
    await become(call, "done");
    expect(ticketOf(call)).toMatchObject({
      id: ticket.id,
      subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>",
    });
    const comments = world.zendesk.comments(ticket.id);
    expect(comments.map((one) => one.public)).toEqual([false, false]);
    expect(comments[1]?.body).toContain("Talk time: 1:00");
    expect(writes()).toEqual(["POST tickets 201", "PUT tickets/N 200"]);
  });

  test("before the call, outbound: what an agent changed meanwhile stays", async () => {
    await set({ ...before, look: { ...defaultTicketSettings.look, assignee: "answered_by" } });
    const call = world.pbx.outbound({ extension: "2005", to: "5503309" });
    call.remoteRings();
    const { id, subject, assigneeId } = await ringingTicket(call);
    expect(subject).toBe("Outbound - from Kristin Hale<2005> to <5503309>");
    const kristin = world.zendesk.users().find((one) => one.name === "Kristin Hale");
    expect(assigneeId).toBe(kristin?.id);
    await admin.put(`/api/v2/tickets/${id}`, { ticket: { subject: "A refund", assignee_id: null } });
    call.remoteAnswers();
    call.wait(9);
    call.hangUp();
    await become(call, "done");
    expect(ticketOf(call)).toMatchObject({ subject: "A refund", assigneeId: null });
    expect(world.zendesk.comments(id).at(-1)?.body).toContain("Outcome: Answered");
  });
});

describe("before the call", () => {
  test.each<[string, boolean, boolean]>([
    ["inbound", false, true],
    ["outbound", true, false],
  ])("calls that are switched off get no ticket: %s", async (_, inbound, outbound) => {
    await set({ ...before, before: { inbound, outbound } });
    const calls = [talks(rings()), callsBack("5503309")];
    for (const [index, isOn] of [inbound, outbound].entries()) {
      const call = calls[index];
      if (call === undefined) throw new Error("nobody called");
      const { logging_reason: reason } = await become(call, isOn ? "done" : "not_wanted");
      expect([reason, ticketOf(call) !== undefined]).toEqual(isOn ? [null, true] : ["kind_off", false]);
    }
  });

  test("an unknown caller whom a contact is made of has a ticket while it rings, and one contact", async () => {
    const contacts = (createInbound: boolean) =>
      operator.ask("PATCH", `integrations/${world.integration.id}/contacts/settings`, { createInbound });
    expect((await contacts(true)).status).toBe(200);
    await set(before);
    const stranger = "+12125550178";
    const call = rings(stranger);
    const { id, requesterId } = await ringingTicket(call);
    talks(call);
    await become(call, "done");
    const made = world.zendesk.users().filter((one) => one.phone === stranger);
    expect(made.map((one) => one.id)).toEqual([requesterId]);
    expect(ticketOf(call)).toMatchObject({ id, requesterId });
    expect(writes()).toEqual(["POST tickets 201", "PUT tickets/N 200"]);
    await contacts(false);
  });
});

describe("a ticket made while the call rings is neither lost nor doubled", () => {
  beforeEach(() => set(before));

  test("with Zendesk down for the whole call there is one request, with everything", async () => {
    await world.zendesk.goDown();
    const call = talks(rings());
    await until(
      "an attempt",
      async () => (await stepsOf(call)).filter((one) => one === "will_try_again").length > 1,
    );
    await world.zendesk.comeBack();
    await become(call, "done");
    expect(ticketOf(call)?.subject).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
    expect(writes()).toEqual(["POST tickets 201"]);
  });

  test("through a lost answer and a kill", async () => {
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: { kind: "drop_after" } });
    const call = rings();
    await until("the ticket to be made", () => Promise.resolve(ticketOf(call) !== undefined));
    await world.service.kill();
    await world.restart();
    world.zendesk.faults.add({ method: "PUT", path: /\/tickets\/\d+$/, do: { kind: "drop_after" } });
    talks(call);
    await become(call, "done");
    const ticket = ticketOf(call);
    expect(ticket?.subject).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
    expect(world.zendesk.comments(ticket?.id ?? 0)).toHaveLength(2);
  });

  test.each<[string, (id: number) => unknown, Partial<SimTicket>]>([
    ["closed", (id) => world.zendesk.setTicketStatus(id, "closed"), {}],
    ["deleted", (id) => admin.delete(`/api/v2/tickets/${id}`), { followupSourceId: null }],
  ])("%s by its end, the call gets another", async (fate, act, expected) => {
    const call = rings();
    const { id } = await ringingTicket(call);
    await act(id);
    talks(call);
    const row = await become(call, "done");
    const ticket = world.zendesk.tickets().find((one) => one.id === Number(row.ticket_id));
    const source = fate === "closed" ? { followupSourceId: id } : {};
    expect(ticket).toMatchObject({
      ...expected,
      ...source,
      subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>",
    });
    expect(await stepsOf(call)).toContain("new_ticket_instead");
  });

  test("and an agent's own of the same call takes it over", async () => {
    const call = rings();
    const own = await ringingTicket(call);
    const written = world.zendesk.addTicket({ requesterId: world.customer.id });
    const session = await world.session("kristin.hale@example.com");
    const form = { holder: crypto.randomUUID(), state: "saved", ticketId: written.id };
    const { id } = (await rowOf(call)) ?? {};
    expect(await world.api(session, "PUT", `calls/${id}/form`, form)).toMatchObject({ status: 200 });
    talks(call);
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(written.id) });
    await until("ours to be merged", async () => (await stepsOf(call)).includes("ticket_merged"));
    expect(ticketOf(call)?.id).toBe(own.id);
    await until("it to be closed", () =>
      Promise.resolve(ticketOf(call)?.tags.includes("closed_by_merge") === true),
    );
    expect(world.zendesk.comments(written.id).some((one) => one.body.includes("Talk time: 1:00"))).toBe(true);
  });

  test.each(["a journal", "a journal and a call record"])(
    "and completed with %s, it is merged into an agent's own that is saved later; a colleague's comment keeps both",
    async (how) => {
      const withRecord = how !== "a journal";
      world.zendesk.setTalkPartnerEdition(withRecord);
      expect((await operator.ask("POST", path("/choices"))).status).toBe(200);
      const session = await world.session("kristin.hale@example.com");
      const saved = async (call: ScriptedCall, step: string): Promise<number> => {
        const { id: ticketId } = world.zendesk.addTicket({ requesterId: world.customer.id });
        const { id } = (await rowOf(call)) ?? {};
        const form = { holder: crypto.randomUUID(), state: "saved", ticketId };
        expect(await world.api(session, "PUT", `calls/${id}/form`, form)).toMatchObject({ status: 200 });
        await until(step, async () => (await stepsOf(call)).includes(step));
        expect(await become(call, "done")).toMatchObject({ ticket_id: String(ticketId) });
        return ticketId;
      };
      const completed = async (): Promise<[ScriptedCall, number]> => {
        const call = rings();
        const { id } = await ringingTicket(call);
        talks(call);
        await become(call, "done");
        expect(world.zendesk.comments(id)).toHaveLength(withRecord ? 3 : 2);
        return [call, id];
      };
      const [call, own] = await completed();
      const written = await saved(call, "ticket_merged");
      await until("it to be closed", () =>
        Promise.resolve(ticketOf(call)?.tags.includes("closed_by_merge") === true),
      );
      expect(ticketOf(call)?.id).toBe(own);
      expect(world.zendesk.comments(written).some((one) => one.body.includes("Talk time: 1:00"))).toBe(true);

      const [another, kept] = await completed();
      const comment = { body: "I call them back.", public: false };
      await admin.put(`/api/v2/tickets/${kept}`, { ticket: { comment } });
      await saved(another, "ticket_not_merged");
      expect(ticketOf(another)?.status).not.toBe("closed");
      world.zendesk.setTalkPartnerEdition(false);
      expect((await operator.ask("POST", path("/choices"))).status).toBe(200);
    },
  );

  test("and whose call ends while the integration is switched off is completed, also where calls are not caught up", async () => {
    const turn = (way: string, body?: object) =>
      operator.ask("POST", `integrations/${world.integration.id}/${way}`, body);
    const call = rings();
    const { id } = await ringingTicket(call);
    expect((await turn("disable")).status).toBe(200);
    const other = missed("+442079460123");
    talks(call);
    await become(call, "held");
    await become(other, "held");
    expect(writes()).toEqual(["POST tickets 201"]);
    expect((await turn("enable", { catchUp: false })).status).toBe(200);
    await become(call, "done");
    expect(await become(other, "not_wanted")).toMatchObject({ logging_reason: "switched_off" });
    expect(ticketOf(call)).toMatchObject({
      id,
      subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>",
    });
  });

  test("merged by its end, its winner gets the journal", async () => {
    const call = rings();
    const { id } = await ringingTicket(call);
    const { id: winner } = world.zendesk.addTicket({ requesterId: world.customer.id });
    world.zendesk.mergeTickets(id, winner);
    talks(call);
    expect(await become(call, "done")).toMatchObject({ ticket_id: String(winner) });
    expect(world.zendesk.comments(winner).at(-1)?.body).toContain("Outcome: Answered");
    expect(await stepsOf(call)).toContain("winner_instead");
  });

  test.each<[number, boolean]>([
    [2, true],
    [5, true],
    [6, false],
  ])(
    "merged on by its end, %i merges altogether, the last winner gets the journal: %s",
    async (merges, gets) => {
      const call = rings();
      const { id } = await ringingTicket(call);
      const winners = Array.from(
        { length: merges },
        () => world.zendesk.addTicket({ requesterId: world.customer.id }).id,
      );
      for (const [index, winner] of winners.entries())
        world.zendesk.mergeTickets(winners[index - 1] ?? id, winner);
      talks(call);
      const { ticket_id } = await become(call, "done");
      const last = winners.at(-1) ?? 0;
      expect(Number(ticket_id) === last).toBe(gets);
      expect(world.zendesk.comments(last)).toHaveLength(gets ? 2 : 1);
      expect(await stepsOf(call)).toContain(gets ? "winner_instead" : "new_ticket_instead");
    },
  );
});

describe("rules", () => {
  const always = defaultTicketSettings.hours.week.map(() => [{ from: "00:00", to: "24:00" }]);
  const closed = { ...defaultTicketSettings.hours, week: defaultTicketSettings.hours.week.map(() => []) };

  test("missed calls outside business hours go to a group with a priority, one ticket per caller, which a call back solves", async () => {
    const { choices } = TicketPage.parse((await operator.ask("POST", path("/choices"))).body);
    const sales = choices?.groups.find((group) => group.name === "Sales")?.id ?? 0;
    const customer = world.zendesk.addUser({ name: "Mia Missed", phone: "+12125550111" });
    await set({
      hours: closed,
      missed: { collapse: true, withinHours: 24, solveOnCallBack: true },
      rules: [
        rule(
          { directions: ["inbound"], outcomes: ["no_answer", "abandoned"], hours: "outside" },
          { kind: "create", ticket: { groupId: sales, priority: "high", tags: ["missed {{group}}"] } },
        ),
      ],
    });
    world.zendesk.clearRequests();
    const calls = [missed("+12125550111"), missed("+12125550111"), missed("+12125550111")];
    for (const call of calls) await become(call, "done");
    const tickets = world.zendesk.tickets().filter((one) => one.requesterId === customer.id);
    expect(tickets).toMatchObject([{ groupId: sales, priority: "high", tags: ["missed"], status: "new" }]);
    const id = tickets[0]?.id ?? 0;
    expect(world.zendesk.comments(id)).toHaveLength(3);
    expect(writes()).toEqual(["POST tickets 201", "PUT tickets/N 200", "PUT tickets/N 200"]);
    await become(callsBack("+12125550111"), "done");
    expect(world.zendesk.tickets().find((one) => one.id === id)).toMatchObject({ status: "solved" });
    expect(world.zendesk.comments(id)).toHaveLength(4);
    await become(missed("+12125550111"), "done");
    expect(world.zendesk.tickets().filter((one) => one.requesterId === customer.id)).toHaveLength(2);
  });

  test("a missed call whose ticket was merged joins the winner, for as long as that is not solved", async () => {
    const number = "+12125550137";
    const customer = world.zendesk.addUser({ name: "Wim Winner", phone: number });
    await set({ missed: { collapse: true, withinHours: 24, solveOnCallBack: true } });
    const first = Number((await become(missed(number), "done")).ticket_id);
    const [between, winner] = [1, 2].map(
      () => world.zendesk.addTicket({ requesterId: customer.id, assigneeId: kristin() }).id,
    );
    if (between === undefined || winner === undefined) throw new Error("there are no tickets");
    world.zendesk.mergeTickets(first, between);
    world.zendesk.mergeTickets(between, winner);
    world.zendesk.clearRequests();

    for (const joins of [missed(number), missed(number)]) {
      expect(await become(joins, "done")).toMatchObject({ ticket_id: String(winner) });
      expect(await stepsOf(joins)).toEqual(expect.arrayContaining(["winner_instead", "logged_on_missed"]));
    }
    expect(world.zendesk.comments(winner)).toHaveLength(3);
    expect(writes()).toEqual(["PUT tickets/N 200", "PUT tickets/N 200"]);
    expect(await become(callsBack(number), "done")).toMatchObject({ ticket_id: String(winner) });
    expect(world.zendesk.tickets().find((one) => one.id === winner)).toMatchObject({ status: "solved" });
    const next = missed(number);
    await become(next, "done");
    expect(ticketOf(next)).toMatchObject({ requesterId: customer.id });
  });

  test("missed calls of one number that are settled in the same moment by two replicas stand on one ticket", async () => {
    const replica = await world.addReplica();
    try {
      const customer = world.zendesk.addUser({ name: "Rob Repeats", phone: "+12125550149" });
      await set({ missed: { collapse: true, withinHours: 24, solveOnCallBack: false } });
      const calls = Array.from({ length: 6 }, () => rings("+12125550149"));
      for (const call of calls) call.wait(20);
      for (const call of calls) call.hangUp();
      for (const call of calls) await become(call, "done");
      const tickets = world.zendesk.tickets().filter((one) => one.requesterId === customer.id);
      expect(tickets).toHaveLength(1);
      expect(world.zendesk.comments(tickets[0]?.id ?? 0)).toHaveLength(6);
    } finally {
      await replica.stop();
    }
  });

  test("a ticket of the same number in another account is no ticket of missed calls here", async () => {
    const number = "+12125550147";
    world.zendesk.addUser({ name: "Nia Neighbour", phone: number });
    await set({ missed: { collapse: true, withinHours: 24, solveOnCallBack: true } });
    const first = missed(number);
    const { id } = await become(first, "done");
    const linked = world.zendesk.addTicket({ requesterId: world.customer.id }).id;
    const session = await world.session("kristin.hale@example.com");
    expect((await world.api(session, "PUT", `calls/${id}/ticket`, { ticketId: linked })).status).toBe(200);
    await until("the call to stand there", async () => (await rowOf(first))?.ticket_id === String(linked));
    await become(first, "done");
    const other = await operator.ask("POST", "integrations", { name: "Another account" });
    const { id: integrationId } = other.body as { id: string };
    const columns = await world.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'calls' and is_generated = 'NEVER'",
    );
    const own = columns.map(({ name }) => name).filter((name) => name !== "id" && name !== "integration_id");
    await world.query(
      `insert into calls (integration_id, ${own.join(", ")}) select $1, ${own.join(", ")} from calls where id = $2`,
      [integrationId, id],
    );
    await world.query(
      `insert into ticket_requests (call_id, idempotency_key, external_id, body, ticket_id)
        select id, 'theirs', 'theirs', '{}', $2 from calls where integration_id = $1`,
      [integrationId, linked],
    );
    const next = missed(number);
    expect((await become(next, "done")).ticket_id).not.toBe(String(linked));
    await become(callsBack(number), "done");
    expect(world.zendesk.tickets().find((one) => one.id === linked)?.status).not.toBe("solved");
    expect((await operator.ask("DELETE", `integrations/${integrationId}`)).status).toBe(204);
  });

  test("however often somebody calls, a ticket is updated less often than Zendesk takes, and no call is lost", async () => {
    const number = "+12125550148";
    const customer = world.zendesk.addUser({ name: "Ned Again", phone: number });
    await set({ missed: { collapse: true, withinHours: 24, solveOnCallBack: false } });
    const first = await become(missed(number), "done");
    const id = Number(first.ticket_id);
    // As if another replica had brought nineteen calls more.
    await world.query(
      "insert into ticket_updates select subdomain, $1, now() - interval '1 minute' from zendesk_connections, generate_series(1, 19) where subdomain is not null",
      [id],
    );
    await become(missed(number), "done");
    const waits = missed(number);
    await until("it to wait", async () => (await stepsOf(waits)).includes("will_try_again"));
    const [told] = await world.query<{ because: string }>(
      "select detail->>'because' as because from call_trace where step = 'will_try_again' order by id desc limit 1",
    );
    expect(told?.because).toContain(`has had 20 updates of ticket ${id} within ten minutes`);
    expect(writes()).toEqual(["POST tickets 201", "PUT tickets/N 200"]);

    await world.query("update ticket_updates set sent_at = sent_at - interval '10 minutes'");
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
    );
    expect(await become(waits, "done")).toMatchObject({ ticket_id: String(id) });
    expect(world.zendesk.comments(id)).toHaveLength(3);
    expect(world.zendesk.tickets().filter((one) => one.requesterId === customer.id)).toHaveLength(1);
  });

  test("DIDs, trunks and queues of the last calls are told, to be offered", async () => {
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "6400" });
    call.enterQueue("6400");
    call.hangUp();
    await until("the call", async () => (await rowOf(call))?.logging !== "pending");
    const { known } = await page();
    expect(known.dids.map(({ value }) => value)).toContain("1000");
    expect(known.trunks.map(({ value }) => value)).toContain("sip-main");
    expect(known.groups).toContainEqual({ value: "6400", name: "Support" });
  });

  test("append to the caller's newest open ticket, record only, ignore, and never log", async () => {
    const customer = world.zendesk.addUser({ name: "Otto Open", phone: "+12125550122", tags: ["vip"] });
    const { id } = world.zendesk.addTicket({ requesterId: customer.id });
    const append = rule({ contacts: ["vip"] }, { kind: "append", withinHours: 24, ticket: {} });
    await set({ hours: { ...closed, week: always }, rules: [append] });
    world.zendesk.clearRequests();
    expect(await become(talks(rings("+12125550122")), "done")).toMatchObject({ ticket_id: String(id) });
    expect(writes()).toEqual(["PUT tickets/N 200"]);
    world.zendesk.setTicketStatus(id, "solved");
    const fresh = talks(rings("+12125550122"));
    await become(fresh, "done");
    expect(ticketOf(fresh)).toMatchObject({ requesterId: customer.id });
    world.zendesk.clearRequests();
    await set({
      rules: [rule({ hours: "inside" }, { kind: "ignore" }), rule({}, { kind: "record_only" })],
      hours: closed,
    });
    expect(await become(talks(rings()), "not_wanted")).toMatchObject({ logging_reason: "rule_record_only" });
    await set({ rules: [rule({ dids: ["1000"] }, { kind: "ignore" })] });
    expect(await become(talks(rings()), "not_wanted")).toMatchObject({ logging_reason: "rule_ignore" });
    await set({ neverLog: { numbers: ["(212) 555-0122"], extensions: [] } });
    expect(await become(talks(rings("+12125550122")), "not_wanted")).toMatchObject({
      logging_reason: "never_log",
    });
    expect(writes()).toEqual([]);
  });

  test("whom nobody knew gets a contact only where the call is told of, and counts as unknown in that call", async () => {
    const contacts = (createInbound: boolean) =>
      operator.ask("PATCH", `integrations/${world.integration.id}/contacts/settings`, { createInbound });
    const stranger = "+12125550177";
    const made = () => world.zendesk.users().filter((one) => one.phone === stranger);
    expect((await contacts(true)).status).toBe(200);
    await set({ rules: [rule({ contacts: ["unknown"], outcomes: ["answered"] }, { kind: "ignore" })] });
    await become(talks(rings(stranger)), "not_wanted");
    await set({ neverLog: { numbers: [], extensions: ["2005"] } });
    await become(missed(stranger), "not_wanted");
    expect(made()).toEqual([]);
    const first = rule({ contacts: ["unknown"] }, { kind: "create", ticket: { tags: ["new_caller"] } });
    await set({ rules: [first] });
    const { calls } = Preview.parse(
      (await operator.ask("POST", path("/preview"), { settings: defaultTicketSettings, limit: 1 })).body,
    );
    expect(calls).toMatchObject([{ number: stranger, becomes: { kind: "ticket" } }]);
    const one = talks(rings(stranger));
    const another = await become(one, "done").then(() => talks(rings(stranger)));
    await become(another, "done");
    expect(made()).toHaveLength(1);
    expect([ticketOf(one)?.tags, ticketOf(another)?.tags]).toEqual([["new_caller"], []]);
    await contacts(false);
  });

  test("a group that was deleted and an agent who lost the seat cost the fields, not the ticket, and the console says so", async () => {
    const { choices } = await page();
    const sales = choices?.groups.find((group) => group.name === "Sales")?.id ?? 0;
    world.zendesk.deleteGroup(sales);
    const kristin = world.zendesk.users().find((one) => one.name === "Kristin Hale");
    world.zendesk.updateUser(kristin?.id ?? 0, { suspended: true });
    await set({
      look: { ...defaultTicketSettings.look, groupId: sales, assignee: "answered_by", priority: "high" },
    });
    world.zendesk.clearRequests();
    const call = talks(rings());
    await become(call, "done");
    expect(ticketOf(call)).toMatchObject({ assigneeId: null, priority: "high" });
    expect(writes()).toEqual(["POST tickets 422", "POST tickets 422", "POST tickets 201"]);
    expect((await page()).refused.map((one) => one.field).toSorted()).toEqual(["assignee", "group"]);
    const { problems } = IntegrationDetail.parse(
      (await operator.ask("GET", `integrations/${world.integration.id}`)).body,
    );
    expect(problems).toContainEqual(expect.objectContaining({ kind: "ticket_fields_refused", count: 2 }));
    world.zendesk.updateUser(kristin?.id ?? 0, { suspended: false });
  });
});

describe("the journal", () => {
  test("of a transferred call is one ticket with its timeline; hostile names are text, and a long subject is cut", async () => {
    const name = `<script>alert(1)</script> ${"👩‍👩‍👧‍👦".repeat(30)}`;
    world.zendesk.addUser({ name, phone: "+12125550133" });
    await set({
      subjects: { ...defaultTicketSettings.subjects, inboundAnswered: "Call of {{contact}}" },
      look: { ...defaultTicketSettings.look, journal: "{{contact}} called.\n{{journal}}" },
    });
    const call = rings("+12125550133");
    call.wait(5);
    call.answer("2005");
    call.wait(30);
    call.transferBlind("2005", "2006");
    call.wait(6);
    call.answer("2006");
    call.wait(40);
    call.hangUp();
    await become(call, "done");
    const ticket = ticketOf(call);
    expect(ticket?.subject).toMatch(/^Call of <script>alert\(1\)<\/script> (👩‍👩‍👧‍👦)+…$/u);
    expect(ticket?.subject.length).toBeLessThanOrEqual(255);
    const [comment] = world.zendesk.comments(ticket?.id ?? 0);
    expect(comment?.htmlBody).toContain("&lt;script&gt;");
    // One record of the whole call tells when the first took it.
    expect(comment?.body).toMatch(/Transferred: [\d:]{8} Kristin Hale<2005> → Marcus Webb<2006>/);
  });

  test("as long as a template may be makes a ticket", async () => {
    const journal = `{{number}} ${"x".repeat(9989)}`;
    expect(journal).toHaveLength(10_000);
    await set({ look: { ...defaultTicketSettings.look, journal } });
    const call = talks(rings());
    await become(call, "done");
    const [comment] = world.zendesk.comments(ticketOf(call)?.id ?? 0);
    expect(comment?.body).toBe(journal.replace("{{number}}", "5503309"));
  });

  test("a queue call that the third agent answers is one answered call, and that agent's", async () => {
    await set({ look: { ...defaultTicketSettings.look, assignee: "answered_by" } });
    const [call] = scenarios.queueThreeAgents(world.pbx);
    if (call === undefined) throw new Error("nobody called");
    await become(call, "done");
    const ana = world.zendesk.users().find((one) => one.name === "Ana Torres");
    expect(ticketOf(call)).toMatchObject({
      subject: "Inbound Answered- from <5503309> to Ana Torres<2007>",
      assigneeId: ana?.id,
    });
  });

  test("with Talk Partner Edition the call is recorded by the Calls API with its comment, found out once", async () => {
    world.zendesk.setTalkPartnerEdition(true);
    await world.query("update ticket_choices set call_records = null");
    await set({});
    expect(await page()).toMatchObject({ callRecords: null });
    world.zendesk.clearRequests();
    const earlier = world.zendesk.calls().length;
    world.zendesk.faults.add({ method: "POST", path: /\/calls$/, do: { kind: "drop_after" } });
    const call = talks(rings());
    await recordWaits(world, call);
    await recordWaitedLong(world, call);
    await become(call, "done");
    const id = ticketOf(call)?.id ?? 0;
    expect(world.zendesk.comments(id).map((one) => one.type)).toEqual(["Comment", "TpeVoiceComment"]);
    expect(writes()).toEqual(["POST tickets 201", "POST calls 201"]);
    expect(world.zendesk.calls().slice(earlier)).toMatchObject([
      { ticket_id: id, talk_time: 60, completion_status: "completed" },
    ]);
    await set({ rules: [rule({}, { kind: "record_only" })] });
    await become(talks(rings()), "not_wanted");
    expect(world.zendesk.calls().slice(earlier)).toMatchObject([{}, { ticket_id: null }]);
    expect(world.zendesk.requests().filter((one) => one.path === "/api/v2/calls/1")).toHaveLength(1);
    expect(await page()).toMatchObject({ recordsBy: "calls_api", callRecords: true });
    await set({ record: "voice_comment" });
    const other = talks(rings());
    await become(other, "done");
    expect(world.zendesk.comments(ticketOf(other)?.id ?? 0).map((one) => one.type)).toEqual([
      "Comment",
      "VoiceComment",
    ]);
    world.zendesk.setTalkPartnerEdition(false);
  });
});

describe("in the console", () => {
  test("settings of an integration that has none yet are kept by version too", async () => {
    const { body } = await operator.ask("POST", "integrations", { name: "Without settings" });
    const at = `integrations/${(body as { id: string }).id}`;
    const save = async (version: number) =>
      (await operator.ask("PUT", `${at}/tickets`, { version, settings: defaultTicketSettings })).status;
    expect(await save(999)).toBe(409);
    const atOnce = await Promise.all([save(0), save(0)]);
    expect(atOnce.toSorted()).toEqual([200, 409]);
    expect([await save(0), await save(1)]).toEqual([409, 200]);
    expect((await operator.ask("DELETE", at)).status).toBe(204);
  });

  test("a rule that can never hold is refused, with what is wrong and where", async () => {
    const { version } = await page();
    const ignored = rule({ dids: [] }, { kind: "ignore" });
    const settings = { ...defaultTicketSettings, rules: [ignored] };
    const refused = await operator.ask("PUT", path(), { version, settings });
    expect([refused.status, refused.body]).toMatchObject([
      400,
      {
        code: "input_wrong",
        message: expect.stringContaining(
          "settings.rules.0.when.dids: An empty list never holds. Leave the condition out.",
        ),
      },
    ]);
  });

  test("settings are checked, kept by version, and tried on the last calls first", async () => {
    const { version } = await page();
    const wrong = {
      ...defaultTicketSettings,
      subjects: { ...defaultTicketSettings.subjects, beforeInbound: "{{nmber}}" },
    };
    const refused = await operator.ask("PUT", path(), { version, settings: wrong });
    expect([refused.status, refused.body]).toMatchObject([422, { code: "template_wrong" }]);
    const stale = await operator.ask("PUT", path(), {
      version: version - 1,
      settings: defaultTicketSettings,
    });
    expect([stale.status, stale.body]).toMatchObject([409, { code: "tickets_changed" }]);
    const checked = await operator.ask("POST", path("/templates"), {
      templates: [
        { place: "subject", text: "{{nmber}}" },
        { place: "subject", text: defaultTicketSettings.subjects.inboundAnswered },
        { place: "journal", text: "{{#if did}}{{did_name}}{{/if}}" },
        { place: "subject", text: "to {{dialled}}{{did}}{{did_name}}{{note}}", call: "beforeInbound" },
      ],
    });
    const long = (length: number) =>
      operator.ask("POST", path("/templates"), {
        templates: [{ place: "journal", text: "x".repeat(length) }],
      });
    expect([(await long(10_001)).status, (await long(10_000)).status]).toEqual([400, 200]);
    const kinds = Object.entries(defaultTicketSettings.subjects);
    const subjects = await operator.ask("POST", path("/templates"), {
      templates: kinds.map(([call, text]) => ({ place: "subject", text, call })),
    });
    expect(TemplatesChecked.parse(subjects.body).templates.map(({ sample }) => sample)).toEqual([
      "Inbound - from <5503309> to <1000>",
      "Outbound - from Kristin Hale<2005> to <5503309>",
      "Inbound Answered- from <5503309> to Kristin Hale<2005>",
      "Inbound No Answer- from <5503309> to Kristin Hale<2005>",
      "Outbound Answered- from Kristin Hale<2005> to <5503309>",
      "Outbound No Answer- from Kristin Hale<2005> to <5503309>",
    ]);
    expect(TemplatesChecked.parse(checked.body).templates).toMatchObject([
      { errors: [{ kind: "variable_unknown", at: 2, length: 5, suggestion: "number" }], sample: null },
      { errors: [], sample: "Inbound Answered- from <5503309> to Kristin Hale<2005>" },
      { errors: [], sample: "Hotline" },
      { errors: [], sample: "to 1000" },
    ]);
    const asked = await operator.ask("POST", path("/preview"), {
      settings: {
        ...defaultTicketSettings,
        rules: [rule({ groups: ["6400"] }, { kind: "create", ticket: { subject: "Support: {{contact}}" } })],
        after: { ...defaultTicketSettings.after, inboundUnanswered: false },
      },
      limit: 50,
    });
    const { calls } = Preview.parse(asked.body);
    const made = new Set(calls.map((one) => one.becomes.kind));
    expect(calls.length).toBeGreaterThan(10);
    // The calls of whom nobody knew, before contacts were made of them; and those that somebody linked.
    expect([...made].toSorted()).toEqual(["no_contact", "nothing", "on_ticket", "ticket"]);
    expect(calls.find((one) => one.rule !== null)?.becomes).toMatchObject({
      subject: expect.stringMatching(/^Support: /),
    });
    expect(writes()).toEqual([]);
  });
});
