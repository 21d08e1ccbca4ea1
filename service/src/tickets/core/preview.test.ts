import type { RuleAction, TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { mistakesIn } from "./check-templates.ts";
import { draftCallRecord } from "./call-record.ts";
import type { Decision } from "./decide.ts";
import { meetsMissed, missedRoleOf } from "./missed.ts";
import { preview, textOf, type PastCall } from "./preview.ts";
import { ruleFactsOf } from "./rule-facts.ts";
import { callWith } from "./sample-call.ts";
import type { CallContext } from "./values.ts";

const hour = 3600_000;
const context: CallContext = {
  names: new Map([["2005", "Kristin Hale"]]),
  note: null,
  showTime: String,
  localDate: String,
  localTime: String,
  agents: new Map([["2005", { id: 77, name: "Kristin" }]]),
  contactName: null,
  recordingLink: "https://deskline.example/recordings/1",
  open: true,
};
const atRing: Partial<Call> = {
  state: "ringing",
  outcome: null,
  endedAt: null,
  answeredBy: [],
  dialled: "1000",
  did: null,
};
const missedCall: Partial<Call> = { outcome: "no_answer", answeredBy: [] };
const callBack: Partial<Call> = { direction: "outbound", dialledBy: "2005", answeredBy: [] };

function past(id: string, change: Partial<Call>, settings: TicketSettings, hasContact = true): PastCall {
  const call = callWith(change);
  const ringing = callWith({ ...change, ...atRing });
  const factsOf = (one: Call) =>
    ruleFactsOf(one, {
      settings,
      choices: null,
      agents: context.agents,
      reading: { country: "US", outsidePrefix: "" },
      open: true,
      contact: { known: hasContact, vip: false },
    });
  return {
    id,
    call,
    outsideKey: call.outsideNumber,
    facts: factsOf(call),
    context,
    early: { call: ringing, facts: factsOf(ringing) },
    hasContact,
    ticket: null,
    standsOn: null,
  };
}

function kindsOf(calls: [string, Partial<Call>][], settings: TicketSettings) {
  const made = preview(
    calls.map(([id, change]) => past(id, change, settings)),
    settings,
    new Set(["2005"]),
  );
  return [...made].map(([id, { becomes }]) =>
    becomes.kind === "missed_ticket" ? [id, becomes.of, becomes.solves] : [id, becomes.kind],
  );
}

test("missed calls of one number join the first one's ticket, until a call back solves it or it is too old", () => {
  const settings = {
    ...defaultTicketSettings,
    missed: { collapse: true, withinHours: 24, solveOnCallBack: true },
  };
  const at = (hours: number, change: Partial<Call>) => ({ ...change, startedAt: hours * hour });
  expect(
    kindsOf(
      [
        ["a", at(0, missedCall)],
        ["b", at(20, missedCall)],
        ["c", at(30, missedCall)],
        ["other", at(31, { ...missedCall, outsideNumber: "5550000" })],
        ["back", at(32, callBack)],
        ["d", at(33, missedCall)],
        ["e", at(60, missedCall)],
        ["late", at(90, callBack)],
      ],
      settings,
    ),
  ).toEqual([
    ["a", "ticket"],
    ["b", "a", false],
    ["c", "a", false],
    ["other", "ticket"],
    ["back", "a", true],
    ["d", "ticket"],
    ["e", "ticket"],
    ["late", "ticket"],
  ]);
  expect(
    kindsOf(
      [
        ["a", missedCall],
        ["b", missedCall],
        ["c", callBack],
      ],
      defaultTicketSettings,
    ),
  ).toEqual([
    ["a", "ticket"],
    ["b", "ticket"],
    ["c", "ticket"],
  ]);
});

test("where missed calls have a ticket each, a call back solves that of the last", () => {
  const missed = { collapse: false, withinHours: 24, solveOnCallBack: true };
  const calls: [string, Partial<Call>][] = [
    ["a", missedCall],
    ["b", missedCall],
    ["back", callBack],
    ["again", callBack],
  ];
  expect(kindsOf(calls, { ...defaultTicketSettings, missed })).toEqual([
    ["a", "ticket"],
    ["b", "ticket"],
    ["back", "b", true],
    ["again", "ticket"],
  ]);
});

test("a call back solves also where its kind gets no ticket, or a rule only records it or appends it", () => {
  const base: TicketSettings = {
    ...defaultTicketSettings,
    missed: { collapse: true, withinHours: 24, solveOnCallBack: true },
  };
  const ruled = (action: RuleAction): TicketSettings => ({
    ...base,
    rules: [{ id: "r", name: "Out", enabled: true, when: { directions: ["outbound"] }, action }],
  });
  const back = (settings: TicketSettings, dialledFrom: number | null) => {
    const missed = { ...past("a", missedCall, settings), standsOn: 4711 };
    const ticket = dialledFrom === null ? null : { id: dialledFrom, linked: false };
    const called = { ...past("back", callBack, settings), ticket };
    return preview([missed, called], settings, new Set(["2005"])).get("back")?.becomes.kind;
  };
  const off = { ...base, after: { ...base.after, outboundAnswered: false } };
  const append = ruled({ kind: "append", withinHours: 2, ticket: {} });
  const record = ruled({ kind: "record_only" });
  expect([off, append, record].map((one) => back(one, null))).toEqual(Array(3).fill("missed_ticket"));
  expect([off, append].map((one) => back(one, 4711))).toEqual(["on_ticket", "on_ticket"]);
  expect([back(record, 4711), back(record, 4712)]).toEqual(["missed_ticket", "nothing"]);
  const after = (settings: TicketSettings, ticket: PastCall["ticket"]) => {
    const missed = { ...past("a", missedCall, settings), standsOn: 4711 };
    const again = past("again", missedCall, settings);
    const calls = [missed, { ...past("back", callBack, settings), ticket }, again];
    return preview(calls, settings, new Set(["2005"])).get("again")?.becomes.kind;
  };
  expect(after(off, { id: 4711, linked: false })).toBe("ticket");
  expect(after(off, { id: 4712, linked: false })).toBe("missed_ticket");
  expect(after(off, { id: 4711, linked: true })).toBe("missed_ticket");
  const ignore = ruled({ kind: "ignore" });
  const never = { ...base, neverLog: { numbers: [], extensions: ["2005"] } };
  expect([ignore, never].map((one) => back(one, null))).toEqual(["nothing", "nothing"]);
});

test("what a call would have become, and by which rule", () => {
  const rule: TicketRule = {
    id: "00000000-0000-4000-8000-000000000001",
    name: "Support",
    enabled: true,
    when: { groups: ["6400"] },
    action: { kind: "append", withinHours: 2, ticket: {} },
  };
  const settings: TicketSettings = {
    ...defaultTicketSettings,
    rules: [rule],
    look: {
      ...defaultTicketSettings.look,
      assignee: "answered_by",
      tags: ["phone"],
      customFields: [{ id: 5, value: "{{outcome | lower}}" }],
    },
  };
  const of = (change: Partial<Call>, hasContact = true, with_ = settings) =>
    preview([past("a", change, with_, hasContact)], with_, new Set(["2005"])).get("a");
  expect(of({ group: "6400" })).toMatchObject({
    rule: { name: "Support" },
    becomes: { kind: "append", withinHours: 2, tags: ["phone"] },
  });
  expect(of({})).toMatchObject({
    rule: null,
    becomes: {
      kind: "ticket",
      ringSubject: null,
      assignee: { id: 77, name: "Kristin" },
      customFields: [{ id: 5, value: "answered" }],
    },
  });
  expect(of({}, false)?.becomes).toEqual({ kind: "no_contact" });
  expect(of({ direction: "internal" })?.becomes).toEqual({ kind: "nothing", reason: "internal" });
  expect(of({}, true, { ...settings, enabled: false })?.becomes).toEqual({
    kind: "nothing",
    reason: "tickets_off",
  });
});

describe("the subject of a ticket that is made while the call rings", () => {
  const before: TicketSettings = { ...defaultTicketSettings, moment: "before" };
  const ringSubjectOf = (one: PastCall, settings: TicketSettings) => {
    const becomes = preview([one], settings, new Set(["2005"])).get("a")?.becomes;
    return becomes?.kind === "ticket" ? becomes.ringSubject : becomes?.kind;
  };

  test("is of what is known then, and nobody has noted anything", () => {
    const beforeInbound = "{{direction}} {{dialled}}{{did}}{{result}}{{note}}";
    const settings = { ...before, subjects: { ...before.subjects, beforeInbound } };
    const noted = {
      ...past("a", { did: "1000" }, settings),
      context: { ...context, note: { text: "Wants an offer.", disposition: null, by: "Kristin" } },
    };
    expect(ringSubjectOf(noted, settings)).toBe("Inbound 1000");
    expect(ringSubjectOf(past("a", {}, before), before)).toBe("Inbound - from <5503309> to <1000>");
  });

  test("is that of the rule which decides then", () => {
    const action = { kind: "create" as const, ticket: { subject: "Rings: {{number}}{{result}}" } };
    const rules = [{ id: "r", name: "", enabled: true, when: {}, action }];
    const settings = { ...before, rules };
    expect(ringSubjectOf(past("a", {}, settings), settings)).toBe("Rings: 5503309");
  });

  test("is none where only the end can decide, where it was not told of in time, or tickets are made at the end", () => {
    const action = { kind: "ignore" as const };
    const rules = [{ id: "r", name: "", enabled: true, when: { dids: ["4711"] }, action }];
    const settings = { ...before, rules };
    expect(ringSubjectOf(past("a", {}, settings), settings)).toBeNull();
    expect(ringSubjectOf({ ...past("a", {}, before), early: null }, before)).toBeNull();
    expect(ringSubjectOf(past("a", {}, defaultTicketSettings), defaultTicketSettings)).toBeNull();
  });

  test("is none of a call that waits for its end, since it may join the ticket of a missed call", () => {
    const missed = { ...before.missed, collapse: true };
    const of = (settings: TicketSettings, change: Partial<Call>) =>
      preview(
        [past("missed", missedCall, settings), past("next", change, settings)],
        settings,
        new Set(["2005"]),
      ).get("next")?.becomes;
    expect(of(before, {})).toMatchObject({ ringSubject: "Inbound - from <5503309> to <1000>" });
    expect(of({ ...before, missed }, {})).toMatchObject({ kind: "ticket", ringSubject: null });
    const elsewhere = { outsideNumber: "5550000" };
    expect(of({ ...before, missed }, elsewhere)).toMatchObject({
      ringSubject: "Inbound - from <5550000> to <1000>",
    });
  });
});

describe("a call that was dialled from a ticket, or linked to one", () => {
  const never = { ...defaultTicketSettings, neverLog: { numbers: [], extensions: ["2005"] } };
  const off = { ...defaultTicketSettings, enabled: false };
  const on = { kind: "on_ticket", ticketId: 4711 };
  const left = { kind: "nothing", reason: "never_log" };
  test.each<[string, TicketSettings, boolean, object]>([
    ["dialled from it", defaultTicketSettings, false, on],
    ["dialled from it, with tickets off", off, false, on],
    ["dialled from it, and never logged", never, false, left],
    ["linked to it, and never logged", never, true, on],
  ])("%s", (_, settings, linked, becomes) => {
    const one = { ...past("a", {}, settings), ticket: { id: 4711, linked } };
    expect(preview([one], settings, new Set(["2005"])).get("a")).toEqual({ rule: null, becomes });
  });

  test("linked, it stands there also where no agent's extension was in it", () => {
    const one = past("a", {}, defaultTicketSettings);
    const becomes = (linked: boolean) =>
      preview([{ ...one, ticket: { id: 4711, linked } }], defaultTicketSettings, new Set()).get("a")?.becomes;
    expect(becomes(true)).toEqual(on);
    expect(becomes(false)).toEqual({ kind: "nothing", reason: "no_bound_extension" });
  });
});

test("the text of a journal is what people read", () => {
  expect(textOf("<p>a &lt;b&gt;<br>&amp;lt;</p><ul><li><b>From</b>: &#39;x&#39;</li></ul>")).toBe(
    "a <b>\n&lt;\nFrom: 'x'",
  );
});

test.each<[Partial<Call>, "joins" | "solves" | null]>([
  [missedCall, "joins"],
  [{ ...missedCall, outcome: "voicemail" }, "joins"],
  [{}, null],
  [callBack, "solves"],
  [{ ...callBack, outcome: "busy" }, null],
])("%j %s", (change, role) => {
  const missed = { collapse: true, withinHours: 1, solveOnCallBack: true };
  expect(missedRoleOf({ missed }, callWith(change))).toBe(role);
  expect(missedRoleOf(defaultTicketSettings, callWith(change))).toBeNull();
});

test.each<[string, Decision, ("joins" | "solves")[]]>([
  ["becomes a ticket", { kind: "create", rule: null, look: {} }, ["joins", "solves"]],
  ["is of a kind that is off", { kind: "leave", rule: null, reason: "kind_off" }, ["solves"]],
  ["is only recorded", { kind: "leave", rule: null, reason: "rule_record_only" }, ["solves"]],
  ["is ignored", { kind: "leave", rule: null, reason: "rule_ignore" }, []],
  ["is never logged", { kind: "leave", rule: null, reason: "never_log" }, []],
  ["comes while tickets are off", { kind: "leave", rule: null, reason: "tickets_off" }, []],
])("a call that %s goes to the ticket of missed calls in these roles only", (_, decision, roles) => {
  expect((["joins", "solves"] as const).filter((role) => meetsMissed(role, decision))).toEqual(roles);
});

test("the settings of a new integration have no mistakes, and every template is looked at", () => {
  expect([...mistakesIn(defaultTicketSettings)]).toEqual([]);
  const bad = "{{x}}";
  const look = {
    ...defaultTicketSettings.look,
    journal: bad,
    tags: [bad],
    customFields: [{ id: 1, value: bad }],
  };
  const ticket = { subject: bad, journal: bad, tags: [bad], customFields: [{ id: 1, value: bad }] };
  const rule = { id: "", name: "", enabled: false, when: {}, action: { kind: "create" as const, ticket } };
  const subjects = Object.fromEntries(Object.keys(defaultTicketSettings.subjects).map((key) => [key, bad]));
  const settings = {
    ...defaultTicketSettings,
    look,
    rules: [rule],
    subjects: subjects as TicketSettings["subjects"],
  };
  expect([...mistakesIn(settings)]).toHaveLength(13);
});

test.each<[Partial<Call>, object]>([
  [
    {},
    {
      direction: "inbound",
      from: "5503309",
      to: "2005",
      agentId: 77,
      completion: "completed",
      voicemail: false,
    },
  ],
  [
    { outcome: "voicemail", answeredBy: [] },
    { completion: "abandoned_in_voicemail", voicemail: true, agentId: null },
  ],
  [
    { outcome: "abandoned", answeredBy: [], group: "6400" },
    { completion: "abandoned_in_queue", queueName: "6400" },
  ],
  [{ outcome: "busy", answeredBy: [] }, { completion: "busy" }],
  [callBack, { direction: "outbound", from: "2005", to: "5503309", agentId: 77 }],
  [{ outsideNumber: null }, { from: "anonymous" }],
])("the call record of %j", (change, expected) => {
  const about = { appId: 1, externalId: "x", endUserId: 2, ticketId: 3 };
  expect(draftCallRecord(callWith(change), context, about)).toMatchObject({ ...about, ...expected });
});
