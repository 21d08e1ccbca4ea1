import type { RuleAction, RuleConditions, RuleLook, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
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

  test("a call back by a member solves it there; by somebody else it stays open there, which is told", async () => {
    const number = "+12125550201";
    customer("Nia Night", number);
    await desk.set({ missed: meet, rules: [create(missedOnes, { groupId: night, priority: "high" })] });
    const { id, groupId } = await ticketOf(misses(number));
    expect(groupId).toBe(night);
    const outsider = callsBack(number, "2005");
    expect(await ticketOf(outsider)).toMatchObject({ id, groupId: night, assigneeId: null, status: "new" });
    expect(await goesWithout(outsider)).toEqual([["assignee", "status"]]);
    const solved = { id, groupId: night, assigneeId: agent("Marcus Webb"), status: "solved" };
    expect(await ticketOf(callsBack(number, "2006"))).toMatchObject(solved);
  });
});
