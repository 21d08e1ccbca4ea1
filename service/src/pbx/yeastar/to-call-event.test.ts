import { describe, expect, test } from "vitest";
import { transition } from "../../calls/core/transition.ts";
import type { CallEvent } from "../../calls/core/event.ts";
import { recordStatusOf, startOfCallId, toCallEvent } from "./to-call-event.ts";

const receivedAt = Date.parse("2026-09-21T12:05:00Z");
const startedAt = Date.parse("2026-09-21T12:03:21Z");
const callId = `${startedAt / 1000}.42`;
const at = { receivedAt, timeZone: "Europe/Berlin" };

/** The same message as an object and as text; both must read alike. */
function readingsOf(type: number, msg: Record<string, unknown>) {
  return [toCallEvent({ type, msg }, at), toCallEvent({ type, msg: JSON.stringify(msg) }, at)] as const;
}

function eventOf(type: number, msg: Record<string, unknown>): CallEvent {
  const [reading, same] = readingsOf(type, { call_id: callId, ...msg });
  expect(same).toEqual(reading);
  if (reading.kind !== "call") throw new Error(JSON.stringify(reading));
  return reading.event;
}

const ringing = {
  number: "2005",
  channel_id: "PJSIP/2005-0000002a",
  member_status: "RING",
  call_path: "6400",
};
const caller = {
  from: "5503309",
  to: "6400",
  trunk_name: "sip-main",
  channel_id: "PJSIP/trunk-sip-main-endpoint-00000029",
  member_status: "ALERT",
  call_path: "",
};

describe("each event of a call is read, as text and as an object", () => {
  const members = [{ inbound: caller }, { extension: ringing }];
  const read = [
    {
      kind: "inbound",
      channelId: "PJSIP/trunk-sip-main-endpoint-00000029",
      status: "calling",
      via: null,
      from: "5503309",
      to: "6400",
      trunk: "sip-main",
    },
    { kind: "extension", channelId: "PJSIP/2005-0000002a", status: "ringing", via: "6400", number: "2005" },
  ];
  const base = { pbxCallId: callId, receivedAt, startedAtHint: startedAt };

  test.each([
    [30011, "members"],
    [30013, "transferred"],
    [30014, "forwarded"],
  ])("%i", (type, kind) => {
    expect(eventOf(type, { members })).toEqual({ ...base, kind, members: read });
  });

  test("30015, whose members may be null", () => {
    expect(eventOf(30015, { reason: "486 Busy here", members: null })).toEqual({
      ...base,
      kind: "leg_failed",
      reason: { words: "486 Busy here", kind: "busy" },
      members: [],
    });
    expect(eventOf(30015, { reason: "User Busy", members })).toMatchObject({ members: read });
  });

  test("30026, whose queue is written in two ways", () => {
    for (const queue of ["6400", "queue-6400", " 6400 "])
      expect(eventOf(30026, { queue_number: queue, agent_number: "2005", caller_number: "5503309" })).toEqual(
        {
          ...base,
          kind: "agent_missed",
          queue: "6400",
          extension: "2005",
        },
      );
  });

  test("30012, in PBX local time, with names, numbers and blanks for empty", () => {
    const event = eventOf(30012, {
      time_start: "2026-09-21 14:03:21",
      call_from: "Phillip Huff<5503309>",
      call_to: "Kristin Hale<2005>",
      call_duration: 95,
      talk_duration: "83",
      src_trunk_name: "sip-main",
      dst_trunk_name: " ",
      pin_code: "",
      status: "Answered",
      type: "INBOUND",
      recording: " ",
      did_number: " 1000 ",
      did_name: "Hotline",
      uid: "20260921140321A1B2C",
      is_display: 1,
    });
    expect(event).toEqual({
      ...base,
      kind: "record",
      record: {
        startedAt,
        localAt: receivedAt,
        from: "5503309",
        to: "2005",
        durationMs: 95_000,
        talkMs: 83_000,
        status: "answered",
        direction: "inbound",
        sourceTrunk: "sip-main",
        destinationTrunk: null,
        did: "1000",
        didName: "Hotline",
        recording: null,
      },
    });
  });

  test.each([30005, 30008, 30016, 30023, 30029, 30039, 0, -1])("%i says nothing of a call", (type) => {
    expect(toCallEvent({ type, msg: "{}" }, at)).toEqual({ kind: "other" });
    expect(toCallEvent({ type }, at)).toEqual({ kind: "other" });
  });
});

describe("what cannot be read comes back with its reason", () => {
  test.each([
    ["no message", undefined],
    ["no JSON", "{"],
    ["an array", "[]"],
    ["null", "null"],
    ["no call", { members: [] }],
    ["a blank call", { call_id: "  ", members: [] }],
    ["a call by number", { call_id: 1_790_000_000.42, members: [] }],
    ["members that are no list", { call_id: callId, members: { extension: ringing } }],
  ])("%s", (_, msg) => {
    for (const type of [30011, 30013, 30014, 30015]) {
      const reading = toCallEvent({ type, msg }, at);
      expect(reading).toEqual({ kind: "unreadable", reason: expect.stringMatching(/\w/) });
    }
  });

  test("a call named by control characters alone is no call", () => {
    const [reading] = readingsOf(30011, { call_id: "\u0000\u0007", members: [] });
    expect(reading.kind).toBe("unreadable");
  });
});

describe("one bad member does not spoil the good ones", () => {
  const good = { extension: ringing };
  test.each<[string, unknown]>([
    ["null", null],
    ["a number", 7],
    ["nobody", {}],
    ["an unknown party", { internal: ringing }],
    ["an unknown state", { extension: { ...ringing, member_status: "MELTED" } }],
    ["no state", { extension: { ...ringing, member_status: undefined } }],
    ["no channel", { extension: { ...ringing, channel_id: "" } }],
    ["no number", { extension: { ...ringing, number: "" } }],
    ["an extension that is null", { extension: null }],
    ["a number that is an object", { inbound: { ...caller, from: {} } }],
  ])("%s", (_, bad) => {
    const event = eventOf(30011, { members: [bad, good, bad] });
    expect(event).toMatchObject({ members: [{ kind: "extension", number: "2005" }] });
    expect("members" in event ? event.members : []).toHaveLength(1);
  });

  test("states are read in any case and padding, and unknown keys are passed over", () => {
    const states = {
      ALERT: "calling",
      ring: "ringing",
      " EarlyMedia ": "early_media",
      answered: "talking_as_caller",
      Answer: "talking_as_callee",
      HOLD: "held",
      Bye: "gone",
    };
    for (const [member_status, status] of Object.entries(states)) {
      const member = { extension: { ...ringing, member_status, firmware_adds: [1] }, more: true };
      expect(eventOf(30011, { members: [member], more: {} })).toMatchObject({ members: [{ status }] });
    }
  });

  test("a blank call path is none; a withheld caller has no number", () => {
    const member = { inbound: { ...caller, from: " anonymous ", call_path: " " } };
    expect(eventOf(30011, { members: [member] })).toMatchObject({ members: [{ from: "", via: null }] });
  });
});

describe("reasons and states are told apart in any spelling", () => {
  test.each([
    ["486 Busy here", "busy"],
    ["486 Busy Here", "busy"],
    ["User Busy", "declined"],
    ["DND", "busy"],
    ["603 Declined", "no_answer"],
    ["404 NOT found", "wrong_number"],
    ["NOT found", "wrong_number"],
    ["484 Address incomplete", "wrong_number"],
    ["410 Gone", "wrong_number"],
    ["480 Temporatily Unavailable", "unreachable"],
    ["Line Unreachable", "unreachable"],
    ["408 Request Time", "unreachable"],
    ["NO Outbound Restrictin", "no_permission"],
    ["NO Dial Permission", "no_permission"],
    ["Circuit/channel congestion", "no_line"],
    ["", "failed"],
  ])("%j: %s", (reason, kind) => {
    expect(eventOf(30015, { reason, members: null })).toMatchObject({ reason: { kind } });
  });

  test.each([
    ["ANSWERED", 0, "answered"],
    [" no answer ", 0, "no_answer"],
    ["Busy", 0, "busy"],
    ["VOICEMAIL", 9000, "voicemail"],
    ["ABANDONED", 0, "abandoned"],
    ["FAILED", 0, "failed"],
    ["SOMETHING NEW", 0, "no_answer"],
    ["SOMETHING NEW", 1000, "answered"],
    ["", 0, "no_answer"],
    ["__proto__", 0, "no_answer"],
    ["constructor", 0, "no_answer"],
    ["toString", 1000, "answered"],
  ])("status %j with %i ms of talk: %s", (status, talkMs, expected) => {
    expect(recordStatusOf(status, talkMs)).toBe(expected);
  });
});

describe("times of a record", () => {
  const record = (msg: Record<string, unknown>) => {
    const event = eventOf(30012, msg);
    return event.kind === "record" ? event.record : null;
  };

  test("a start that cannot be read is taken from the call's identifier, else from the time of receipt", () => {
    expect(record({ time_start: "21/09/2026 02:03:21 PM", call_duration: 60 })?.startedAt).toBe(startedAt);
    expect(record({ call_id: "x", time_start: "", call_duration: 60 })?.startedAt).toBe(receivedAt - 60_000);
  });

  test("the hour that comes twice is read by the call's identifier", () => {
    const second = Date.parse("2026-10-25T01:30:00Z");
    const [reading] = [
      toCallEvent(
        { type: 30012, msg: { call_id: `${second / 1000}.7`, time_start: "2026-10-25 02:30:00" } },
        { receivedAt: second + 60_000, timeZone: "Europe/Berlin" },
      ),
    ];
    expect(reading).toMatchObject({ event: { record: { startedAt: second } } });
  });

  test.each([
    [-5, 0, 0, 0],
    ["abc", "def", 0, 0],
    [null, null, 0, 0],
    [10, 20, 10_000, 10_000],
    [1e12, 5, 0, 0],
    ["60", "7", 60_000, 7000],
  ])("a duration of %j with %j of talk", (call_duration, talk_duration, durationMs, talkMs) => {
    expect(record({ call_duration, talk_duration })).toMatchObject({ durationMs, talkMs });
  });

  test("a call's identifier tells its start only within two days", () => {
    expect(startOfCallId(callId, receivedAt)).toBe(startedAt);
    expect(startOfCallId("1790000000.000012", Date.parse("2026-09-21T14:13:20Z"))).toBe(1_790_000_000_000);
    expect(startOfCallId(callId, receivedAt + 3 * 86_400_000)).toBeNull();
    for (const other of ["", "abc", "123.4", "1790000000", "17900000000.1", " 1790000000.1"])
      expect(startOfCallId(other, receivedAt)).toBeNull();
  });
});

describe("hostile text", () => {
  test.each([
    ["control characters", "a\u0000\u001b[31mb\u009f", "a[31mb"],
    ["lone surrogates", "a\ud800b", "a\ufffdb"],
    ["10,000 characters", "x".repeat(10_000), "x".repeat(200)],
  ])("%s are taken out of every field", (_, hostile, clean) => {
    const event = eventOf(30011, {
      members: [
        {
          inbound: {
            ...caller,
            from: hostile,
            to: hostile,
            trunk_name: hostile,
            channel_id: hostile,
            call_path: hostile,
          },
        },
        { extension: { ...ringing, number: hostile, channel_id: hostile } },
      ],
    });
    expect(event).toMatchObject({
      members: [
        { from: clean, to: clean, trunk: clean, channelId: clean, via: clean },
        { number: clean, channelId: clean },
      ],
    });
    expect(eventOf(30015, { reason: hostile, members: [] })).toMatchObject({ reason: { words: clean } });
    expect(eventOf(30012, { recording: hostile, did_name: hostile, call_from: hostile })).toMatchObject({
      record: { recording: clean, didName: clean, from: clean },
    });
  });

  test.each(["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty"])(
    "a channel, a number, a queue and a reason named %s make a call like any other",
    (name) => {
      const directory = { extensions: new Set<string>(), queues: new Set<string>() };
      const events = [
        eventOf(30011, {
          members: [{ inbound: { ...caller, from: name, to: name, channel_id: name, call_path: name } }],
        }),
        eventOf(30011, {
          members: [
            {
              inbound: {
                ...caller,
                from: name,
                to: name,
                channel_id: name,
                call_path: name,
                member_status: "BYE",
              },
            },
          ],
        }),
        eventOf(30026, { queue_number: name, agent_number: name }),
        eventOf(30015, { reason: name, members: [] }),
        eventOf(30012, {
          time_start: "2026-09-21 14:03:21",
          call_from: name,
          call_to: name,
          status: name,
          type: name,
        }),
      ];
      let facts = null;
      let call = null;
      for (const event of events) ({ facts, call } = transition(facts, event, directory));
      expect(call?.legs).toEqual([{ channelId: name, kind: "inbound", number: name, state: "gone" }]);
      expect(call?.failures).toEqual([name]);
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    },
  );
});
