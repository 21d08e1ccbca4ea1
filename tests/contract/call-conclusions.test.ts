import { describe, expect, test } from "vitest";
import type { Call, Directory } from "@deskline/service/calls/core/call";
import type { CallFacts } from "@deskline/service/calls/core/facts";
import type { Settling } from "@deskline/service/calls/core/settling";
import { transition } from "@deskline/service/calls/core/transition";
import { readFrame } from "@deskline/service/pbx/yeastar/read-frame";
import { subjectAfter } from "@deskline/service/tickets/core/subject";

/** What is made of calls that the scenarios of the simulated PBX do not have: each told event by event. */

const startedAt = Date.parse("2026-09-21T12:03:21Z");
const callId = `${startedAt / 1000}.42`;
const directory: Directory = {
  extensions: new Set(["2005", "2006", "2007", "3000"]),
  queues: new Set(["6400"]),
};
const names = new Map([["2005", "Kristin Hale"]]);

type Told = { type: number; msg: Record<string, unknown> };

/** Each event is received one second after the one before, the first at the call's start. */
function tell(...told: Told[]): { call: Call; settling: Settling | null } {
  let facts: CallFacts | null = null;
  let last: { call: Call; settling: Settling | null } | null = null;
  for (const [index, { type, msg }] of told.entries()) {
    const frame = readFrame(JSON.stringify({ type, msg: { call_id: callId, ...msg } }), {
      transport: "webhook",
      receivedAt: startedAt + index * 1000,
      timeZone: "Europe/Berlin",
    });
    if (frame.kind !== "event" || frame.event.reading.kind !== "call") throw new Error("no event of a call");
    const next: { facts: CallFacts; call: Call; settling: Settling | null } = transition(
      facts,
      frame.event.reading.event,
      directory,
    );
    facts = next.facts;
    last = next;
  }
  if (last === null) throw new Error("nothing told");
  return last;
}

const phone = (number: string, member_status: string, call_path = "", device = 0x2a): Told => ({
  type: 30011,
  msg: {
    members: [
      {
        extension: {
          number,
          channel_id: `PJSIP/${number}-000000${device.toString(16)}`,
          member_status,
          call_path,
        },
      },
    ],
  },
});
const caller = (member_status: string, to = "2005"): Told => ({
  type: 30011,
  msg: {
    members: [
      {
        inbound: {
          from: "5503309",
          to,
          trunk_name: "sip-main",
          channel_id: "PJSIP/trunk-sip-main-endpoint-00000029",
          member_status,
          call_path: "",
        },
      },
    ],
  },
});
const row = (change: Record<string, unknown> = {}): Told => ({
  type: 30012,
  msg: {
    time_start: "2026-09-21 14:03:21",
    call_from: "5503309",
    call_to: "2005",
    call_duration: 95,
    talk_duration: 83,
    src_trunk_name: "sip-main",
    dst_trunk_name: "",
    status: "ANSWERED",
    type: "Inbound",
    ...change,
  },
});
const failure = (reason: string): Told => ({ type: 30015, msg: { reason, members: null } });

describe("a record in the middle of a call", () => {
  const stage = row({ call_duration: 20, talk_duration: 15 });
  const talking = [caller("ALERT"), phone("2005", "RING"), phone("2005", "ANSWER"), caller("ANSWERED")];

  test("does not end it while somebody still talks", () => {
    const { call, settling } = tell(
      ...talking,
      phone("2005", "BYE"),
      stage,
      phone("2006", "RING", "", 0x2b),
      phone("2006", "ANSWER", "", 0x2b),
    );
    expect(call).toMatchObject({ state: "talking", outcome: null, endedAt: null });
    expect(settling).toBe("awaiting");
  });

  test("is complete once everybody is gone", () => {
    const { call, settling } = tell(...talking, stage, phone("2005", "BYE"), caller("BYE"));
    expect(call).toMatchObject({ state: "ended", outcome: "answered" });
    expect(settling).toBe("complete");
  });
});

describe("numbers outside that equal an extension", () => {
  test("the caller, by the trunk of the call's first row", () => {
    const { call } = tell(row({ call_from: "3000" }));
    expect(call).toMatchObject({ direction: "inbound", outsideNumber: "3000", answeredBy: ["2005"] });
  });

  test("the one dialled, by the trunk it went out on", () => {
    const { call } = tell(
      row({
        call_from: "2005",
        call_to: "3000",
        src_trunk_name: "",
        dst_trunk_name: "sip-main",
        type: "Outbound",
      }),
    );
    expect(call).toMatchObject({
      direction: "outbound",
      outsideNumber: "3000",
      dialledBy: "2005",
      outcome: "answered",
      talkMs: 83_000,
      rang: [],
    });
  });

  test("whoever handed a call on is not taken for the caller", () => {
    const { call } = tell(row({ call_from: "2005", call_to: "2006", time_start: "2026-09-21 14:04:21" }));
    expect(call.outsideNumber).toBeNull();
  });
});

describe("a phone that could not ring", () => {
  const expected = { rang: [], unreached: ["2005"], answeredBy: [] };

  test("busy, as its record tells", () => {
    const { call } = tell(row({ status: "BUSY", call_duration: 0, talk_duration: 0, did_number: "1000" }));
    expect(call).toMatchObject({ ...expected, outcome: "busy" });
    expect(subjectAfter(call, names)).toBe("Inbound No Answer- from <5503309> to Kristin Hale<2005>");
  });

  test("not to be disturbed, as a failure and a BYE tell", () => {
    const { call } = tell(caller("ALERT"), failure("DND"), phone("2005", "BYE"), caller("BYE"));
    expect(call).toMatchObject({ ...expected, outcome: "busy", failures: ["DND"] });
    expect(subjectAfter(call, names)).toBe("Inbound No Answer- from <5503309> to Kristin Hale<2005>");
  });

  test("one that rang and then was busy did ring", () => {
    const { call } = tell(
      phone("2005", "RING"),
      phone("2005", "BYE"),
      row({ status: "BUSY", talk_duration: 0 }),
    );
    expect(call).toMatchObject({ rang: ["2005"], unreached: [] });
  });
});

describe("what leads to a phone", () => {
  const unanswered = row({ status: "NO ANSWER", talk_duration: 0 });

  test("an IVR is no group: the phone stands in the subject", () => {
    const { call } = tell(
      caller("ANSWERED", "6200"),
      phone("2005", "RING", "6200"),
      phone("2005", "BYE"),
      unanswered,
    );
    expect(call.group).toBeNull();
    expect(subjectAfter(call, names)).toBe("Inbound No Answer- from <5503309> to Kristin Hale<2005>");
  });

  test("a number that rings several phones is a ring group", () => {
    const { call } = tell(
      phone("2005", "RING", "6300"),
      phone("2006", "RING", "6300", 0x2b),
      phone("2005", "BYE"),
      phone("2006", "BYE", "", 0x2b),
      unanswered,
    );
    expect(call.group).toBe("6300");
  });

  test("a queue of one agent is a queue", () => {
    const { call } = tell(phone("2005", "RING", "6400"), phone("2005", "BYE"), unanswered);
    expect(call.group).toBe("6400");
  });
});

test("the counter of a call's identifier may be written with leading zeros", () => {
  const padded = {
    ...failure("486 Busy here"),
    msg: { reason: "486 Busy here", call_id: `${startedAt / 1000}.000042` },
  };
  expect(tell(phone("2005", "RING"), padded).call).toMatchObject({
    pbxCallId: callId,
    failures: ["486 Busy here"],
  });
});

describe("a time zone that is set wrong", () => {
  test.each([
    ["hours behind", "2026-09-21 08:03:21"],
    ["hours ahead", "2026-09-21 21:03:21"],
    ["three quarters of an hour ahead", "2026-09-21 14:48:21"],
    ["a day ahead", "2026-09-22 03:03:21"],
  ])("%s: the call keeps its start and its talk time", (_, time_start) => {
    const { call } = tell(
      phone("2005", "RING"),
      phone("2005", "BYE"),
      row({ time_start, call_duration: 2, talk_duration: 1 }),
    );
    expect(call).toMatchObject({ startedAt, talkMs: 1000 });
  });

  test("a stage that truly began later keeps its time", () => {
    const { call } = tell(
      row({ call_duration: 1, talk_duration: 0, status: "NO ANSWER" }),
      row({ time_start: "2026-09-21 14:05:21", call_duration: 10, talk_duration: 10, call_to: "2006" }),
    );
    expect(call.answeredAt).toBe(startedAt + 120_000);
  });
});
