import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Call, Directory } from "@deskline/service/calls/core/call";
import type { CallEvent } from "@deskline/service/calls/core/event";
import type { CallFacts } from "@deskline/service/calls/core/facts";
import { transition } from "@deskline/service/calls/core/transition";
import { readFrame } from "@deskline/service/pbx/yeastar/read-frame";
import type { Switches } from "../world/yeastar/options.ts";
import { envelopesOf, sampleStart, scenarioNames, type ScenarioName } from "../world/yeastar/scenarios.ts";
import type { Envelope } from "../world/yeastar/wire.ts";

const directory: Directory = { extensions: new Set(["2005", "2006", "2007"]), queues: new Set(["6400"]) };

const gapMs = 100;

/** Envelopes as events, each received a tenth of a second after the one before. */
function eventsOf(envelopes: readonly Envelope[]): CallEvent[] {
  return envelopes.map((envelope, index) => {
    const frame = readFrame(JSON.stringify(envelope), {
      transport: "webhook",
      receivedAt: sampleStart + index * gapMs,
      timeZone: "Europe/Berlin",
    });
    if (frame.kind !== "event" || frame.event.reading.kind !== "call") throw new Error("no event of a call");
    return frame.event.reading.event;
  });
}

/** The call that events lead to in the order given. What is stored between two is JSON: nothing may depend on more. */
function callOf(events: readonly CallEvent[]): Call {
  let facts: CallFacts | null = null;
  let call: Call | null = null;
  for (const event of events) {
    const next: { facts: CallFacts; call: Call } = transition(facts, event, directory);
    facts = JSON.parse(JSON.stringify(next.facts)) as CallFacts;
    call = next.call;
  }
  if (call === null) throw new Error("no events");
  return call;
}

function fold(envelopes: readonly Envelope[]): Call {
  return callOf(eventsOf(envelopes));
}

/** As `fold`, and then the PBX is asked and does not name the call among those in progress. */
function foldAndAsk(envelopes: readonly Envelope[]): Call {
  const events = eventsOf(envelopes);
  const pbxCallId = events[0]?.pbxCallId ?? "";
  const receivedAt = sampleStart + events.length * gapMs;
  return callOf([...events, { kind: "not_in_progress", pbxCallId, receivedAt, startedAtHint: null }]);
}

type Expected = Partial<Call>;

const answeredBy = (...extensions: string[]): Expected => ({
  state: "ended",
  direction: "inbound",
  outcome: "answered",
  outsideNumber: "5503309",
  did: "1000",
  trunk: "sip-main",
  answeredBy: extensions,
  transferChain: extensions,
});
const unanswered = (outcome: Call["outcome"], rang: string[]): Expected => ({
  state: "ended",
  direction: "inbound",
  outcome,
  outsideNumber: "5503309",
  did: "1000",
  rang,
  answeredBy: [],
  answeredAt: null,
  talkMs: 0,
});
const outbound = (outcome: Call["outcome"]): Expected => ({
  state: "ended",
  direction: "outbound",
  outcome,
  outsideNumber: "+442079460123",
  dialledBy: "2005",
  rang: [],
  trunk: "sip-main",
});

/** What each call comes to, however it is told. */
const table: Record<ScenarioName, Expected> = {
  direct: {
    ...answeredBy("2005"),
    rang: ["2005"],
    group: null,
    talkMs: 83_000,
    ringMs: 12_000,
    transferred: false,
  },
  directOutbound: { ...outbound("answered"), talkMs: 61_000, ringMs: 9000 },
  outboundNoAnswer: outbound("no_answer"),
  outboundBusy: outbound("busy"),
  ringGroup: { ...answeredBy("2006"), rang: ["2005", "2006", "2007"], group: "6300", talkMs: 45_000 },
  queueThreeAgents: { ...answeredBy("2007"), rang: ["2005", "2006", "2007"], group: "6400", talkMs: 120_000 },
  queueMissed: { ...unanswered("no_answer", ["2005", "2006", "2007"]), group: "6400" },
  ivrThenQueue: { ...answeredBy("2005"), rang: ["2005"], group: "6400", talkMs: 70_000 },
  blindTransfer: { ...answeredBy("2005", "2006"), rang: ["2005", "2006"], transferred: true },
  attendedTransfer: {
    ...answeredBy("2005", "2006"),
    rang: ["2005", "2006"],
    transferred: true,
    wasHeld: true,
  },
  forwardToMobile: { ...unanswered("no_answer", ["2005"]), handedTo: "+442079460123" },
  voicemail: unanswered("voicemail", ["2005"]),
  busy: unanswered("busy", ["2005"]),
  noAnswer: unanswered("no_answer", ["2005"]),
  callerHangsUpWhileRinging: { ...unanswered("no_answer", ["2005"]), ringMs: 7000 },
  twoDevicesOneExtension: { ...answeredBy("2005"), rang: ["2005"], talkMs: 25_000 },
  internal: {
    state: "ended",
    direction: "internal",
    outcome: "answered",
    dialledBy: "2005",
    answeredBy: ["2006"],
    outsideNumber: null,
  },
  apiDialled: { ...outbound("answered"), talkMs: 48_000 },
  recordOnly: { ...answeredBy("2005"), rang: ["2005"], talkMs: 83_000, ringMs: 12_000 },
  withheld: { ...answeredBy("2005"), outsideNumber: null },
};

const tellings: [string, Partial<Switches>][] = [
  ["changed members only, one record", { partialMembers: true, records: "per_call" }],
  ["changed members only, a record per leg", { partialMembers: true, records: "per_leg" }],
  ["a record as each leg ends", { partialMembers: true, records: "as_legs_end" }],
  ["messages as objects", { partialMembers: true, records: "per_leg", msgAs: "object" }],
  ["unhold told as the caller talking", { partialMembers: true, signalledUnhold: "ANSWERED" }],
  ["dialling by API told as calling", { partialMembers: true, apiDialFirstLeg: "ALERT" }],
];

describe.each(tellings)("%s", (_name, switches) => {
  test.each(scenarioNames())("%s", (name) => {
    expect(fold(envelopesOf(name, { switches }))).toMatchObject(table[name]);
  });
});

describe("all members in every report", () => {
  const switches = { partialMembers: false, records: "per_leg" } as const;
  test.each(scenarioNames().filter((name) => name !== "callerHangsUpWhileRinging"))("%s", (name) => {
    expect(fold(envelopesOf(name, { switches }))).toMatchObject(table[name]);
  });

  test("a caller who is gone while a phone still rings has abandoned the call", () => {
    const call = fold(envelopesOf("callerHangsUpWhileRinging", { switches }));
    expect(call).toMatchObject({ ...table.callerHangsUpWhileRinging, outcome: "abandoned" });
  });
});

test("a PBX that says ABANDONED is believed", () => {
  const call = fold(
    envelopesOf("queueMissed", { switches: { partialMembers: true, abandonedStatus: true } }),
  );
  expect(call.outcome).toBe("abandoned");
});

test("without the trunk monitor the record still tells direction and caller", () => {
  for (const name of ["direct", "directOutbound", "ringGroup", "noAnswer"] as const) {
    const { trunk: _, ...expected } = table[name];
    expect(
      fold(envelopesOf(name, { switches: { partialMembers: true, trunkMonitor: false } })),
    ).toMatchObject(expected);
  }
});

const anyCall = fc.constantFrom(...scenarioNames());
const anyTelling = fc.record({
  partialMembers: fc.boolean(),
  records: fc.constantFrom("per_call", "per_leg", "as_legs_end"),
  msgAs: fc.constantFrom("string", "object"),
} as const);

test("any order and any repetition of the events lead to the same final call", () => {
  const disturbed = fc
    .record({ name: anyCall, switches: anyTelling })
    .map(({ name, switches }) => envelopesOf(name, { switches }))
    .chain((told) => {
      const twice = fc.array(fc.constantFrom(...told), { maxLength: told.length * 2 });
      return twice.chain((more) =>
        fc
          .shuffledSubarray([...told, ...more], { minLength: told.length + more.length })
          .map((heard) => ({ told, heard })),
      );
    });
  fc.assert(
    fc.property(disturbed, ({ told, heard }) => {
      // How long it was held is told by our clock alone.
      expect({ ...fold(heard), holdMs: 0 }).toEqual({ ...fold(told), holdMs: 0 });
    }),
    { numRuns: 500 },
  );
}, 60_000);

test("any order of the live events, no record among them, leads to the same call but for what time tells", () => {
  const live = fc
    .record({ name: anyCall, partialMembers: fc.boolean() })
    .map(({ name, partialMembers }) =>
      envelopesOf(name, { switches: { partialMembers } }).filter((envelope) => envelope.type !== 30012),
    )
    .filter((told) => told.length > 0)
    .chain((told) => fc.shuffledSubarray(told, { minLength: told.length }).map((heard) => ({ told, heard })));
  // Which destination came first is told by time as well.
  const untimed = ({
    startedAt: _s,
    answeredAt: _a,
    endedAt: _e,
    ringMs: _r,
    talkMs: _t,
    dialled: _d,
    takenAt: _k,
    holdMs: _h,
    ...call
  }: Call) => call;
  fc.assert(
    fc.property(live, ({ told, heard }) => {
      expect(untimed(fold(heard))).toEqual(untimed(fold(told)));
    }),
    { numRuns: 500 },
  );
}, 60_000);

/** A call as told, and the part of it that was heard. */
const withLosses = fc
  .record({ name: anyCall, switches: anyTelling })
  .map(({ name, switches }) => envelopesOf(name, { switches }))
  .chain((told) => fc.subarray(told, { minLength: 1 }).map((heard) => ({ told, heard })));

test("whatever part of the events is lost, only what nobody told is missing", () => {
  fc.assert(
    fc.property(withLosses, ({ told, heard }) => {
      const whole = fold(told);
      const part = fold(heard);
      // A forwarded call of which only the leg to the mobile was told cannot be known from an outbound one.
      const misread = part.direction !== whole.direction;
      expect(misread && tellsDirection(heard, whole.direction)).toBe(false);
      fc.pre(!misread);
      expect(whole.rang).toEqual(expect.arrayContaining(part.rang));
      expect([...whole.transferChain, ...whole.answeredBy]).toEqual(expect.arrayContaining(part.answeredBy));
      expect(whole.recordings).toEqual(expect.arrayContaining(part.recordings));
      expect([null, whole.outsideNumber]).toContain(part.outsideNumber);
      expect([null, whole.did]).toContain(part.did);
      expect([null, whole.group]).toContain(part.group);
      expect(whole.route).toEqual(expect.arrayContaining(part.route ?? []));
      expect([null, whole.handedTo]).toContain(part.handedTo);
      expect([null, whole.trunk]).toContain(part.trunk);
      expect([false, whole.wasHeld]).toContain(part.wasHeld);
      expect([false, whole.transferred]).toContain(part.transferred);
      // Nobody is said to have answered who did not.
      expect([false, whole.outcome === "answered"]).toContain(part.outcome === "answered");
    }),
    { numRuns: 1500 },
  );
}, 60_000);

test("with its records heard and the PBX asked, a call is told whole as far as time and direction go", () => {
  const recorded = withLosses.map(({ told, heard }) => ({
    told,
    heard: told.filter((envelope) => envelope.type === 30012 || heard.includes(envelope)),
  }));
  fc.assert(
    fc.property(recorded, ({ told, heard }) => {
      const { state, direction, startedAt, endedAt } = fold(told);
      expect(foldAndAsk(heard)).toMatchObject({ state, direction, startedAt, endedAt });
    }),
    { numRuns: 1000 },
  );
}, 60_000);

/** Whether these events name a leg of the call's own direction, or hold a record. */
function tellsDirection(heard: readonly Envelope[], direction: Call["direction"]): boolean {
  return heard.some(
    (envelope) =>
      envelope.type === 30012 ||
      JSON.stringify(envelope.msg).replaceAll("\\", "").includes(`"${direction}":`),
  );
}
