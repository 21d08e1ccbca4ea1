import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { ruleFactsOf } from "./rule-facts.ts";
import { callWith } from "./sample-call.ts";

const group = (id: number, agentIds: number[]) => ({ id, name: "", agentIds });
const around = {
  settings: defaultTicketSettings,
  choices: { groups: [group(11, [77, 78]), group(12, [79])], brands: [], forms: [], customFields: [] },
  agents: new Map([["2005", { id: 77, name: "" }]]),
  reading: { country: "US", outsidePrefix: "" },
  open: false,
  contact: { known: true, vip: true },
};
const factsOf = (change: Partial<Call> = {}, more: Partial<typeof around> = {}) =>
  ruleFactsOf(callWith(change), { ...around, ...more });

test("what rules ask of a call that is over", () => {
  expect(factsOf({ did: "1000", group: "6400", rang: ["2006", "2005"] })).toMatchObject({
    ended: true,
    direction: "inbound",
    outcome: "answered",
    did: "1000",
    trunk: "sip-main",
    group: "6400",
    agentGroups: [11],
    open: false,
    contact: "known",
    vip: true,
    ringMs: 12_000,
    talkMs: 83_000,
    neverLog: false,
  });
  expect(factsOf({}, { contact: { known: false, vip: true } })).toMatchObject({
    contact: "unknown",
    vip: false,
  });
  expect(factsOf({ did: null, dialled: "2005" }).did).toBe("2005");
});

test.each<[Partial<Call>, object]>([
  [
    { state: "ringing", outcome: null, did: null, dialled: "2005" },
    { ended: false, outcome: null, did: null },
  ],
  [
    { state: "talking", outcome: null },
    { ended: false, outcome: "answered" },
  ],
  [
    { state: "ringing", direction: "outbound", outcome: null, group: null },
    { did: "", group: "" },
  ],
])("while it runs, %j", (change, expected) => {
  expect(factsOf(change)).toMatchObject(expected);
});

describe("what is never logged", () => {
  const never = (numbers: string[], extensions: string[]): { settings: TicketSettings } => ({
    settings: { ...defaultTicketSettings, neverLog: { numbers, extensions } },
  });
  test.each<[string[], string[], Partial<Call>, boolean]>([
    [["(212) 555-0122"], [], { outsideNumber: "+12125550122" }, true],
    [["+12125550123"], [], { outsideNumber: "+12125550122" }, false],
    [["5503309"], [], {}, true],
    [["5503309"], [], { outsideNumber: null }, false],
    [[], ["2005"], {}, true],
    [[], ["2006"], { rang: ["2006", "2005"] }, false],
    [[], ["2006"], { state: "ringing", rang: ["2006", "2005"] }, true],
    [[], ["2005"], { direction: "outbound", dialledBy: "2005", answeredBy: [] }, true],
  ])("numbers %j and extensions %j of %j: %s", (numbers, extensions, change, neverLog) => {
    expect(factsOf(change, never(numbers, extensions)).neverLog).toBe(neverLog);
  });

  test.each<[string, string, string, boolean]>([
    ["+1 212 555 0122", "92125550122", "9", true],
    ["+1 212 555 0122", "9 (212) 555-0122", "9", true],
    ["92125550122", "+12125550122", "9", true],
    ["+44 20 7946 0122", "900442079460122", "9", true],
    ["+1 212 555 0122", "92125550122", "", false],
    ["+1 212 555 0122", "92125550123", "9", false],
  ])("%s, dialled as %s with %j before an outside line: %s", (number, dialled, outsidePrefix, neverLog) => {
    const call = { direction: "outbound" as const, outsideNumber: dialled };
    const reading = { country: "US", outsidePrefix };
    expect(factsOf(call, { ...never([number], []), reading }).neverLog).toBe(neverLog);
  });
});
