import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { defaultTicketSettings } from "@deskline/shared/admin-tickets";
import { callComment, draftTicket as draftFrom, idempotencyKeyOf, noteComment } from "./draft.ts";
import { planTicket } from "./plan.ts";
import type { CallContext } from "./values.ts";
import { noteText } from "./note.ts";
import { callWith } from "./sample-call.ts";

const context: CallContext & { integrationId: string } = {
  names: new Map([["2005", "Kristin Hale"]]),
  integrationId: "0b5e",
  note: null,
  showTime: (at: number) => new Date(at).toISOString(),
  localDate: (at: number) => new Date(at).toISOString().slice(0, 10),
  localTime: (at: number) => new Date(at).toISOString().slice(11, 19),
  agents: new Map(),
  contactName: null,
  recordingLink: "https://deskline.example/recordings/1",
  open: true,
};

function planOf(call: Call, around: typeof context) {
  return planTicket(call, defaultTicketSettings, {}, around, "end");
}

function draftTicket(call: Call, around: typeof context) {
  const { integrationId } = around;
  return draftFrom(call, planOf(call, around), {
    requesterId: 900,
    integrationId,
    followUpOf: null,
    voice: null,
    uploads: [],
  });
}

describe("the ticket a call becomes", () => {
  test("names the caller as requester, the call as its outside identifier, and holds the journal", () => {
    const draft = draftTicket(callWith(), context);
    expect(draft).toMatchObject({
      subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>",
      requesterId: 900,
      externalId: "deskline:0b5e:1790000000.42",
      channel: "phone_inbound",
    });
    expect(draft.html).toContain("<li><b>To</b>: Kristin Hale&lt;2005&gt;</li>");
  });

  test.each<[string, Partial<Call>]>([
    ["phone_inbound", { outcome: "no_answer" }],
    ["phone_inbound", { outcome: "abandoned" }],
    ["voicemail", { outcome: "voicemail" }],
    ["phone_outbound", { direction: "outbound" }],
    ["phone_outbound", { direction: "outbound", outcome: "voicemail" }],
  ])("its channel is %s", (channel, change) => {
    expect(draftTicket(callWith(change), context).channel).toBe(channel);
  });

  test("the same call gives the same ticket to the byte; calls of two PBXs never share an identifier", () => {
    expect(draftTicket(callWith(), context)).toEqual(draftTicket(callWith(), context));
    const elsewhere = draftTicket(callWith(), { ...context, integrationId: "0b5f" });
    expect(elsewhere.externalId).not.toBe(draftTicket(callWith(), context).externalId);
  });

  test("a draft after a refused one has another key, and the first draft always the same", () => {
    const keys = [0, 0, 1, 2].map((sent) => idempotencyKeyOf(draftTicket(callWith(), context), sent));
    expect(keys[0]).toBe("deskline:0b5e:1790000000.42:ticket");
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });
});

describe("a note", () => {
  const note = { text: "Wants <b>a</b> refund.\nCalls again.", disposition: "Follow up", by: "Kristin Hale" };
  const lines =
    "<li><b>Disposition</b>: Follow up</li><li><b>Note by Kristin Hale</b>: Wants &lt;b&gt;a&lt;/b&gt; refund.<br>Calls again.</li></ul>";

  test("stands at the end of the journal, on a new ticket as on an old one", () => {
    expect(draftTicket(callWith(), { ...context, note }).html.endsWith(lines)).toBe(true);
    const comment = callComment(callWith(), planOf(callWith(), { ...context, note }), context.names);
    expect(comment.endsWith(lines)).toBe(true);
    expect(comment).toContain(
      "<p>Inbound Answered- from &lt;5503309&gt; to Kristin Hale&lt;2005&gt;</p><ul>",
    );
  });

  test("that came later names its call", () => {
    expect(noteComment(callWith(), { ...context, note })).toBe(
      `<ul><li><b>Call</b>: Inbound Answered- from &lt;5503309&gt; to Kristin Hale&lt;2005&gt;, 2026-09-21T12:03:21.000Z</li>${lines}`,
    );
  });

  test("that was emptied is said to be removed, and was never one in a first comment", () => {
    const empty = { text: " \n", disposition: null, by: "Kristin Hale" };
    expect(noteComment(callWith(), { ...context, note: empty })).toContain("<b>Note</b>: removed");
    expect(draftTicket(callWith(), { ...context, note: empty }).html).toBe(
      draftTicket(callWith(), context).html,
    );
  });

  test.each<[boolean, Partial<typeof note>]>([
    [true, { by: "Marcus Webb" }],
    [true, { text: `${note.text}\n` }],
    [false, { text: "Wants a refund" }],
    [false, { disposition: "Resolved" }],
  ])("is the same, %s, with %j", (same, change) => {
    expect(noteText({ ...note, ...change }) === noteText(note)).toBe(same);
  });
});
