import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { draftTicket, externalIdOf } from "./draft.ts";
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
    expect(externalIdOf("a", "1.1")).not.toBe(externalIdOf("b", "1.1"));
  });
});
