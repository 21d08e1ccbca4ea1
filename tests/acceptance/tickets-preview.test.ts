import { Preview, type PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { RuleAction, RuleConditions, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { ticketFields } from "../world/zendesk/settings/data.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";

/** That the preview says of the last calls what settings would make of them. */

const [vip, wasVip, winner, early] = ["+12125550151", "+12125550152", "+12125550153", "+12125550154"];

let world: World;
let desk: TicketsDesk;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({
    storage: { databaseUrl: database.url },
    app: "stand_in",
    contacts: "indexed",
    people: [
      { name: "Vera Important", phone: vip, tags: ["vip"] },
      { name: "Mona Merged", phone: wasVip },
      { name: "Wim Winner", phone: winner, tags: ["vip"] },
      { name: "Elsa Early", phone: early },
    ],
    zendesk: { highVolume: true },
  });
  desk = await TicketsDesk.of(world);
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

async function previewed(change: Partial<TicketSettings>, limit = 10): Promise<Preview> {
  const path = `integrations/${world.integration.id}/tickets/preview`;
  const body = { settings: { ...defaultTicketSettings, ...change }, limit };
  return Preview.parse((await desk.operator.ask("POST", path, body)).body);
}

async function becomes({ id }: { id: string }, change: Partial<TicketSettings>): Promise<PreviewedCall> {
  const found = (await previewed(change)).calls.find((one) => one.id === id);
  if (found === undefined) throw new Error("the call is not previewed");
  return found;
}

const rule = (when: RuleConditions, action: RuleAction): TicketRule => ({
  id: crypto.randomUUID(),
  name: "a rule",
  enabled: true,
  when,
  action,
});
const forVips = (): TicketRule =>
  rule({ contacts: ["vip"] }, { kind: "create", ticket: { subject: "VIP {{number}}" } });

function dials(to = "5503309"): ScriptedCall {
  const call = world.pbx.outbound({ extension: "2005", to });
  call.remoteRings();
  return call;
}
function answered(call: ScriptedCall): ScriptedCall {
  call.remoteAnswers();
  call.wait(30);
  call.hangUp("2005");
  return call;
}
function missed(from: string): ScriptedCall {
  const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
  call.ring("2005");
  call.wait(20);
  call.hangUp();
  return call;
}
const ticketsOf = (from: string) =>
  world.zendesk.tickets().filter((one) => one.subject?.includes(from) === true);
const fieldId = (title: string) => ticketFields.find((field) => field.title === title)?.id ?? 0;
function subjectOf(ticketId: unknown): string | undefined {
  return world.zendesk.tickets().find((one) => one.id === Number(ticketId))?.subject;
}

describe("is told what really happens with", () => {
  test("VIPs", async () => {
    const rules = [forVips()];
    const call = await desk.become(desk.talk(vip), "done");
    expect(await becomes(call, { rules })).toMatchObject({
      rule: { name: "a rule" },
      becomes: { kind: "ticket", subject: `VIP ${vip}` },
    });
    await desk.set({ rules });
    expect(subjectOf((await desk.become(desk.talk(vip), "done")).ticket_id)).toBe(`VIP ${vip}`);
    const other = await desk.become(desk.talk(), "done");
    expect(await becomes(other, { rules })).toMatchObject({
      rule: null,
      becomes: { subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>" },
    });
  });

  test("somebody who was merged into a VIP since", async () => {
    const call = await desk.become(desk.talk(wasVip), "done");
    const user = (name: string) => world.zendesk.users().find((one) => one.name === name)?.id ?? 0;
    world.zendesk.mergeUser(user("Mona Merged"), user("Wim Winner"));
    await until("the merge to be known", async () => {
      await world.readsNow();
      return (await world.query("select 1 from contact_people where gone = 'merged'")).length > 0;
    });
    const rules = [forVips()];
    expect(await becomes(call, { rules })).toMatchObject({ becomes: { subject: `VIP ${wasVip}` } });
    await desk.set({ rules });
    expect(subjectOf((await desk.become(desk.talk(wasVip), "done")).ticket_id)).toBe(`VIP ${wasVip}`);
  });

  test("business hours", async () => {
    const rules = [
      rule({ hours: "outside" }, { kind: "create", ticket: { tags: ["closed"], priority: "high" } }),
      rule({ hours: "inside" }, { kind: "ignore" }),
    ];
    const day = defaultTicketSettings.hours;
    const never = { ...day, week: day.week.map(() => []) };
    const always = { ...day, week: day.week.map(() => [{ from: "00:00", to: "24:00" }]) };
    const call = await desk.become(desk.talk(), "done");
    expect(await becomes(call, { rules, hours: never })).toMatchObject({
      becomes: { kind: "ticket", tags: ["closed"], priority: "high" },
    });
    expect((await becomes(call, { rules, hours: always })).becomes).toEqual({
      kind: "nothing",
      reason: "rule_ignore",
    });
    await desk.set({ rules, hours: always });
    await desk.become(desk.talk(), "not_wanted");
  });

  test("what is never logged", async () => {
    const neverLog = { numbers: ["(212) 555-0151"], extensions: [] };
    const call = await desk.become(desk.talk(vip), "done");
    expect((await becomes(call, { neverLog })).becomes).toEqual({ kind: "nothing", reason: "never_log" });
    await desk.set({ neverLog });
    await desk.become(desk.talk(vip), "not_wanted");
  });

  test("a missed call, one that joins its ticket, and the call back that solves it", async () => {
    const missedSettings = { collapse: true, withinHours: 24, solveOnCallBack: true };
    const number = "+442079460123";
    const oneByOne = async (...calls: (() => ScriptedCall)[]) => {
      const ids = [];
      for (const begin of calls) {
        const at = Date.now();
        ids.push((await desk.become(begin(), "done")).ticket_id);
        // The PBX tells starts in whole seconds.
        await until("the next second", () => Promise.resolve(Date.now() - at > 1000));
      }
      return ids;
    };
    const misses = () => missed(number);
    const callsBack = () => answered(dials(number));
    await oneByOne(misses, misses, callsBack);
    const { calls } = await previewed({ missed: missedSettings }, 3);
    const first = calls[2]?.id;
    expect(calls.map((one) => one.becomes)).toMatchObject([
      { kind: "missed_ticket", of: first, solves: true },
      { kind: "missed_ticket", of: first, solves: false },
      { kind: "ticket" },
    ]);
    await desk.set({ missed: missedSettings });
    const ids = await oneByOne(misses, misses, callsBack);
    expect(new Set(ids).size).toBe(1);
    expect(world.zendesk.tickets().find((one) => one.id === Number(ids[0]))?.status).toBe("solved");
  });

  test("appending, and tags", async () => {
    const rules = [rule({}, { kind: "append", withinHours: 24, ticket: { subject: "Else {{number}}" } })];
    const call = await desk.become(desk.talk(), "done");
    const look = { ...defaultTicketSettings.look, tags: ["phone", "At {{extension_number}}"] };
    expect((await becomes(call, { rules, look })).becomes).toEqual({
      kind: "append",
      withinHours: 24,
      subject: "Else 5503309",
      journal: expect.stringContaining("Outcome: Answered") as string,
      tags: ["phone", "at_2005"],
      public: false,
    });
    expect(await becomes(call, { look })).toMatchObject({ becomes: { tags: ["phone", "at_2005"] } });
    await desk.set({ rules, look });
    expect((await desk.become(desk.talk(), "done")).ticket_id).toBe(call.ticket_id);
    const ticket = world.zendesk.tickets().find((one) => one.id === Number(call.ticket_id));
    expect(ticket?.tags).toEqual(expect.arrayContaining(["phone", "at_2005"]));
  });

  test("notes and results that agents gave, and custom fields", async () => {
    const call = desk.talk();
    const { id } = await desk.become(call, "done");
    const kristin = await world.session("kristin.hale@example.com");
    const note = { text: "Wants <an offer>", disposition: "Follow up" };
    expect(await world.api(kristin, "PUT", `calls/${id}/note`, note)).toMatchObject({ status: 200 });
    const look = {
      ...defaultTicketSettings.look,
      journal: "{{disposition}}: {{note}}",
      customFields: [{ id: fieldId("Call direction"), value: "call_{{direction | lower}}" }],
    };
    expect(await becomes({ id }, { look })).toMatchObject({
      becomes: {
        journal: "Follow up: Wants <an offer>",
        customFields: [{ id: fieldId("Call direction"), value: "call_inbound" }],
      },
    });
    expect((await becomes({ id }, {})).becomes).toMatchObject({
      journal: expect.stringContaining("Disposition: Follow up\nNote by ") as string,
    });
  });

  test("the subject while it rings, of which nothing is known then that only the end tells", async () => {
    const beforeInbound = "Rings: {{number}} {{dialled}} {{did}}{{result}}";
    const before: Partial<TicketSettings> = {
      moment: "before",
      subjects: { ...defaultTicketSettings.subjects, beforeInbound },
    };
    await desk.set(before);
    const call = world.pbx.inbound({ from: early, did: "1000", to: "2005" });
    call.ring("2005");
    await until("its ticket", () => Promise.resolve(ticketsOf(early).length > 0));
    const rang = ticketsOf(early)[0]?.subject;
    call.answer("2005");
    call.wait(30);
    call.hangUp();
    const done = await desk.become(call, "done");
    const now = subjectOf(done.ticket_id);
    expect((await becomes(done, before)).becomes).toMatchObject({ ringSubject: rang, subject: now });
    expect([rang, now]).toEqual([
      `Rings: ${early} 2005 `,
      `Inbound Answered- from <${early}> to Kristin Hale<2005>`,
    ]);
    // Whether a rule for this DID holds is known when the call has ended.
    const rules = [rule({ dids: ["1000"] }, { kind: "create", ticket: { tags: ["hotline"] } })];
    expect((await becomes(done, { ...before, rules })).becomes).toMatchObject({
      ringSubject: null,
      tags: ["hotline"],
    });
  });
});

describe("a call that was dialled from a ticket, or linked to one", () => {
  test("stands there, as a comment, whatever the settings say", async () => {
    const ticket = world.zendesk.addTicket({ requesterId: world.customer.id });
    const call = dials();
    await desk.dialledFrom(call, ticket.id);
    answered(call);
    const dialled = await desk.become(call, "done");
    expect(dialled).toMatchObject({ ticket_id: String(ticket.id) });
    expect((await becomes(dialled, { enabled: false })).becomes).toEqual({
      kind: "on_ticket",
      ticketId: ticket.id,
    });

    const talked = await desk.become(desk.talk(), "done");
    expect((await becomes(talked, {})).becomes.kind).toBe("ticket");
    const session = await world.session("kristin.hale@example.com");
    const linked = await world.api(session, "PUT", `calls/${talked.id}/ticket`, { ticketId: ticket.id });
    expect(linked.status).toBe(200);
    const neverLog = { numbers: ["5503309"], extensions: [] };
    expect((await becomes(talked, { neverLog })).becomes).toEqual({ kind: "on_ticket", ticketId: ticket.id });
  });

  test("dialled from it, it is left where it is not to be told of at all", async () => {
    const ticket = world.zendesk.addTicket({ requesterId: world.customer.id });
    const neverLog = { numbers: ["5503309"], extensions: [] };
    await desk.set({ neverLog });
    const call = dials();
    await desk.dialledFrom(call, ticket.id);
    answered(call);
    const left = await desk.become(call, "not_wanted");
    expect((await becomes(left, { neverLog })).becomes).toEqual({ kind: "nothing", reason: "never_log" });
    expect((await becomes(left, {})).becomes).toEqual({ kind: "on_ticket", ticketId: ticket.id });
  });
});

test("calls between extensions do not hide those from outside", async () => {
  const call = await desk.become(desk.talk(), "done");
  await world.query(
    `insert into calls (integration_id, pbx_call_id, facts, summary, state, started_at)
      select integration_id, pbx_call_id || '-' || n, facts, jsonb_set(summary, '{direction}', '"internal"'), state, now()
      from calls, generate_series(1, 201) n where id = $1`,
    [call.id],
  );
  expect((await becomes(call, {})).becomes.kind).toBe("ticket");
  await world.query("delete from calls where summary ->> 'direction' = 'internal'");
});

test("where Zendesk cannot be asked who is a VIP, that is said", async () => {
  const { id } = await desk.become(desk.talk(vip), "done");
  const rules = [forVips()];
  const asked = async () => {
    const { calls, vipsUnknown } = await previewed({ rules });
    return [vipsUnknown, calls.find((one) => one.id === id)?.rule?.name];
  };
  world.zendesk.faults.add({
    method: "GET",
    path: /\/users\/show_many$/,
    do: { kind: "status", status: 403, body: { error: "Forbidden" } },
  });
  expect(await asked()).toEqual([true, undefined]);
  expect(await asked()).toEqual([false, "a rule"]);
  expect(await previewed({})).toMatchObject({ vipsUnknown: false });
});
