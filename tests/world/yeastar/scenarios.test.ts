import { describe, expect, test } from "vitest";
import type { Switches } from "./options.ts";
import { envelopesOf, scenarioNames, type ScenarioName } from "./scenarios.ts";
import { messageOf, type Envelope, type Member } from "./wire.ts";

function run(name: ScenarioName, switches: Partial<Switches> = {}): Envelope[] {
  return envelopesOf(name, { switches });
}

function membersOf(envelope: Envelope): Member[] {
  return (messageOf(envelope).members ?? []) as Member[];
}

function recordOf(name: ScenarioName): Record<string, unknown> {
  const last = run(name).at(-1);
  return last ? messageOf(last) : {};
}

/** What a scenario emits besides 30011. */
const otherEvents: Record<ScenarioName, number[]> = {
  direct: [30012],
  directOutbound: [30012],
  outboundNoAnswer: [30012],
  outboundBusy: [30015, 30012],
  ringGroup: [30012],
  queueThreeAgents: [30026, 30026, 30012],
  queueMissed: [30026, 30026, 30026, 30012],
  ivrThenQueue: [30012],
  blindTransfer: [30013, 30012],
  attendedTransfer: [30013, 30012],
  forwardToMobile: [30014, 30012],
  voicemail: [30012],
  busy: [30015, 30012],
  noAnswer: [30012],
  callerHangsUpWhileRinging: [30012],
  twoDevicesOneExtension: [30012],
  internal: [30012],
  apiDialled: [30012],
  recordOnly: [30012],
  withheld: [30012],
};

/** status, type, call_to, call_duration, talk_duration of the record. */
const outcomes: Record<ScenarioName, [string, string, string, number, number]> = {
  direct: ["ANSWERED", "Inbound", "2005", 95, 83],
  directOutbound: ["ANSWERED", "Outbound", "+442079460123", 70, 61],
  outboundNoAnswer: ["NO ANSWER", "Outbound", "+442079460123", 30, 0],
  outboundBusy: ["BUSY", "Outbound", "+442079460123", 5, 0],
  ringGroup: ["ANSWERED", "Inbound", "2006", 54, 45],
  queueThreeAgents: ["ANSWERED", "Inbound", "2007", 156, 120],
  queueMissed: ["NO ANSWER", "Inbound", "6400", 49, 0],
  ivrThenQueue: ["ANSWERED", "Inbound", "2005", 93, 70],
  blindTransfer: ["ANSWERED", "Inbound", "2006", 81, 76],
  attendedTransfer: ["ANSWERED", "Inbound", "2006", 105, 100],
  forwardToMobile: ["ANSWERED", "Inbound", "+442079460123", 50, 33],
  voicemail: ["VOICEMAIL", "Inbound", "2005", 37, 17],
  busy: ["BUSY", "Inbound", "2005", 5, 0],
  noAnswer: ["NO ANSWER", "Inbound", "2005", 30, 0],
  callerHangsUpWhileRinging: ["NO ANSWER", "Inbound", "2005", 7, 0],
  twoDevicesOneExtension: ["ANSWERED", "Inbound", "2005", 31, 25],
  internal: ["ANSWERED", "Internal", "2006", 24, 20],
  apiDialled: ["ANSWERED", "Outbound", "+442079460123", 60, 48],
  recordOnly: ["ANSWERED", "Inbound", "2005", 95, 83],
  withheld: ["ANSWERED", "Inbound", "2005", 38, 30],
};

describe.each(scenarioNames())("%s", (name) => {
  test("emits the events that belong to it", () => {
    const types = run(name).map((envelope) => envelope.type);
    expect(types.filter((type) => type !== 30011)).toEqual(otherEvents[name]);
    expect(types.includes(30011)).toBe(name !== "recordOnly");
  });

  test("is told rightly by its record", () => {
    const { status, type, call_to, call_duration, talk_duration } = recordOf(name);
    expect([status, type, call_to, call_duration, talk_duration]).toEqual(outcomes[name]);
  });

  test("every channel ends with BYE, whether reports are full or partial", () => {
    for (const partialMembers of [false, true]) {
      const last = new Map<string, string>();
      for (const member of run(name, { partialMembers }).flatMap(membersOf)) {
        for (const { channel_id, member_status } of Object.values(member))
          last.set(channel_id, member_status);
      }
      expect([...last.values()].every((status) => status === "BYE")).toBe(true);
    }
  });
});

test("partial reports name one member each", () => {
  const reports = run("ringGroup", { partialMembers: true }).filter((envelope) => envelope.type === 30011);
  expect(reports.every((report) => membersOf(report).length === 1)).toBe(true);
});

test("without the trunk monitor no report has a trunk member", () => {
  const members = run("direct", { trunkMonitor: false }).flatMap(membersOf);
  expect(members.length).toBeGreaterThan(0);
  expect(members.every((member) => "extension" in member)).toBe(true);
});

test("a queue answers the trunk while only phones ring", () => {
  const waiting = run("queueThreeAgents").find((envelope) => membersOf(envelope).length === 2);
  expect(waiting && membersOf(waiting)).toMatchObject([
    { inbound: { to: "6400", member_status: "ANSWERED" } },
    { extension: { number: "2005", member_status: "RING", call_path: "6400" } },
  ]);
});

test("records come per call or per leg", () => {
  const perLeg = run("ivrThenQueue", { records: "per_leg" }).filter((envelope) => envelope.type === 30012);
  expect(perLeg.map((envelope) => messageOf(envelope).call_to)).toEqual(["6200", "6400", "2005"]);
});

test("payloads are strings inside the envelope, 30026 an object", () => {
  const byType = new Map(run("queueMissed").map(({ type, msg }) => [type, typeof msg]));
  expect(Object.fromEntries(byType)).toEqual({ 30011: "string", 30012: "string", 30026: "object" });
});

test("a shuffled run is a permutation and the same for the same seed", () => {
  const plain = run("ringGroup").map((envelope) => JSON.stringify(envelope));
  const shuffled = run("ringGroup", { reorder: true, seed: 7 }).map((envelope) => JSON.stringify(envelope));
  expect(shuffled).not.toEqual(plain);
  expect(shuffled.toSorted()).toEqual(plain.toSorted());
  expect(run("ringGroup", { reorder: true, seed: 7 }).map((each) => JSON.stringify(each))).toEqual(shuffled);
});

test("an API dial shows its first leg as the switch says", () => {
  const first = run("apiDialled", { apiDialFirstLeg: "ALERT" })
    .slice(0, 2)
    .map((each) => membersOf(each));
  expect(first).toMatchObject([
    [{ extension: { member_status: "ALERT" } }],
    [{ extension: { member_status: "ALERT" } }, { outbound: { member_status: "RING" } }],
  ]);
});
