import type { RuleAction, RuleConditions, RuleLook, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { Preview, type PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import { defaultTicketSettings, TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { SimTicket } from "../world/zendesk/simulator.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

/** Tickets of missed calls, who calls back, and that a ticket keeps the group it has. */

let world: World;
let desk: TicketsDesk;
/** Somebody who works in Zendesk by hand. */
let admin: Session;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  desk = await TicketsDesk.of(world);
  admin = await signIn(world.zendesk);
  world.zendesk.setGroupMembers(night, [agent("Marcus Webb")]);
});
beforeEach(() => world.zendesk.clearRequests());
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

/** Groups of the simulated account. Marcus alone belongs to Night; who belongs to no other is given Support. */
const [sales, night] = [20_417_100_000_029, 20_417_100_000_037];
const meet = { collapse: true, withinHours: 24, solveOnCallBack: true };
const usually = (look: Partial<TicketSettings["look"]>) => ({ ...defaultTicketSettings.look, ...look });

function agent(name: string): number {
  const found = world.zendesk.users().find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found.id;
}
function customer(name: string, phone: string): number {
  return world.zendesk.addUser({ name, phone }).id;
}
function rule(when: RuleConditions, action: RuleAction): TicketRule {
  return { id: crypto.randomUUID(), name: "a rule", enabled: true, when, action };
}
const create = (when: RuleConditions, ticket: RuleLook): TicketRule => rule(when, { kind: "create", ticket });
const missedOnes: RuleConditions = { directions: ["inbound"], outcomes: ["no_answer", "abandoned"] };

function rings(from: string, at = "2005"): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to: at });
  call.ring(at);
  return call;
}
function answered(call: ScriptedCall, by: string): ScriptedCall {
  call.wait(5);
  call.answer(by);
  call.wait(30);
  call.hangUp();
  return call;
}
function unanswered(call: ScriptedCall): ScriptedCall {
  call.wait(20);
  call.hangUp();
  return call;
}
const misses = (from: string) => unanswered(rings(from));
function dials(to: string, extension = "2005"): ScriptedCall {
  const call = world.pbx.outbound({ extension, to });
  call.remoteRings();
  return call;
}
function talks(call: ScriptedCall): ScriptedCall {
  call.remoteAnswers();
  call.wait(30);
  call.hangUp();
  return call;
}
const callsBack = (to: string, extension?: string) => talks(dials(to, extension));

function shown(id: number | string | null): SimTicket {
  const found = world.zendesk.tickets().find((one) => one.id === Number(id));
  if (found === undefined) throw new Error("there is no such ticket");
  return found;
}
/** The ticket that a finished call stands in. */
async function ticketOf(call: ScriptedCall): Promise<SimTicket> {
  return shown((await desk.become(call, "done")).ticket_id);
}
/** The ticket of a call that rings. */
async function ringing(call: ScriptedCall): Promise<SimTicket> {
  await desk.stepped(call, "ticket_opened");
  const found = world.zendesk.tickets().find((one) => one.externalId?.endsWith(`:${call.callId}`) === true);
  if (found === undefined) throw new Error("there is no ticket while it rings");
  return found;
}
const visible = (id: number) => world.zendesk.comments(id).map((one) => one.public);
/** What the trace of a call says that its ticket goes without. */
async function goesWithout(call: ScriptedCall): Promise<unknown[]> {
  const steps = (await desk.stepsOf(call)).filter((one) => one.step === "fields_refused");
  return steps.map(({ detail }) => detail["fields"]);
}
async function pageRefuses(): Promise<string[]> {
  const path = `integrations/${world.integration.id}/tickets`;
  const { refused } = TicketPage.parse((await desk.operator.ask("GET", path)).body);
  return refused.map(({ field }) => field);
}

describe("a ticket keeps the group that it has", () => {
  const intoNight = usually({ groupId: night, assignee: "answered_by" });

  test("before the call: of a rule's group, when it goes to who answered", async () => {
    await desk.set({ moment: "before", rules: [create({}, { groupId: night, assignee: "answered_by" })] });
    const call = rings("5503309", "2006");
    const { id, groupId } = await ringing(call);
    expect(groupId).toBe(night);
    const ended = await ticketOf(answered(call, "2006"));
    expect(ended).toMatchObject({ id, groupId: night, assigneeId: agent("Marcus Webb") });
    expect(desk.writes()).toEqual(["POST tickets 201", "PUT tickets/N 200"]);
  });

  test("before the call: that an agent chose during it", async () => {
    await desk.set({ moment: "before", look: usually({ assignee: "answered_by" }) });
    const call = rings("5503309", "2006");
    const { id } = await ringing(call);
    await admin.put(`/api/v2/tickets/${id}`, { ticket: { group_id: sales } });
    const ended = await ticketOf(answered(call, "2006"));
    expect(ended).toMatchObject({ id, groupId: sales, assigneeId: agent("Marcus Webb") });
  });

  test("before the call: one that has none goes to who answered, with a group of theirs", async () => {
    await desk.set({ moment: "before", look: usually({ assignee: "answered_by" }) });
    const call = rings("5503309", "2006");
    expect(await ringing(call)).toMatchObject({ groupId: null });
    const ended = await ticketOf(answered(call, "2006"));
    expect(ended.assigneeId).toBe(agent("Marcus Webb"));
    expect(ended.groupId).not.toBeNull();
  });

  test.each<["before" | "after", string[]]>([
    ["before", ["POST tickets 201", "PUT tickets/N 422", "PUT tickets/N 200"]],
    ["after", ["POST tickets 422", "POST tickets 201"]],
  ])(
    "%s the call: where who answered is no member of it, it goes to nobody, which is told",
    async (moment, writes) => {
      await desk.set({ moment, look: intoNight });
      const call = rings("5503309");
      if (moment === "before") await ringing(call);
      const ended = await ticketOf(answered(call, "2005"));
      expect(ended).toMatchObject({ groupId: night, assigneeId: null });
      expect(desk.writes()).toEqual(writes);
      expect([await goesWithout(call), await pageRefuses()]).toEqual([[["assignee"]], ["assignee"]]);
    },
  );

  test("a call back by a member solves it there; by somebody else it goes to a group of theirs, which is told", async () => {
    const number = "+12125550201";
    customer("Nia Night", number);
    await desk.set({ missed: meet, rules: [create(missedOnes, { groupId: night, priority: "high" })] });
    const { id, groupId } = await ticketOf(misses(number));
    expect(groupId).toBe(night);
    const solved = { groupId: night, assigneeId: agent("Marcus Webb"), status: "solved" };
    expect(await ticketOf(callsBack(number, "2006"))).toMatchObject({ id, ...solved });
    const another = await ticketOf(misses(number));
    expect(another).toMatchObject({ groupId: night, status: "new" });
    const outsider = callsBack(number, "2005");
    const taken = await ticketOf(outsider);
    expect(taken).toMatchObject({ id: another.id, assigneeId: agent("Kristin Hale"), status: "solved" });
    expect(taken.groupId).not.toBe(night);
    expect(await goesWithout(outsider)).toEqual([["group"]]);
  });
});

describe("a call back that is answered solves the ticket of the missed call", () => {
  const outboundOff = { after: { ...defaultTicketSettings.after, outboundAnswered: false } };
  const outward: RuleConditions = { directions: ["outbound"] };
  const recordOnly = { rules: [rule(outward, { kind: "record_only" })] };
  const append = {
    rules: [rule(outward, { kind: "append", withinHours: 24, ticket: { tags: ["appended"] } })],
  };
  const ignore = { rules: [rule(outward, { kind: "ignore" })] };

  /** What the preview says of a call with these settings. */
  async function previewed({ id }: { id: string }, change: Partial<TicketSettings>) {
    const path = `integrations/${world.integration.id}/tickets/preview`;
    const body = { settings: { ...defaultTicketSettings, ...change }, limit: 10 };
    const { calls } = Preview.parse((await desk.operator.ask("POST", path, body)).body);
    return calls.find((one) => one.id === id)?.becomes;
  }
  /** The PBX tells starts in whole seconds, by which calls are put in order. */
  async function nextSecond(): Promise<void> {
    const at = Date.now();
    await until("the next second", () => Promise.resolve(Date.now() - at > 1000));
  }
  /** A customer whose missed call has a ticket. */
  async function missedBy(number: string, change: Partial<TicketSettings>) {
    const requesterId = customer("Cleo Caller", number);
    const settings = { ...change, missed: meet };
    await desk.set(settings);
    const call = misses(number);
    const ticket = await ticketOf(call);
    const of = (await desk.fateOf(call))?.id;
    await nextSecond();
    world.zendesk.clearRequests();
    return { requesterId, settings, ticket, solves: { kind: "missed_ticket", of, solves: true } as const };
  }

  test.each<[string, string, Partial<TicketSettings>]>([
    ["whose kind gets no ticket", "+12125550211", outboundOff],
    ["that a rule only records", "+12125550212", recordOnly],
    ["that a rule appends", "+12125550213", append],
  ])("one %s", async (_, number, change) => {
    const { requesterId, settings, ticket, solves } = await missedBy(number, change);
    // This is the one that the rule would append to.
    world.zendesk.addTicket({ requesterId });
    const back = callsBack(number);
    expect(await ticketOf(back)).toMatchObject({ id: ticket.id, status: "solved" });
    expect(world.zendesk.comments(ticket.id).at(-1)?.body).toContain("Outcome: Answered");
    expect(desk.writes()).toEqual(["PUT tickets/N 200"]);
    const steps = (await desk.stepsOf(back)).map((one) => one.step);
    expect(steps).toContain("logged_on_missed");
    expect(steps).not.toContain("left");
    expect(await previewed(await desk.become(back, "done"), settings)).toEqual(solves);
  });

  test.each<[string, string, Partial<TicketSettings>, PreviewedCall["becomes"]["kind"]]>([
    ["whose kind gets no ticket", "+12125550214", outboundOff, "on_ticket"],
    ["that a rule only records", "+12125550215", recordOnly, "missed_ticket"],
    ["that a rule appends", "+12125550216", append, "on_ticket"],
  ])("one %s, dialled from it", async (_, number, change, kind) => {
    const { settings, ticket } = await missedBy(number, change);
    const back = dials(number);
    await desk.dialledFrom(back, ticket.id);
    expect(await ticketOf(talks(back))).toMatchObject({ id: ticket.id, status: "solved" });
    expect(world.zendesk.comments(ticket.id)).toHaveLength(2);
    expect(await previewed(await desk.become(back, "done"), settings)).toMatchObject({ kind });
  });

  test("where missed calls have a ticket each, that of the last", async () => {
    const number = "+12125550224";
    customer("Eve Each", number);
    const settings = { ...outboundOff, missed: { ...meet, collapse: false } };
    await desk.set(settings);
    const first = await ticketOf(misses(number));
    await nextSecond();
    const last = misses(number);
    const { id } = await ticketOf(last);
    await nextSecond();
    const back = callsBack(number);
    expect(await ticketOf(back)).toMatchObject({ id, status: "solved" });
    expect(shown(first.id)).toMatchObject({ status: "new" });
    const of = (await desk.fateOf(last))?.id;
    const solves = { kind: "missed_ticket", of, solves: true };
    expect(await previewed(await desk.become(back, "done"), settings)).toEqual(solves);
  });

  test("one that a rule only records, also dialled from the ticket into which it was merged", async () => {
    const number = "+12125550217";
    const { requesterId, ticket } = await missedBy(number, recordOnly);
    const winner = world.zendesk.addTicket({ requesterId, assigneeId: agent("Kristin Hale") }).id;
    world.zendesk.mergeTickets(ticket.id, winner);
    const back = dials(number);
    await desk.dialledFrom(back, winner);
    expect(await ticketOf(talks(back))).toMatchObject({ id: winner, status: "solved" });
  });

  test("one that is dialled from the ticket, and that one merged: the winner", async () => {
    const number = "+12125550218";
    const { requesterId, ticket } = await missedBy(number, outboundOff);
    const winner = world.zendesk.addTicket({ requesterId, assigneeId: agent("Kristin Hale") }).id;
    const back = dials(number);
    await desk.dialledFrom(back, ticket.id);
    world.zendesk.mergeTickets(ticket.id, winner);
    expect(await ticketOf(talks(back))).toMatchObject({ id: winner, status: "solved" });
  });

  test("not one that a rule only records and that was dialled from another ticket: it is left there too", async () => {
    const number = "+12125550219";
    const { requesterId, settings, ticket } = await missedBy(number, recordOnly);
    const other = world.zendesk.addTicket({ requesterId }).id;
    const back = dials(number);
    await desk.dialledFrom(back, other);
    const left = await desk.become(talks(back), "not_wanted");
    expect(left).toMatchObject({ logging_reason: "rule_record_only" });
    expect([shown(ticket.id).status, desk.writes()]).toEqual(["new", []]);
    expect(await previewed(left, settings)).toEqual({ kind: "nothing", reason: "rule_record_only" });
  });

  test.each<[string, string, Partial<TicketSettings>, string]>([
    ["ignored by a rule", "+12125550220", ignore, "rule_ignore"],
    [
      "never logged",
      "+12125550221",
      { neverLog: { numbers: ["+12125550221"], extensions: [] } },
      "never_log",
    ],
    ["of a time when tickets are off", "+12125550222", { enabled: false }, "tickets_off"],
  ])("not one that is %s: nothing is written", async (_, number, change, reason) => {
    const { ticket } = await missedBy(number, {});
    const settings = { ...change, missed: meet };
    await desk.set(settings);
    const left = await desk.become(callsBack(number), "not_wanted");
    expect(left).toMatchObject({ logging_reason: reason });
    expect([shown(ticket.id).status, desk.writes()]).toEqual(["new", []]);
    expect(await previewed(left, settings)).toEqual({ kind: "nothing", reason });
  });

  test("without such a ticket it becomes what the settings say, and so it does where that closes under it", async () => {
    const number = "+12125550223";
    customer("Nobody Missed", number);
    await desk.set({ ...recordOnly, missed: meet });
    expect(await desk.become(callsBack(number), "not_wanted")).toMatchObject({
      logging_reason: "rule_record_only",
    });
    await desk.set({ ...outboundOff, missed: meet });
    const { id } = await ticketOf(misses(number));
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "PUT", path: /\/tickets\/\d+$/, do: { kind: "waits", for: promise } });
    const back = callsBack(number);
    await until("its comment to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    world.zendesk.setTicketStatus(id, "closed");
    goOn();
    expect(await desk.become(back, "not_wanted")).toMatchObject({ logging_reason: "kind_off" });
    expect(world.zendesk.tickets().filter((one) => one.followupSourceId === id)).toEqual([]);
  });
});

describe("a comment looks as the rule that decided on its call wants it", () => {
  const both: ["internal" | "public", boolean][] = [
    ["internal", false],
    ["public", true],
  ];
  const oppositeOf = (isPublic: boolean) => usually({ public: !isPublic, tags: ["usual"] });

  test.each(both)("a missed call that joins: %s", async (_, isPublic) => {
    const number = isPublic ? "+12125550231" : "+12125550232";
    customer("Jo Joins", number);
    const ruled = create(missedOnes, { public: isPublic, tags: ["by_rule", "rang {{extension_number}}"] });
    await desk.set({ missed: meet, look: oppositeOf(isPublic), rules: [ruled] });
    const { id } = await ticketOf(unanswered(rings(number, "2005")));
    const joined = await ticketOf(unanswered(rings(number, "2006")));
    expect(joined).toMatchObject({ id, tags: ["by_rule", "rang_2005", "rang_2006"] });
    expect(visible(id)).toEqual([isPublic, isPublic]);
  });

  test.each(both)("a call back that solves: %s", async (_, isPublic) => {
    const number = isPublic ? "+12125550233" : "+12125550234";
    customer("Bo Back", number);
    const ruled = create({ directions: ["outbound"] }, { public: isPublic, tags: ["called_back"] });
    await desk.set({ missed: meet, look: oppositeOf(isPublic), rules: [ruled] });
    const { id } = await ticketOf(misses(number));
    const solved = await ticketOf(callsBack(number));
    expect(solved).toMatchObject({ id, status: "solved", tags: ["called_back", "usual"] });
    expect(visible(id)).toEqual([!isPublic, isPublic]);
  });

  test.each(both)("one that is appended: %s", async (_, isPublic) => {
    const number = isPublic ? "+12125550235" : "+12125550236";
    const requesterId = customer("Ada Appended", number);
    const { id } = world.zendesk.addTicket({ requesterId });
    const ticket = { public: isPublic, tags: ["by_rule"] };
    const rules = [rule({}, { kind: "append", withinHours: 24, ticket })];
    await desk.set({ look: oppositeOf(isPublic), rules });
    expect(await ticketOf(desk.talk(number))).toMatchObject({ id, tags: ["by_rule"] });
    expect(visible(id)).toEqual([true, isPublic]);
  });

  test.each(both)("before the call, first comment and journal: %s", async (_, isPublic) => {
    const rules = [create({}, { public: isPublic, tags: ["by_rule"] })];
    await desk.set({ moment: "before", look: oppositeOf(isPublic), rules });
    const call = rings("5503309");
    const { id } = await ringing(call);
    expect(await ticketOf(answered(call, "2005"))).toMatchObject({ id, tags: ["by_rule"] });
    expect(visible(id)).toEqual([isPublic, isPublic]);
  });

  test.each(both)("before the call, on the ticket into which its own was merged: %s", async (_, isPublic) => {
    const rules = [create({}, { public: isPublic, tags: ["by_rule"] })];
    await desk.set({ moment: "before", look: oppositeOf(isPublic), rules });
    const call = rings("5503309");
    const { id } = await ringing(call);
    const winner = world.zendesk.addTicket({ requesterId: world.customer.id }).id;
    world.zendesk.mergeTickets(id, winner);
    expect(await ticketOf(answered(call, "2005"))).toMatchObject({ id: winner, tags: ["by_rule"] });
    expect(visible(winner)).toEqual([true, isPublic]);
  });

  test("a missed call whose ticket is merged under it: on the winner", async () => {
    const number = "+12125550237";
    const requesterId = customer("Mia Merged", number);
    const rules = [create(missedOnes, { public: false, tags: ["by_rule"] })];
    await desk.set({ missed: meet, look: oppositeOf(false), rules });
    const { id } = await ticketOf(misses(number));
    const winner = world.zendesk.addTicket({ requesterId }).id;
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "PUT", path: /\/tickets\/\d+$/, do: { kind: "waits", for: promise } });
    const again = misses(number);
    await until("its comment to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    world.zendesk.mergeTickets(id, winner);
    goOn();
    expect(await ticketOf(again)).toMatchObject({ id: winner, tags: ["by_rule"] });
    expect(visible(winner)).toEqual([true, false]);
  });
});
