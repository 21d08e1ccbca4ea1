import { describe, expect, test } from "vitest";
import type { Call, Directory } from "@deskline/service/calls/core/call";
import type { CallEvent } from "@deskline/service/calls/core/event";
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

type Told = { type: number; msg: Record<string, unknown>; later?: number };

/** Each event is received one second after the one before, or `later`; the first at the call's start. */
function tell(...told: Told[]): { call: Call; settling: Settling | null } {
  let now = startedAt - 1000;
  return fold(
    told.map((one) => {
      now += (one.later ?? 1) * 1000;
      return eventOf(one, now);
    }),
  );
}

function eventOf({ type, msg }: Told, receivedAt: number): CallEvent {
  const frame = readFrame(JSON.stringify({ type, msg: { call_id: callId, ...msg } }), {
    transport: "webhook",
    receivedAt,
    timeZone: "Europe/Berlin",
  });
  if (frame.kind !== "event" || frame.event.reading.kind !== "call") throw new Error("no event of a call");
  return frame.event.reading.event;
}

function fold(events: CallEvent[]): { call: Call; settling: Settling | null } {
  let facts: CallFacts | null = null;
  let last: { call: Call; settling: Settling | null } | null = null;
  for (const event of events) {
    const next: { facts: CallFacts; call: Call; settling: Settling | null } = transition(
      facts,
      event,
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
    expect([call.group, call.route]).toEqual([null, ["6200"]]);
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

  test("all stages of a call are put right by the same, however late they are told", () => {
    const { call } = tell(
      row({ time_start: "2026-09-21 08:03:21", call_duration: 60, talk_duration: 50 }),
      row({ time_start: "2026-09-21 08:20:00", call_duration: 60, talk_duration: 40, call_to: "2006" }),
    );
    expect(call).toMatchObject({ startedAt, talkMs: 90_000, endedAt: Date.parse("2026-09-21T12:21:00Z") });
  });
});

describe("a time zone that is set right", () => {
  const first = row({ call_duration: 10, talk_duration: 0, status: "NO ANSWER" });

  test("a stage that truly began a quarter of an hour later keeps its time, though the PBX's clock is fast", () => {
    const second = row({
      time_start: "2026-09-21 14:18:21",
      call_duration: 10,
      talk_duration: 10,
      call_to: "2006",
    });
    const { call } = tell(first, { ...second, later: 550 });
    expect(call.answeredAt).toBe(startedAt + 15 * 60_000);
  });

  test("in the hour that a clock change repeats no stage begins before its call", () => {
    const start = Date.parse("2026-10-25T00:20:00Z");
    const at = (time_start: string, call_to: string) => ({
      type: 30012,
      msg: {
        ...first.msg,
        call_id: `${start / 1000}.7`,
        time_start,
        call_to,
        call_duration: 120,
        talk_duration: 60,
        status: "ANSWERED",
      },
    });
    const one = transition(null, eventOf(at("2026-10-25 02:20:00", "2005"), start + 120_000), directory);
    const two = transition(
      one.facts,
      eventOf(at("2026-10-25 02:05:00", "2006"), start + 50 * 60_000),
      directory,
    );
    expect(two.call).toMatchObject({
      startedAt: start,
      endedAt: Date.parse("2026-10-25T01:07:00Z"),
      answeredBy: ["2005", "2006"],
      talkMs: 120_000,
    });
  });
});

describe("what the PBX, asked, says of its calls in progress", () => {
  const askedAt = startedAt + 3_600_000;
  const answer = (kind: "in_progress" | "not_in_progress", at: number) => ({
    kind,
    pbxCallId: callId,
    receivedAt: at,
    startedAtHint: startedAt,
  });
  const waiting = [phone("2005", "RING"), phone("2005", "BYE")].map((one) => eventOf(one, startedAt + 1000));

  test("a call it names runs on, though all phones that were told of are gone", () => {
    const { call, settling } = fold([...waiting, answer("in_progress", askedAt)]);
    expect([call.state, settling]).toEqual(["ringing", null]);
  });

  test("a call it does not name is over, though nothing of its parties was told", () => {
    const missed = eventOf({ type: 30026, msg: { queue_number: "6400", agent_number: "2005" } }, startedAt);
    expect(fold([missed, answer("not_in_progress", askedAt)]).call.state).toBe("ended");
  });

  test("a call that it once did not name and then names again runs on", () => {
    const talking = [caller("ANSWERED"), phone("2005", "ANSWER")].map((one) => eventOf(one, startedAt));
    const { call } = fold([
      ...talking,
      answer("not_in_progress", askedAt),
      answer("in_progress", askedAt + 1),
    ]);
    expect(call.legs.map((leg) => leg.state)).toEqual(["talking", "talking"]);
    expect(call.state).toBe("talking");
  });
});

describe("what the journal is told", () => {
  const mobile = (member_status: string): Told => ({
    type: 30011,
    msg: {
      members: [
        {
          outbound: {
            from: "2005",
            to: "+442079460123",
            trunk_name: "sip-main",
            channel_id: "PJSIP/trunk-sip-main-endpoint-0000002f",
            member_status,
            call_path: "",
          },
        },
      ],
    },
  });

  test("a mobile that only rang along was handed nothing", () => {
    const { call } = tell(
      phone("2005", "RING"),
      mobile("RING"),
      phone("2005", "ANSWER"),
      mobile("BYE"),
      caller("ANSWERED"),
    );
    expect(call.handedTo).toBeNull();
  });

  test("a mobile that took the call did", () => {
    const { call } = tell(caller("ALERT"), phone("2005", "RING"), mobile("RING"), mobile("ANSWER"));
    expect(call.handedTo).toBe("+442079460123");
  });

  test("a phone whose ringing was not heard is not said to be out of reach", () => {
    expect(tell(phone("2005", "BYE"), row({ status: "NO ANSWER", talk_duration: 0 })).call.unreached).toEqual(
      [],
    );
  });
});

test("without a record no time is before the start, whatever the PBX's clock says", () => {
  const { call } = tell(
    { ...caller("ALERT"), later: -360 },
    phone("2005", "RING"),
    phone("2005", "ANSWER"),
    phone("2005", "BYE"),
    caller("BYE"),
  );
  expect(call.startedAt).toBeLessThanOrEqual(call.answeredAt ?? 0);
  expect(call.answeredAt).toBeLessThanOrEqual(call.endedAt ?? 0);
});
