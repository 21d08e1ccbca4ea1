import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { draftTicket, idempotencyKeyOf } from "./draft.ts";
import { callWith } from "./sample-call.ts";

const context = {
  names: new Map([["2005", "Kristin Hale"]]),
  requesterId: 900,
  integrationId: "0b5e",
  showTime: (at: number) => new Date(at).toISOString(),
};

describe("the ticket a call becomes", () => {
  test("names the caller as requester, the call as its outside identifier, and holds the journal", () => {
    const draft = draftTicket(callWith(), context);
    expect(draft).toMatchObject({
      subject: "Inbound Answered- from <5503309> to Kristin Hale<2005>",
      requesterId: 900,
      externalId: "deskline:0b5e:1790000000.42",
      channel: "phone_inbound",
    });
    expect(draft.journal).toContain("<li><b>To</b>: Kristin Hale&lt;2005&gt;</li>");
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
