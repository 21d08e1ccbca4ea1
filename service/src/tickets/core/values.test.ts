import { templateVariables } from "@deskline/shared/admin-ticket-templates";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { planTicket } from "./plan.ts";
import { callWith } from "./sample-call.ts";
import { valuesOf, type CallContext } from "./values.ts";

const context: CallContext = {
  names: new Map([
    ["2005", "Kristin Hale"],
    ["2006", "Marcus Webb"],
    ["6400", "Support"],
  ]),
  note: { text: " Wants an offer.\n", disposition: "Follow up", by: "Kristin Hale" },
  showTime: (at) => `shown ${at}`,
  localDate: () => "2026-09-21",
  localTime: () => "14:03:21",
  agents: new Map([["2005", { id: 77, name: "Kristin" }]]),
  contactName: "Phillip Huff",
  recordingLink: "https://deskline.example/recordings/1",
  open: true,
};

const full: Partial<Call> = {
  did: "1000",
  didName: "Hotline",
  group: "6400",
  route: ["6200", "6400"],
  outsideE164: "+15550123",
  rang: ["2006", "2005"],
  transferred: true,
  transferChain: ["2005", "2006"],
  takenAt: { "2005": 1, "2006": 2 },
  wasHeld: true,
  holdMs: 61_000,
  recordings: ["a.wav"],
};

describe("every variable of templates tells something of a call", () => {
  const expected: Record<string, string> = {
    direction: "Inbound",
    result: "Answered",
    outcome: "Answered",
    number: "5503309",
    number_e164: "+15550123",
    contact: "Phillip Huff",
    from: "<5503309>",
    to: "Kristin Hale<2005>",
    dialled: "2005",
    did: "1000",
    did_name: "Hotline",
    trunk: "sip-main",
    group: "Support<6400>",
    group_number: "6400",
    route: "<6200> → Support<6400>",
    extension: "Kristin Hale<2005>",
    extension_number: "2005",
    extension_name: "Kristin Hale",
    agent: "Kristin",
    rang: "Marcus Webb<2006>, Kristin Hale<2005>",
    answered_by: "Kristin Hale<2005>",
    transfers: "14:03:21 Kristin Hale<2005> → 14:03:21 Marcus Webb<2006>",
    date: "2026-09-21",
    time: "14:03:21",
    start: "shown 1789992201000",
    end: "shown 1789992296000",
    ring_time: "0:12",
    hold_time: "1:01",
    talk_time: "1:23",
    ring_seconds: "12",
    talk_seconds: "83",
    business_hours: "inside",
    disposition: "Follow up",
    note: "Wants an offer.",
    recording: "https://deskline.example/recordings/1",
    call_id: "1790000000.42",
  };

  test.each(templateVariables.filter((name) => name !== "journal"))("%s", (name) => {
    expect(valuesOf(callWith(full), context)[name]).toBe(expected[name]);
  });

  test("what is not known is empty, and while it rings so is what its end tells", () => {
    const ringing = callWith({
      state: "ringing",
      outcome: null,
      endedAt: null,
      trunk: null,
      outsideNumber: null,
    });
    const values = valuesOf(ringing, { ...context, note: null, contactName: null, open: false });
    for (const name of [
      "number",
      "contact",
      "trunk",
      "end",
      "talk_time",
      "ring_seconds",
      "note",
      "outcome",
      "result",
    ] as const)
      expect(values[name]).toBe("");
    expect(values).toMatchObject({ result: "", business_hours: "outside" });
  });
});

describe("the six subjects, byte for byte", () => {
  const missed: Partial<Call> = { outcome: "no_answer", answeredBy: [] };
  const outbound: Partial<Call> = { direction: "outbound", dialledBy: "2005", answeredBy: [] };
  test.each<["ring" | "end", Partial<Call>, string]>([
    ["ring", { dialled: "1000" }, "Inbound - from <5503309> to <1000>"],
    ["ring", outbound, "Outbound - from Kristin Hale<2005> to <5503309>"],
    ["end", {}, "Inbound Answered- from <5503309> to Kristin Hale<2005>"],
    ["end", missed, "Inbound No Answer- from <5503309> to Kristin Hale<2005>"],
    ["end", outbound, "Outbound Answered- from Kristin Hale<2005> to <5503309>"],
    ["end", { ...outbound, outcome: "busy" }, "Outbound No Answer- from Kristin Hale<2005> to <5503309>"],
  ])("%s %j", (moment, change, subject) => {
    expect(planTicket(callWith(change), defaultTicketSettings, {}, context, moment).subject).toBe(subject);
  });
});

describe("the ticket that settings and a rule want", () => {
  const settings: TicketSettings = {
    ...defaultTicketSettings,
    look: {
      ...defaultTicketSettings.look,
      tags: ["pbx", "{{direction}} Call", "{{trunk}}", "{{recording}}"],
      priority: "low",
      groupId: 11,
      customFields: [{ id: 5, value: "{{talk_seconds}}" }],
    },
  };
  const plan = (change: Partial<Call> = {}, rule = {}, of = settings) =>
    planTicket(callWith(change), of, rule, context, "end");

  test("has the usual look, changed by the rule where it says something", () => {
    expect(plan()).toMatchObject({ tags: ["pbx", "inbound_call", "sip-main"], priority: "low", groupId: 11 });
    const rule = { priority: "high", groupId: null, subject: "Call of {{contact}}", type: "task" } as const;
    expect(plan({}, rule)).toMatchObject({
      subject: "Call of Phillip Huff",
      priority: "high",
      type: "task",
      groupId: null,
      customFields: [{ id: 5, value: "83" }],
    });
  });

  test.each<[string, string, string]>([
    ["that fits stays", "Big Deal, Inc", "big_deal_inc"],
    ["that is too long", "x".repeat(101), "x".repeat(100)],
    ["with an emoji at the edge", `${"x".repeat(99)}😀`, "x".repeat(99)],
    ["with an accent of its own at the edge", `${"x".repeat(99)}e\u0301`, "x".repeat(99)],
  ])("a tag %s", (_, text, tag) => {
    expect(plan({}, { tags: [text] }).tags).toEqual([tag]);
  });

  test("has while it rings no tag and no field that only the end of the call can fill in", () => {
    const look: TicketSettings["look"] = {
      ...settings.look,
      tags: ["pbx", "result_{{result}}", "{{#if note}}noted{{else}}silent{{/if}}", "at_{{extension_number}}"],
      customFields: [
        { id: 5, value: "{{talk_seconds}}" },
        { id: 6, value: '{{#if did}}{{outcome | or "open"}}{{/if}}' },
        { id: 7, value: "{{call_id}}" },
      ],
    };
    const made = (call: Partial<Call>, moment: "ring" | "end") =>
      planTicket(callWith(call), { ...settings, look }, {}, { ...context, note: null }, moment);
    const ringing: Partial<Call> = { state: "ringing", outcome: null, endedAt: null, answeredBy: [] };
    expect(made({ ...ringing, did: "1000", rang: ["2006"] }, "ring")).toMatchObject({
      tags: ["pbx", "at_2006"],
      customFields: [{ id: 7, value: "1790000000.42" }],
    });
    expect(made({ did: "1000" }, "end")).toMatchObject({
      tags: ["pbx", "result_answered", "silent", "at_2005"],
      customFields: [
        { id: 5, value: "83" },
        { id: 6, value: "Answered" },
        { id: 7, value: "1790000000.42" },
      ],
    });
  });

  test.each<["nobody" | "answered_by" | "rang_last", Partial<Call>, number | null]>([
    ["nobody", {}, null],
    ["answered_by", {}, 77],
    ["answered_by", { answeredBy: ["2006"] }, null],
    ["answered_by", { direction: "outbound", dialledBy: "2005" }, 77],
    ["answered_by", { answeredBy: [], outcome: "no_answer" }, null],
    ["rang_last", { answeredBy: [], rang: ["2006", "2005"] }, 77],
    ["rang_last", { rang: ["2005", "2006"] }, null],
    ["rang_last", { direction: "outbound", dialledBy: "2005" }, 77],
  ])("assigned to %s, %j", (assignee, change, id) => {
    expect(plan(change, { assignee }).assigneeId).toBe(id);
  });

  test("whatever templates make, there is a subject and a journal that Zendesk takes", () => {
    expect(plan({}, { subject: "{{nonsense}}" }).subject).toBe(
      "Inbound Answered- from <5503309> to Kristin Hale<2005>",
    );
    expect(plan({}, { subject: "{{note}}".repeat(100) }).subject).toHaveLength(255);
    expect(plan({}, { journal: " {{group}}" }).html).toMatch(/^<ul>/);
    const long = plan({}, { journal: "{{journal}}".repeat(900) }).html;
    expect(long).toMatch(/^<p>The template of the journal makes more text than Zendesk takes\.<\/p><ul>/);
    expect(plan({}, { journal: "x".repeat(10_000) }).html).toBe(`<p>${"x".repeat(10_000)}</p>`);
  });
});
