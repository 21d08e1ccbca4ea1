import type { RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { Outcome } from "@deskline/shared/calls";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { World } from "../world/world.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { SimTicket } from "../world/zendesk/simulator.ts";

/** Promises of the tickets' page, each on calls that are played for it. */

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  desk = await TicketsDesk.of(world);
});
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

const ticketOf = (call: ScriptedCall): Promise<SimTicket> => desk.ticketOf(call);
function tagging(when: RuleConditions, tag: string): TicketRule {
  const ticket = { tags: [tag] };
  return { id: crypto.randomUUID(), name: tag, enabled: true, when, action: { kind: "create", ticket } };
}

function rings(from = "5503309"): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  return call;
}
function misses(from?: string): ScriptedCall {
  const call = rings(from);
  call.wait(20);
  call.hangUp();
  return call;
}
function dials(): ScriptedCall {
  const call = world.pbx.outbound({ extension: "2005", to: "5503309" });
  call.remoteRings();
  return call;
}
function outboundUnanswered(): ScriptedCall {
  const call = dials();
  call.wait(20);
  call.hangUp();
  return call;
}
function outboundAnswered(): ScriptedCall {
  const call = dials();
  call.remoteAnswers();
  call.wait(30);
  call.hangUp();
  return call;
}

const kinds: Record<keyof TicketSettings["after"], () => ScriptedCall> = {
  inboundAnswered: () => desk.talk(),
  inboundUnanswered: () => misses(),
  outboundAnswered,
  outboundUnanswered,
};

test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  "%s alone switched off, such a call gets no ticket, and the three others do",
  async (off) => {
    await desk.set({ after: { ...defaultTicketSettings.after, [off]: false } });
    const before = world.zendesk.tickets().length;
    const calls = Object.entries(kinds).map(([kind, play]) => ({ kind, call: play() }));
    for (const { kind, call } of calls) {
      const { logging_reason: reason } = await desk.become(call, kind === off ? "not_wanted" : "done");
      expect([kind, reason]).toEqual([kind, kind === off ? "kind_off" : null]);
    }
    expect(world.zendesk.tickets()).toHaveLength(before + 3);
  },
);

test("of two open tickets of the caller the call is appended to the one that changed last, which is not the one made last", async () => {
  const number = "+12125550241";
  const requesterId = world.zendesk.addUser({ name: "Nora Newest", phone: number }).id;
  const hoursAgo = (hours: number) => Date.now() - hours * 3600_000;
  const changedLast = world.zendesk.addTicket({ requesterId, at: hoursAgo(1) });
  const madeLast = world.zendesk.addTicket({ requesterId, at: hoursAgo(2) });
  const action = { kind: "append", withinHours: 24, ticket: {} } as const;
  await desk.set({ rules: [{ ...tagging({}, "append"), action }] });
  expect((await ticketOf(desk.talk(number))).id).toBe(changedLast.id);
  const comments = [changedLast, madeLast].map(({ id }) => world.zendesk.comments(id).length);
  expect(comments).toEqual([2, 1]);
});

test("a queue call that three agents missed and a fourth answered is one answered call, one ticket, the fourth's", async () => {
  const nina = world.zendesk.addUser({ name: "Nina Novak", email: "nina.novak@example.com", role: "agent" });
  world.pbx.addExtension({ number: "2008", name: "Nina Novak", email: "nina.novak@example.com" });
  const agents = ["2005", "2006", "2007", "2008"];
  world.pbx.addQueue({ number: "6500", name: "Orders", agents });
  expect((await world.cli(["integration", "sync"])).stderr).toBe("");
  expect((await world.cli(["bind", "add", "2008", String(nina.id)])).stderr).toBe("");
  await desk.set({ look: { ...defaultTicketSettings.look, assignee: "answered_by" } });
  const before = world.zendesk.tickets().length;

  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "6500" });
  for (const missed of agents.slice(0, 3)) {
    call.ring(missed);
    call.wait(15);
    call.agentMissed("6500", missed);
  }
  call.ring("2008");
  call.wait(6);
  call.answer("2008");
  call.wait(120);
  call.hangUp("5503309");

  expect(await ticketOf(call)).toMatchObject({
    subject: "Inbound Answered- from <5503309> to Nina Novak<2008>",
    assigneeId: nina.id,
  });
  expect(world.zendesk.tickets()).toHaveLength(before + 1);
  const told = await world.query("select summary->>'outcome' as outcome from calls where pbx_call_id = $1", [
    call.callId,
  ]);
  expect(told).toEqual([{ outcome: "answered" }]);
});

describe("templates", () => {
  const times = ["date", "time", "start", "end", "ring_time", "talk_time", "ring_seconds", "talk_seconds"];
  const variables = ["number_e164", ...times, "business_hours", "outcome"];
  const journal = variables.map((name) => `${name}=[{{${name}}}]`).join("\n");
  const allDay = defaultTicketSettings.hours.week.map(() => [{ from: "00:00", to: "24:00" }]);
  const hours = (isOpen: boolean) => ({
    ...defaultTicketSettings.hours,
    week: allDay.map((day) => (isOpen ? day : [])),
  });

  /** What the templates of a finished call have made, by their names. */
  async function toldOf(call: ScriptedCall): Promise<Record<string, string | undefined>> {
    const { id } = await ticketOf(call);
    const [comment] = world.zendesk.comments(id);
    const lines = (comment?.body ?? "").matchAll(/^\s*(\w+)=\[(.*)\]\s*$/gm);
    return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  }
  /** The PBX names a call by the second in which it began. */
  const startOf = (call: ScriptedCall) => Number(call.callId.split(".")[0]) * 1000;
  function atPbx(instant: number): { date: string; time: string; full: string } {
    const zone = world.pbx.timeZone;
    const shown = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...options }).format(instant);
    const date = shown({ dateStyle: "short" });
    const time = shown({ timeStyle: "medium" });
    const offset = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "shortOffset" })
      .formatToParts(instant)
      .find((part) => part.type === "timeZoneName");
    return { date, time, full: `${date} ${time} (${zone}, ${offset?.value.replace("GMT", "UTC")})` };
  }

  test.each([true, false])("tell when a call was and for how long; open: %s", async (isOpen) => {
    await desk.set({ look: { ...defaultTicketSettings.look, journal }, hours: hours(isOpen) });
    const call = rings();
    call.wait(12);
    call.answer("2005");
    call.wait(83);
    call.hangUp("5503309");
    const [start, end] = [atPbx(startOf(call)), atPbx(startOf(call) + 95_000)];
    expect(await toldOf(call)).toEqual({
      number_e164: "",
      date: start.date,
      time: start.time,
      start: start.full,
      end: end.full,
      ring_time: "0:12",
      talk_time: "1:23",
      ring_seconds: "12",
      talk_seconds: "83",
      business_hours: isOpen ? "inside" : "outside",
      outcome: "Answered",
    });
  });

  test("know the number with its country of a call that was dialled through Deskline", async () => {
    await desk.set({ look: { ...defaultTicketSettings.look, journal } });
    const session = await world.session("kristin.hale@example.com");
    const dialled = await world.api(session, "POST", "dial", { number: "+44 20 7946 0123" });
    expect(dialled.status).toBe(200);
    const { callId } = dialled.body as { callId: string };
    const [row] = await world.query<{ name: string }>("select pbx_call_id as name from calls where id = $1", [
      callId,
    ]);
    const call = world.pbx.call(row?.name ?? "");
    call.answer("2005");
    call.remoteRings();
    call.remoteAnswers();
    call.wait(48);
    call.hangUp("2005");
    expect(await toldOf(call)).toMatchObject({ number_e164: "+442079460123", talk_seconds: "48" });
  });
});

describe("rules", () => {
  test("know a VIP by the tag that the settings name, and by no other", async () => {
    world.zendesk.addUser({ name: "Gina Gold", phone: "+12125550242", tags: ["gold"] });
    world.zendesk.addUser({ name: "Vic Vip", phone: "+12125550243", tags: ["vip"] });
    await desk.set({ vipTag: "Gold", rules: [tagging({ contacts: ["vip"] }, "treasured")] });
    expect((await ticketOf(desk.talk("+12125550242"))).tags).toEqual(["treasured"]);
    expect((await ticketOf(desk.talk("+12125550243"))).tags).toEqual([]);
  });

  function failed(): ScriptedCall {
    const call = dials();
    call.wait(2);
    call.fail("503 Service Unavailable");
    call.wait(1);
    call.hangUp();
    return call;
  }
  function abandoned(): ScriptedCall {
    world.pbx.switches.abandonedStatus = true;
    const call = world.pbx.inbound({ from: "5503309", did: "1000", to: "6400" });
    call.ring("2005");
    call.wait(9);
    call.hangUp("5503309");
    world.pbx.switches.abandonedStatus = false;
    return call;
  }

  test.each<[Outcome, () => ScriptedCall, string]>([
    ["failed", failed, "Failed"],
    ["abandoned", abandoned, "Caller hung up before anyone answered"],
  ])("know a call that was %s, and no other by that", async (outcome, play, words) => {
    const look = { ...defaultTicketSettings.look, tags: ["usual"] };
    await desk.set({ look, rules: [tagging({ outcomes: [outcome] }, "fits")] });
    const fits = await ticketOf(play());
    expect(fits.tags).toEqual(["fits"]);
    expect(world.zendesk.comments(fits.id)[0]?.body).toContain(`Outcome: ${words}`);
    for (const other of [misses(), desk.talk(), outboundUnanswered()])
      expect((await ticketOf(other)).tags).toEqual(["usual"]);
  });
});
