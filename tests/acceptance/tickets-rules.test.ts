import { TicketPage, defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { RuleConditions, RuleLook, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { IntegrationDetail } from "@deskline/shared/admin";
import { templateVariables } from "@deskline/shared/admin-ticket-templates";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { TicketsDesk } from "../world/tickets-desk.ts";
import { until } from "../world/until.ts";
import { World } from "../world/world.ts";
import { scenarios } from "../world/yeastar/scenarios.ts";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { SimTicket } from "../world/zendesk/simulator.ts";
import { signIn, type Session } from "../world/zendesk/testing.ts";

let world: World;
let desk: TicketsDesk;
/** Somebody who works in Zendesk by hand. */
let admin: Session;
let dropDatabase: () => Promise<void>;
let choices: NonNullable<TicketPage["choices"]>;
const path = (rest = "") => `integrations/${world.integration.id}/tickets${rest}`;

beforeAll(async () => {
  const database = await createDatabase(inject("postgresUrl"));
  dropDatabase = database.drop;
  world = await World.start({ storage: { databaseUrl: database.url }, app: "stand_in" });
  world.pbx.addTrunk("sip-second");
  desk = await TicketsDesk.of(world);
  admin = await signIn(world.zendesk);
  world.zendesk.setGroupMembers(night, [agent("Marcus Webb")]);
  const read = TicketPage.parse((await desk.operator.ask("POST", path("/choices"))).body);
  if (read.choices === null) throw new Error("Zendesk's choices were not read");
  choices = read.choices;
});
beforeEach(() => world.zendesk.clearRequests());
afterAll(async () => {
  const unexpected = world.zendesk.unexpected();
  await world.close();
  await dropDatabase();
  if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
});

/** The group Night of the simulated account. */
const night = 20_417_100_000_037;
function agent(name: string): number {
  const found = world.zendesk.users().find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found.id;
}
/** Does something while an agent has no seat in Zendesk. */
async function withoutSeat(name: string, act: () => Promise<void>): Promise<void> {
  world.zendesk.updateUser(agent(name), { suspended: true });
  try {
    await act();
  } finally {
    world.zendesk.updateUser(agent(name), { suspended: false });
  }
}
/** Zendesk refuses the next such request for a field, in its words. */
function refuses(method: "POST" | "PUT", field: string, description: string): void {
  const details = { [field]: [{ description, error: "InvalidValue" }] };
  const body = { error: "RecordInvalid", description: "Record validation errors", details };
  const path = method === "POST" ? /\/tickets$/ : /\/tickets\/\d+$/;
  world.zendesk.faults.add({ method, path, do: { kind: "status", status: 422, body } });
}
/** What the trace and the console say that a call's ticket goes without. */
async function refusedOf(call: ScriptedCall): Promise<{ told: unknown[]; page: string[] }> {
  const steps = (await desk.stepsOf(call)).filter((one) => one.step === "fields_refused");
  const { refused } = TicketPage.parse((await desk.operator.ask("GET", path())).body);
  return { told: steps.map(({ detail }) => detail["fields"]), page: refused.map(({ field }) => field) };
}
const idOf = (rows: { id: number; name: string }[], name: string): number => {
  const found = rows.find((row) => row.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.id;
};

function rule(when: RuleConditions, ticket: RuleLook): TicketRule {
  return { id: crypto.randomUUID(), name: "a rule", enabled: true, when, action: { kind: "create", ticket } };
}

/** The ticket that a finished call became. */
const ticketOf = (call: ScriptedCall): Promise<SimTicket> => desk.ticketOf(call);

/** The ticket of a call that rings. */
async function ringing(call: ScriptedCall): Promise<SimTicket> {
  await desk.stepped(call, "ticket_opened");
  const found = world.zendesk.tickets().find((one) => one.externalId?.endsWith(`:${call.callId}`) === true);
  if (found === undefined) throw new Error("there is no ticket while it rings");
  return found;
}

/** A call of a customer to a number of ours. */
function inbound(change: { did?: string; trunk?: string; to?: string; ring?: string } = {}): ScriptedCall {
  const { ring = "2005", ...more } = change;
  const call = world.pbx.inbound({ from: "5503309", did: "1000", to: ring, ...more });
  call.ring(ring);
  return call;
}
function answered(call: ScriptedCall, by = "2005", { rings = 5, talks = 30 } = {}): ScriptedCall {
  call.wait(rings);
  call.answer(by);
  call.wait(talks);
  call.hangUp();
  return call;
}
function unanswered(call: ScriptedCall, rings = 20): ScriptedCall {
  call.wait(rings);
  call.hangUp();
  return call;
}
function played(name: keyof typeof scenarios): ScriptedCall {
  const [call] = scenarios[name](world.pbx);
  if (call === undefined) throw new Error("nobody called");
  return call;
}
const outbound = () => {
  const call = world.pbx.outbound({ extension: "2005", to: "5503309" });
  call.remoteRings();
  call.remoteAnswers();
  call.wait(5);
  call.hangUp("2005");
  return call;
};

const today = () => new Date().toISOString().slice(0, 10);
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const allDay = defaultTicketSettings.hours.week.map(() => [{ from: "00:00", to: "24:00" }]);
const openAllDay = (holidays: string[]): Partial<TicketSettings> => ({
  hours: { timeZone: "UTC", week: allDay, holidays },
});

describe("a rule is about the calls that its condition names, and no others", () => {
  test.each<[string, RuleConditions, () => ScriptedCall, () => ScriptedCall]>([
    ["direction", { directions: ["outbound"] }, outbound, () => answered(inbound())],
    ["outcome", { outcomes: ["voicemail"] }, () => played("voicemail"), () => unanswered(inbound())],
    ["outcome: busy", { outcomes: ["busy"] }, () => played("busy"), () => answered(inbound())],
    [
      "number dialled",
      { dids: ["1000"] },
      () => answered(inbound()),
      () => answered(inbound({ did: "2000" })),
    ],
    [
      "trunk",
      { trunks: ["sip-second"] },
      () => answered(inbound({ trunk: "sip-second" })),
      () => answered(inbound()),
    ],
    ["queue", { groups: ["6400"] }, () => played("queueThreeAgents"), () => answered(inbound())],
    ["ring group", { groups: ["6300"] }, () => played("ringGroup"), () => played("queueMissed")],
    [
      "extension",
      { extensions: ["2006"] },
      () => answered(inbound({ ring: "2006" }), "2006"),
      () => answered(inbound()),
    ],
    [
      "extension that was dialled from",
      { extensions: ["2005"] },
      outbound,
      () => unanswered(inbound({ ring: "2007" })),
    ],
    [
      "agent group",
      { agentGroups: [night] },
      () => unanswered(inbound({ ring: "2006" })),
      () => answered(inbound()),
    ],
    [
      "seconds it rang",
      { ringSeconds: { min: 15, max: null } },
      () => unanswered(inbound(), 20),
      () => unanswered(inbound(), 4),
    ],
    [
      "seconds it was talked",
      { talkSeconds: { min: 10, max: 60 } },
      () => answered(inbound(), "2005", { talks: 30 }),
      () => answered(inbound(), "2005", { talks: 90 }),
    ],
    ["known contact", { contacts: ["known"] }, () => answered(inbound()), () => played("withheld")],
  ])("%s", async (_, when, fits, other) => {
    await withFallback();
    await desk.set({ rules: [rule(when, { tags: ["fits"] })] });
    const [one, another] = [await ticketOf(fits()), await ticketOf(other())];
    expect([one.tags, another.tags]).toEqual([["fits"], []]);
  });

  test("business hours with holidays, in their own time zone", async () => {
    const outside = rule({ hours: "outside" }, { tags: ["closed"] });
    const inside = rule({ hours: "inside" }, { tags: ["open"] });
    const become = async (change: Partial<TicketSettings>) => {
      await desk.set({ ...change, rules: [outside, inside] });
      return (await ticketOf(unanswered(inbound()))).tags;
    };
    // Over midnight of a test the day before and the day after are meant as well.
    expect(await become(openAllDay([dayAfter(-1), today(), dayAfter(1)]))).toEqual(["closed"]);
    expect(await become(openAllDay([dayAfter(7)]))).toEqual(["open"]);
    // Where it is another time of day the same hours are over.
    const hour = new Date().getUTCHours();
    const clock = (h: number) => `${String((h + 24) % 24).padStart(2, "0")}:00`;
    const week = allDay.map(() => [{ from: clock(hour - 1), to: clock(hour + 2) }]);
    expect(await become({ hours: { timeZone: "UTC", week, holidays: [] } })).toEqual(["open"]);
    expect(await become({ hours: { timeZone: "Asia/Tokyo", week, holidays: [] } })).toEqual(["closed"]);
  });

  test("the first that holds decides; one that is switched off counts as not there", async () => {
    const first = rule({ dids: ["1000"] }, { tags: ["first"] });
    const second = rule({ directions: ["inbound"] }, { tags: ["second"] });
    await desk.set({ rules: [first, second] });
    expect((await ticketOf(answered(inbound()))).tags).toEqual(["first"]);
    await desk.set({ rules: [{ ...first, enabled: false }, second] });
    expect((await ticketOf(answered(inbound()))).tags).toEqual(["second"]);
  });
});

/** Callers who withhold their number have somebody to stand for them. */
async function withFallback(): Promise<void> {
  const body = { fallbackRequesterId: world.customer.id };
  const saved = await desk.operator.ask(
    "PATCH",
    `integrations/${world.integration.id}/contacts/settings`,
    body,
  );
  expect(saved.status).toBe(200);
}

describe("what a rule says of the ticket stands in Zendesk", () => {
  test("priority, type, group, brand, form, fields, tags, subject, and a note that the customer sees", async () => {
    const ticket: RuleLook = {
      subject: "{{contact | upper}} at {{did}}",
      tags: ["phone", "from {{number}}"],
      priority: "urgent",
      type: "problem",
      groupId: idOf(choices.groups, "Sales"),
      brandId: idOf(choices.brands, "Acme Care"),
      formId: idOf(choices.forms, "Phone call"),
      customFields: [
        { id: idOf(choices.customFields, "PBX call id"), value: "{{call_id}}" },
        { id: idOf(choices.customFields, "Call direction"), value: "call_{{direction | lower}}" },
        { id: idOf(choices.customFields, "Talk time"), value: "{{talk_seconds}}" },
      ],
      public: true,
    };
    await desk.set({ rules: [rule({}, ticket)] });
    const call = answered(inbound());
    const made = await ticketOf(call);
    expect(made).toMatchObject({
      subject: "PHILLIP HUFF at 1000",
      tags: ["from_5503309", "phone"],
      priority: "urgent",
      type: "problem",
      groupId: ticket.groupId,
      brandId: ticket.brandId,
      ticketFormId: ticket.formId,
    });
    const values = made.customFields.filter(({ value }) => value !== null).map(({ value }) => value);
    expect(values.map(String)).toEqual([call.callId, "call_inbound", "30"]);
    expect(world.zendesk.comments(made.id).map((one) => one.public)).toEqual([true]);
    expect(desk.writes()).toEqual(["POST tickets 201"]);
  });

  test.each<["nobody" | "answered_by" | "rang_last", keyof typeof scenarios, string | null]>([
    ["nobody", "queueThreeAgents", null],
    ["answered_by", "queueThreeAgents", "Ana Torres"],
    ["answered_by", "queueMissed", null],
    ["rang_last", "queueMissed", "Ana Torres"],
    ["answered_by", "blindTransfer", "Kristin Hale"],
    ["answered_by", "directOutbound", "Kristin Hale"],
  ])("assignee %s of %s is %s", async (assignee, scenario, expected) => {
    await desk.set({ rules: [rule({}, { assignee })] });
    const { assigneeId } = await ticketOf(played(scenario));
    expect(assigneeId).toBe(expected === null ? null : agent(expected));
  });

  test("every variable of a template, of a call through a queue that was transferred", async () => {
    const variables = templateVariables.filter((name) => name !== "journal");
    const journal = [...variables.map((name) => `${name}=[{{${name}}}]`), "{{journal}}"].join("\n");
    await desk.set({ rules: [rule({}, { journal })] });
    world.pbx.switches.records = "per_leg";
    const call = world.pbx.inbound({ from: "5503309", did: "1000", didName: "Hotline", to: "6200" });
    call.wait(8);
    call.enterQueue("6400");
    call.ring("2005");
    call.wait(5);
    call.answer("2005");
    call.wait(20);
    call.hold("2005");
    call.wait(7);
    call.unhold("2005");
    call.transferBlind("2005", "2006");
    call.wait(6);
    call.answer("2006");
    call.wait(40);
    const session = await world.session("kristin.hale@example.com");
    const note = { text: "Wants an offer", disposition: "Follow up", knownSavedAt: null };
    await until("Kristin to take part", async () => {
      const { id } = (await desk.fateOf(call)) ?? {};
      return (await world.api(session, "PUT", `calls/${id}/note`, note)).status === 200;
    });
    call.hangUp("5503309");
    world.pbx.switches.records = "per_call";
    const { id } = await ticketOf(call);
    const [comment] = world.zendesk.comments(id);
    const told = Object.fromEntries(
      [...(comment?.body ?? "").matchAll(/^\s*(\w+)=\[(.*)\]\s*$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(Object.keys(told).toSorted()).toEqual([...variables].toSorted());
    const clock = /\d{2}:\d{2}/;
    expect(told).toMatchObject({
      direction: "Inbound",
      result: "Answered",
      outcome: "Answered",
      number: "5503309",
      number_e164: "",
      contact: "Phillip Huff",
      from: "<5503309>",
      to: "Kristin Hale<2005>",
      dialled: "1000",
      did: "1000",
      did_name: "Hotline",
      trunk: "sip-main",
      group: "Support<6400>",
      group_number: "6400",
      route: "<6200> → Support<6400>",
      // Who took it first stands for our side.
      extension: "Kristin Hale<2005>",
      extension_number: "2005",
      extension_name: "Kristin Hale",
      agent: "Kristin Hale",
      rang: "Kristin Hale<2005>, Marcus Webb<2006>",
      answered_by: "Kristin Hale<2005>, Marcus Webb<2006>",
      transfers: expect.stringMatching(
        /^\d{2}:\d{2}:\d{2} Kristin Hale<2005> → \d{2}:\d{2}:\d{2} Marcus Webb<2006>$/,
      ),
      date: expect.stringMatching(/\d/),
      time: expect.stringMatching(clock),
      start: expect.stringMatching(clock),
      end: expect.stringMatching(clock),
      ring_time: expect.stringMatching(/^0:\d{2}$/),
      hold_time: expect.stringMatching(/^0:\d{2}$/),
      talk_time: expect.stringMatching(/^\d:\d{2}$/),
      ring_seconds: expect.stringMatching(/^\d+$/),
      talk_seconds: expect.stringMatching(/^\d+$/),
      business_hours: expect.stringMatching(/^(inside|outside)$/),
      disposition: "Follow up",
      note: "Wants an offer",
      recording: expect.stringContaining("/recordings/"),
      call_id: call.callId,
    });
    for (const line of ["Route: <6200> → Support<6400>", /Hold time: 0:\d{2}/, "Disposition: Follow up"])
      expect(comment?.body).toMatch(line);
  });
});

describe("a ticket that is made while it rings", () => {
  const fieldsOf = (ticket: SimTicket | undefined, names: string[]) =>
    names.map(
      (name) =>
        ticket?.customFields.find((field) => field.id === idOf(choices.customFields, name))?.value ?? null,
    );
  const field = (name: string, value: string) => ({ id: idOf(choices.customFields, name), value });

  test("before the call: fields and tags tell at its end how it ended, and what an agent filled in stays", async () => {
    const look: TicketSettings["look"] = {
      ...defaultTicketSettings.look,
      tags: ["pbx", "result_{{result}}", "at_{{extension_number}}"],
      customFields: [
        field("PBX call id", "{{call_id}} {{extension_number}}"),
        field("Call direction", "call_{{direction | lower}}"),
        field("Talk time", "{{talk_seconds}}"),
      ],
    };
    await desk.set({ moment: "before", look });
    const names = ["PBX call id", "Call direction", "Talk time"];
    const [call, edited] = [inbound({ ring: "2006" }), inbound({ ring: "2006" })];
    const made = await ringing(call);
    expect([made.tags, fieldsOf(made, names)]).toEqual([
      ["at_2006", "pbx"],
      [`${call.callId} 2006`, "call_inbound", null],
    ]);
    const other = await ringing(edited);
    const byHand = [field("PBX call id", "see the other one"), field("Talk time", "7")];
    await admin.put(`/api/v2/tickets/${other.id}`, {
      ticket: { custom_fields: byHand, remove_tags: ["pbx"] },
    });
    world.zendesk.clearRequests();

    for (const one of [call, edited]) one.ring("2005");
    const ended = await ticketOf(answered(call));
    expect(ended.id).toBe(made.id);
    expect([ended.tags, fieldsOf(ended, names).map(String)]).toEqual([
      ["at_2005", "pbx", "result_answered"],
      [`${call.callId} 2005`, "call_inbound", "30"],
    ]);
    expect(desk.writes()).toEqual(["PUT tickets/N 200"]);
    const kept = await ticketOf(answered(edited));
    expect([kept.tags, fieldsOf(kept, names)]).toEqual([
      ["at_2005", "result_answered"],
      ["see the other one", "call_inbound", "7"],
    ]);
  });

  test("before the call: a value at its end that a drop-down does not have costs the fields, and nothing else", async () => {
    const look: TicketSettings["look"] = {
      ...defaultTicketSettings.look,
      assignee: "answered_by",
      tags: ["result_{{result}}"],
      customFields: [field("Call direction", "{{outcome}}"), field("Talk time", "{{talk_seconds}}")],
    };
    await desk.set({ moment: "before", look });
    const call = inbound();
    const { id } = await ringing(call);
    const ended = await ticketOf(answered(call));
    expect(ended).toMatchObject({ id, assigneeId: agent("Kristin Hale"), tags: ["result_answered"] });
    expect(fieldsOf(ended, ["Call direction", "Talk time"])).toEqual([null, null]);
    expect(world.zendesk.comments(id).at(-1)?.body).toContain("Talk time: 0:30");
    expect(desk.writes()).toEqual(["POST tickets 201", "PUT tickets/N 422", "PUT tickets/N 200"]);
    expect(await desk.stepped(call, "fields_refused")).toMatchObject({ fields: ["custom_fields"] });
  });

  test("before the call: what was refused while it rang is not sent again at its end", async () => {
    const look: TicketSettings["look"] = {
      ...defaultTicketSettings.look,
      customFields: [field("Call direction", "sideways"), field("Talk time", "{{talk_seconds}}")],
    };
    await desk.set({ moment: "before", look });
    const call = inbound();
    const { id } = await ringing(call);
    const ended = await ticketOf(answered(call));
    expect(ended.id).toBe(id);
    expect(fieldsOf(ended, ["Call direction", "Talk time"]).map(String)).toEqual(["null", "30"]);
    expect(desk.writes()).toEqual(["POST tickets 422", "POST tickets 201", "PUT tickets/N 200"]);
    expect((await refusedOf(call)).told).toHaveLength(1);
  });

  const assigned: TicketSettings["look"] = {
    ...defaultTicketSettings.look,
    assignee: "answered_by",
    tags: ["result_{{result}}"],
    priority: "low",
  };

  test("before the call: an agent who loses the seat during it costs the assignee alone", async () => {
    const look = { ...assigned, customFields: [field("Talk time", "{{talk_seconds}}")] };
    await desk.set({ moment: "before", look });
    const call = inbound({ ring: "2006" });
    const { id } = await ringing(call);
    await withoutSeat("Marcus Webb", async () => {
      const ended = await ticketOf(answered(call, "2006"));
      expect(ended).toMatchObject({ id, assigneeId: null, tags: ["result_answered"] });
      expect(fieldsOf(ended, ["Talk time"]).map(String)).toEqual(["30"]);
    });
    expect(desk.writes()).toEqual(["POST tickets 201", "PUT tickets/N 422", "PUT tickets/N 200"]);
    expect(await refusedOf(call)).toEqual({ told: [["assignee"]], page: ["assignee"] });
  });

  test("before the call: a group that is deleted during it costs whom it was to be assigned to, and nothing else", async () => {
    await desk.set({ moment: "before", look: { ...assigned, groupId: night } });
    const call = inbound();
    const { id } = await ringing(call);
    refuses("PUT", "group", "Group: is invalid");
    expect(await ticketOf(answered(call))).toMatchObject({ id, assigneeId: null, tags: ["result_answered"] });
    expect(desk.writes()).toEqual(["POST tickets 201", "PUT tickets/N 422", "PUT tickets/N 200"]);
    expect(await refusedOf(call)).toEqual({ told: [["assignee"]], page: ["assignee"] });
  });

  test("before the call: neither a group nor an agent that is gone while it rings costs the ticket, nor is tried again", async () => {
    const deleted = 20_417_999_000_037;
    await desk.set({ moment: "before", look: { ...assigned, groupId: deleted } });
    await withoutSeat("Marcus Webb", async () => {
      const call = world.pbx.outbound({ extension: "2006", to: "5503309" });
      call.remoteRings();
      const made = await ringing(call);
      expect(made).toMatchObject({ groupId: null, assigneeId: null, priority: "low" });
      call.remoteAnswers();
      call.wait(5);
      call.hangUp("2006");
      expect(await ticketOf(call)).toMatchObject({ id: made.id, tags: ["result_answered"] });
      const writes = ["POST tickets 422", "POST tickets 422", "POST tickets 201", "PUT tickets/N 200"];
      expect(desk.writes()).toEqual(writes);
      const { told, page } = await refusedOf(call);
      expect([told, page.toSorted()]).toEqual([
        [["group"], ["assignee"]],
        ["assignee", "group"],
      ]);
    });
  });

  test("before the call: what is refused again and again costs all that may be refused, and not the subject", async () => {
    const look = { ...assigned, customFields: [field("Talk time", "{{talk_seconds}}")] };
    await desk.set({ moment: "before", look });
    const call = inbound();
    const { id } = await ringing(call);
    for (const name of ["assignee", "tags", "tags"]) refuses("PUT", name, `${name}: is invalid`);
    const ended = await ticketOf(answered(call));
    expect(ended).toMatchObject({ id, assigneeId: null, tags: [] });
    expect(ended.subject).toBe("Inbound Answered- from <5503309> to Kristin Hale<2005>");
    expect(desk.writes().filter((one) => one.startsWith("PUT"))).toHaveLength(4);
    expect((await refusedOf(call)).told).toEqual([["assignee", "tags", "custom_fields"]]);
  });
});

describe("settings that were kept", () => {
  const keeping = (change: string) =>
    world
      .query(`update ticket_settings set settings = ${change}`)
      .then(() => world.query("select pg_notify('deskline_integrations', '')"));
  const never: Partial<TicketSettings> = { neverLog: { numbers: ["+12125550122"], extensions: [] } };

  test("by a version before hold on, with what came up since as a new integration has it", async () => {
    await desk.set({ ...never, recordings: { attach: false, keepDays: 30 } });
    await keeping("settings #- '{recordings,attach}' #- '{missed}'");
    const read = TicketPage.parse((await desk.operator.ask("GET", path())).body);
    expect(read).toMatchObject({
      unreadable: null,
      settings: { ...never, recordings: { attach: false, keepDays: 30 }, missed: { collapse: false } },
    });
    expect(await desk.become(desk.talk("+12125550122"), "not_wanted")).toMatchObject({
      logging_reason: "never_log",
    });
  });

  test("with templates that are wrong make the ticket of what can be read of them", async () => {
    await desk.set({});
    await keeping(`settings
      || jsonb_build_object('subjects', settings->'subjects' || '{"inboundAnswered": "{{nonsense}}Call of {{number}} {{number"}')
      || jsonb_build_object('look', settings->'look' || '{"journal": "{{journal}}{{/if}}"}')`);
    await world.service.stop();
    await world.restart();
    const made = await ticketOf(desk.talk());
    expect(made.subject).toBe("Call of 5503309 number");
    expect(world.zendesk.comments(made.id)[0]?.body).toContain("Talk time: 1:00");
  });

  test("and cannot be read make no call a ticket: all wait, which is told, until they are mended", async () => {
    const contacts = (createInbound: boolean) =>
      desk.operator.ask("PATCH", `integrations/${world.integration.id}/contacts/settings`, { createInbound });
    expect((await contacts(true)).status).toBe(200);
    await desk.set(never);
    await keeping(`jsonb_set(settings, '{hours}', '"always"')`);
    const problems = async () => {
      const detail = await desk.operator.ask("GET", `integrations/${world.integration.id}`);
      return IntegrationDetail.parse(detail.body).problems;
    };
    await until("the service to know", () =>
      Promise.resolve(world.service.output().includes("settings of tickets cannot be read")),
    );
    const [call, private_] = [desk.talk(), desk.talk("+12125550122")];
    expect(await desk.stepped(call, "will_try_again")).toMatchObject({
      because: expect.stringMatching(/^The settings of tickets cannot be read: hours: ./),
    });
    for (const step of ["will_try_again", "identified"]) await desk.stepped(private_, step);
    expect(desk.writes()).toEqual([]);
    expect(await problems()).toContainEqual(
      expect.objectContaining({
        kind: "ticket_settings_unreadable",
        detail: expect.stringMatching(/^hours: ./),
      }),
    );
    // What can be read is offered to whoever mends it, and the command line prints all that is kept.
    const read = TicketPage.parse((await desk.operator.ask("GET", path())).body);
    expect(read).toMatchObject({ unreadable: expect.stringMatching(/^hours: ./), settings: never });
    const shown = await world.cli(["tickets", "show"]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ ...never, hours: "always" });

    await desk.set(never);
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
    );
    await desk.become(call, "done");
    expect(await desk.become(private_, "not_wanted")).toMatchObject({ logging_reason: "never_log" });
    expect(await problems()).not.toContainEqual(
      expect.objectContaining({ kind: "ticket_settings_unreadable" }),
    );
    expect(world.zendesk.users().filter((one) => one.phone === "+12125550122")).toEqual([]);
    await contacts(false);
  });

  test("a number that is never logged is left, and no contact made of it, also behind the prefix of an outside line", async () => {
    const at = `integrations/${world.integration.id}`;
    const prefix = async (outsidePrefix: string) => {
      const dialRules = { stripPlus: false, internationalPrefix: "", outsidePrefix };
      expect((await desk.operator.ask("PUT", `${at}/pbx`, { dialRules })).status).toBe(200);
    };
    const contacts = (createOutbound: boolean) =>
      desk.operator.ask("PATCH", `${at}/contacts/settings`, { createOutbound });
    await prefix("9");
    expect((await contacts(true)).status).toBe(200);
    await desk.set({ neverLog: { numbers: ["+1 212 555 0131"], extensions: [] } });
    const dials = (to: string) => {
      const call = world.pbx.outbound({ extension: "2005", to });
      call.remoteRings();
      call.remoteAnswers();
      call.wait(30);
      call.hangUp("2005");
      return call;
    };
    expect(await desk.become(dials("92125550131"), "not_wanted")).toMatchObject({
      logging_reason: "never_log",
    });
    const made = (phone: string) => world.zendesk.users().filter((one) => one.phone === phone);
    await ticketOf(dials("92125550132"));
    expect([made("+12125550131"), made("+12125550132")]).toMatchObject([[], [{}]]);
    await contacts(false);
    await prefix("");
  });
});

describe("where a rule cannot have what it wants", () => {
  test("a ticket that nobody touched for longer is not appended to", async () => {
    const customer = world.zendesk.addUser({ name: "Olga Old", phone: "+12125550123" });
    const old = world.zendesk.addTicket({ requesterId: customer.id, at: Date.now() - 3 * 3_600_000 });
    const append = (withinHours: number): TicketRule => ({
      ...rule({}, {}),
      action: { kind: "append", withinHours, ticket: { tags: ["appended"] } },
    });
    await desk.set({ rules: [append(2)] });
    const fresh = await ticketOf(desk.talk("+12125550123"));
    expect(fresh).toMatchObject({ requesterId: customer.id, tags: ["appended"] });
    expect(fresh.id).not.toBe(old.id);
    world.zendesk.setTicketStatus(fresh.id, "solved");
    await desk.set({ rules: [append(4)] });
    expect((await ticketOf(desk.talk("+12125550123"))).id).toBe(old.id);
  });

  test("a value that a drop-down does not have costs the fields, and the console says so", async () => {
    const field = { id: idOf(choices.customFields, "Call direction"), value: "sideways" };
    await desk.set({ rules: [rule({}, { customFields: [field], priority: "low" })] });
    const made = await ticketOf(desk.talk());
    expect(made.priority).toBe("low");
    expect(made.customFields.every(({ value }) => value === null)).toBe(true);
    expect(desk.writes()).toEqual(["POST tickets 422", "POST tickets 201"]);
    const page = TicketPage.parse((await desk.operator.ask("GET", path())).body);
    expect(page.refused).toContainEqual(expect.objectContaining({ field: "custom_fields" }));
  });

  test("a field that Zendesk wants filled in keeps the call, in Zendesk's words, until a rule fills it in", async () => {
    await desk.set({});
    refuses("POST", "base", "PBX call id: cannot be blank");
    const call = desk.talk();
    const { id, logging_reason: reason } = await desk.become(call, "parked");
    expect(reason).toContain("PBX call id: cannot be blank");
    const customFields = [{ id: idOf(choices.customFields, "PBX call id"), value: "{{call_id}}" }];
    await desk.set({ rules: [rule({}, { customFields })] });
    expect((await world.cli(["calls", "retry", id])).stdout).toContain("tried again");
    const made = await ticketOf(call);
    expect(made.customFields).toContainEqual({ id: customFields[0]?.id, value: call.callId });
    expect(desk.writes()).toEqual(["POST tickets 422", "POST tickets 201"]);
  });

  test("what was refused of the settings as they were is tried as they are by now, and nobody is told of it", async () => {
    const deleted = 20_417_999_000_037;
    await desk.set({ look: { ...defaultTicketSettings.look, groupId: deleted, priority: "low" } });
    const down = { kind: "status", status: 503, body: "Out of order" } as const;
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: down });
    const call = desk.talk();
    await desk.stepped(call, "will_try_again");
    await desk.set({ look: { ...defaultTicketSettings.look, groupId: night, priority: "low" } });
    await world.query(
      "update pgboss.job set start_after = now() where name = 'log-call' and state = 'created'",
    );
    expect(await ticketOf(call)).toMatchObject({ groupId: night, priority: "low" });
    expect(desk.writes()).toEqual(["POST tickets 503", "POST tickets 422", "POST tickets 201"]);
    expect((await desk.stepsOf(call)).map((one) => one.step)).not.toContain("fields_refused");
  });

  test("a field that is refused does not cost a follow-up the ticket that it follows", async () => {
    const closed = world.zendesk.addTicket({ requesterId: world.customer.id });
    const field = { id: idOf(choices.customFields, "Call direction"), value: "sideways" };
    await desk.set({ rules: [rule({}, { customFields: [field] })] });
    const call = world.pbx.outbound({ extension: "2005", to: "5503309" });
    await desk.dialledFrom(call, closed.id);
    world.zendesk.setTicketStatus(closed.id, "closed");
    call.remoteRings();
    call.remoteAnswers();
    call.wait(30);
    call.hangUp("2005");
    expect(await ticketOf(call)).toMatchObject({ followupSourceId: closed.id });
    expect(desk.writes()).toEqual(["POST tickets 422", "POST tickets 201"]);
    expect(await desk.stepped(call, "fields_refused")).toMatchObject({ fields: ["custom_fields"] });
  });

  test("a field that must be filled in to solve keeps the ticket open, not the call back from it", async () => {
    const customer = world.zendesk.addUser({ name: "Rita Required", phone: "+12125550124" });
    const missed = { collapse: true, withinHours: 24, solveOnCallBack: true };
    await desk.set({ missed });
    const call = world.pbx.inbound({ from: "+12125550124", did: "1000", to: "2005" });
    call.ring("2005");
    const made = await ticketOf(unanswered(call));
    refuses("PUT", "base", "PBX call id: is required when solving a ticket");
    const back = world.pbx.outbound({ extension: "2005", to: "+12125550124" });
    back.remoteRings();
    back.remoteAnswers();
    back.wait(30);
    back.hangUp("2005");
    expect((await ticketOf(back)).id).toBe(made.id);
    expect(world.zendesk.tickets().find((one) => one.id === made.id)).toMatchObject({
      requesterId: customer.id,
      status: "new",
    });
    expect(world.zendesk.comments(made.id).at(-1)?.body).toContain("Outcome: Answered");
    const page = TicketPage.parse((await desk.operator.ask("GET", path())).body);
    expect(page.refused).toContainEqual(
      expect.objectContaining({ field: "status", detail: expect.stringContaining("PBX call id") }),
    );
  });

  test("who cannot be an assignee solves by a call back only what somebody has, and loses nothing else", async () => {
    world.zendesk.addUser({ name: "Nora Noseat", phone: "+12125550125" });
    const look = { ...defaultTicketSettings.look, tags: ["result_{{result}}"] };
    await desk.set({ look, missed: { collapse: true, withinHours: 24, solveOnCallBack: true } });
    const caller = world.pbx.inbound({ from: "+12125550125", did: "1000", to: "2005" });
    caller.ring("2005");
    const { id } = await ticketOf(unanswered(caller));
    const callsBack = async () => {
      world.zendesk.clearRequests();
      const back = world.pbx.outbound({ extension: "2006", to: "+12125550125" });
      back.remoteRings();
      back.remoteAnswers();
      back.wait(30);
      back.hangUp("2006");
      const { status, tags } = await ticketOf(back);
      return { status, tags, writes: desk.writes(), told: (await refusedOf(back)).told };
    };
    const tags = ["result_answered", "result_no_answer"];
    await withoutSeat("Marcus Webb", async () => {
      expect(await callsBack()).toEqual({
        status: "new",
        tags,
        writes: ["PUT tickets/N 422", "PUT tickets/N 200"],
        told: [["assignee", "status"]],
      });
      await admin.put(`/api/v2/tickets/${id}`, { ticket: { assignee_id: agent("Kristin Hale") } });
      expect(await callsBack()).toEqual({
        status: "solved",
        tags,
        writes: ["PUT tickets/N 200"],
        told: [],
      });
    });
  });
});

describe("calls of one number that come close together", () => {
  const meet = { collapse: true, withinHours: 24, solveOnCallBack: true };
  const caller = (name: string, phone: string) => world.zendesk.addUser({ name, phone }).id;
  const ticketsOf = (id: number) => world.zendesk.tickets().filter((one) => one.requesterId === id);
  const statusOf = (id: number) => world.zendesk.tickets().find((one) => one.id === id)?.status;
  const rings = (from: string) => {
    const call = world.pbx.inbound({ from, did: "1000", to: "2005" });
    call.ring("2005");
    return call;
  };
  const known = (call: ScriptedCall) =>
    until("the call to be known", async () => (await desk.fateOf(call)) !== undefined);
  const dials = (to: string) => {
    const call = world.pbx.outbound({ extension: "2005", to });
    call.remoteRings();
    return call;
  };
  const talks = (call: ScriptedCall) => {
    call.remoteAnswers();
    call.wait(30);
    call.hangUp("2005");
    return call;
  };

  test("a call back that is dialled from the ticket of the missed call solves it; from another it stays there", async () => {
    const id = caller("Bea Back", "+12125550161");
    await desk.set({ missed: meet });
    const missed = await ticketOf(unanswered(rings("+12125550161")));
    const other = world.zendesk.addTicket({ requesterId: id }).id;
    const elsewhere = dials("+12125550161");
    await desk.dialledFrom(elsewhere, other);
    expect((await ticketOf(talks(elsewhere))).id).toBe(other);
    expect([statusOf(missed.id), statusOf(other)]).toEqual(["new", "new"]);
    const back = dials("+12125550161");
    await desk.dialledFrom(back, missed.id);
    expect(await ticketOf(talks(back))).toMatchObject({ id: missed.id, status: "solved" });
  });

  test("before the call: whoever calls again at once joins the ticket of the missed call, and a call back solves it", async () => {
    const id = caller("Ria Redials", "+12125550162");
    await desk.set({ moment: "before", missed: meet });
    const first = rings("+12125550162");
    const made = await ringing(first);
    unanswered(first);
    const again = rings("+12125550162");
    await known(again);
    const back = dials("+12125550162");
    await known(back);
    expect((await ticketOf(unanswered(again))).id).toBe(made.id);
    expect(await ticketOf(talks(back))).toMatchObject({ id: made.id, status: "solved" });
    expect(ticketsOf(id)).toHaveLength(1);
    expect(desk.writes().filter((one) => one.startsWith("POST"))).toEqual(["POST tickets 201"]);
  });

  test("before the call: two that ring at once and are both missed stand on one ticket, whichever ends first", async () => {
    const id = caller("Tia Twice", "+12125550167");
    await desk.set({ moment: "before", missed: meet });
    const first = rings("+12125550167");
    const made = await ringing(first);
    const second = unanswered(rings("+12125550167"), 5);
    await desk.stepped(second, "settled");
    expect((await ticketOf(unanswered(first))).id).toBe(made.id);
    expect((await ticketOf(second)).id).toBe(made.id);
    expect(ticketsOf(id)).toHaveLength(1);
  });

  test("before the call: a call back from the ticket of a missed call that is still on its way solves it", async () => {
    caller("Bo Before", "+12125550166");
    await desk.set({ moment: "before", missed: meet });
    const missed = rings("+12125550166");
    const made = await ringing(missed);
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "PUT", path: /tickets/, do: { kind: "waits", for: promise } });
    unanswered(missed);
    await until("its end to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    const back = dials("+12125550166");
    await desk.dialledFrom(back, made.id);
    talks(back);
    await desk.stepped(back, "settled");
    goOn();
    expect(await ticketOf(back)).toMatchObject({ id: made.id, status: "solved" });
  });

  test("before the call: a solved ticket of a missed call keeps nobody from a ticket while it rings", async () => {
    const id = caller("Sol Solved", "+12125550163");
    await desk.set({ moment: "before", missed: meet });
    const missed = await ticketOf(unanswered(rings("+12125550163")));
    world.zendesk.setTicketStatus(missed.id, "solved");
    const next = rings("+12125550163");
    expect((await ringing(next)).id).not.toBe(missed.id);
    await ticketOf(answered(next));
    expect(ticketsOf(id)).toHaveLength(2);
  });

  test("calls that a rule appends stand on one ticket, however slow Zendesk is", async () => {
    const id = caller("Ada Again", "+12125550164");
    await desk.set({ rules: [{ ...rule({}, {}), action: { kind: "append", withinHours: 4, ticket: {} } }] });
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    world.zendesk.faults.add({ method: "POST", path: /\/tickets$/, do: { kind: "waits", for: promise } });
    const calls = [desk.talk("+12125550164")];
    await until("the first to be under way", () => Promise.resolve(world.zendesk.faults.pending() === 0));
    calls.push(desk.talk("+12125550164"), desk.talk("+12125550164"));
    for (const call of calls.slice(1)) {
      await until("the call to be over", async () => (await desk.stepsOf(call)).length > 0);
    }
    goOn();
    const tickets = await Promise.all(calls.map((call) => ticketOf(call)));
    expect(new Set(tickets.map((one) => one.id)).size).toBe(1);
    expect(ticketsOf(id)).toHaveLength(1);
    expect(desk.writes()).toEqual(["POST tickets 201", "PUT tickets/N 200", "PUT tickets/N 200"]);
  });

  test("a question that Zendesk refuses costs its answer, not the ticket", async () => {
    caller("Quin Question", "+12125550165");
    const append: TicketRule = {
      ...rule({ contacts: ["vip"] }, {}),
      action: { kind: "append", withinHours: 4, ticket: {} },
    };
    const refused = { kind: "status", status: 403, body: { error: "Forbidden" } } as const;
    await desk.set({ rules: [append] });
    world.zendesk.faults.add({ method: "GET", path: /show_many/, do: refused });
    const first = desk.talk("+12125550165");
    expect((await ticketOf(first)).id).toBeGreaterThan(0);
    expect(await desk.stepped(first, "look_up_refused")).toMatchObject({ of: "tags" });
    await desk.set({ rules: [{ ...append, when: {} }] });
    // Whoever calls is looked up before it ends, with their open tickets.
    world.zendesk.faults.add({ method: "GET", path: /tickets\/requested/, times: 9, do: refused });
    const second = desk.talk("+12125550165");
    expect((await ticketOf(second)).id).toBeGreaterThan(0);
    world.zendesk.faults.clear();
    expect(await desk.stepped(second, "look_up_refused")).toMatchObject({ of: "open_tickets" });
  });

  test("before the call: what the rules gave the ticket stays where they would give it none by its end", async () => {
    await desk.set({ moment: "before", rules: [rule({}, { tags: ["by_rule"] })] });
    const call = inbound();
    const { id, tags } = await ringing(call);
    await desk.set({ enabled: false });
    const ended = await ticketOf(answered(call));
    expect(ended).toMatchObject({ id, tags });
    expect(tags).toContain("by_rule");
    expect(world.zendesk.comments(id).at(-1)?.body).toContain("Outcome: Answered");
  });
});
