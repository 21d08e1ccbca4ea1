import { describe, expect, test } from "vitest";
import type { CallEvent, LegStatus } from "./event.ts";
import { finalFrom, hasVanished } from "./settling.ts";
import { transition } from "./transition.ts";

const directory = { extensions: new Set(["2005", "2006"]), queues: new Set<string>() };
const base = { pbxCallId: "1.1", receivedAt: 1000, startedAtHint: null };

function leg(number: string, status: LegStatus): CallEvent {
  const member = { kind: "extension", channelId: `PJSIP/${number}`, number, status, via: null } as const;
  return { ...base, kind: "members", members: [member] };
}

const record: CallEvent = {
  ...base,
  kind: "record",
  record: {
    startedAt: 0,
    from: "5503309",
    to: "2005",
    durationMs: 9000,
    talkMs: 0,
    status: "no_answer",
    localAt: null,
    direction: "inbound",
    sourceTrunk: "sip-main",
    destinationTrunk: null,
    did: null,
    didName: null,
    recording: null,
  },
};

describe("how long an ended call is listened to", () => {
  test.each<[string, CallEvent[], "complete" | "awaiting" | null]>([
    ["it rings", [leg("2005", "ringing")], null],
    ["they talk", [leg("2005", "talking_as_callee")], null],
    [
      "one of two phones is gone",
      [leg("2005", "ringing"), leg("2006", "ringing"), leg("2006", "gone")],
      null,
    ],
    ["all phones are gone, no CDR row", [leg("2005", "ringing"), leg("2005", "gone")], "awaiting"],
    ["a CDR row, but a phone still rings", [leg("2005", "ringing"), record], "awaiting"],
    [
      "a CDR row, a phone that rang, and the PBX names the call no more",
      [leg("2005", "ringing"), record, { ...base, kind: "not_in_progress" }],
      "complete",
    ],
    ["a CDR row and all phones gone", [leg("2005", "ringing"), leg("2005", "gone"), record], "complete"],
    ["the CDR row came first", [record, leg("2005", "ringing"), leg("2005", "gone")], "complete"],
    ["nothing but its CDR row", [record], "complete"],
  ])("%s", (_, events, settling) => {
    let facts = null;
    let told = null;
    for (const event of events) ({ facts, settling: told } = transition(facts, event, directory));
    expect(told).toBe(settling);
  });

  test("what is complete is final after the quiet period, what is not after the longer wait", () => {
    const times = { quietMs: 3000, awaitingMs: 30_000 };
    expect(finalFrom("complete", 1_000_000, times)).toBe(1_003_000);
    expect(finalFrom("awaiting", 1_000_000, times)).toBe(1_030_000);
  });
});

describe("whether a call that the PBX does not name as running is over", () => {
  const factsOf = (...events: CallEvent[]) => {
    let facts = null;
    for (const event of events) ({ facts } = transition(facts, event, directory));
    if (facts === null) throw new Error("nothing told");
    return facts;
  };
  const told = base.receivedAt;
  const minute = 60_000;

  test.each<[string, CallEvent[], "all" | "some" | "none", number, boolean]>([
    ["its record is here", [leg("2005", "talking_as_callee"), record], "all", told + minute, true],
    [
      "its record is here, and the PBX names no calls",
      [leg("2005", "ringing"), record],
      "none",
      told + minute,
      true,
    ],
    [
      "its record is here, and not all calls could be read",
      [leg("2005", "ringing"), record],
      "some",
      told + minute,
      false,
    ],
    ["it was told of while the PBX was asked", [leg("2005", "ringing"), record], "all", told + 1000, false],
    ["silent for a minute, no record", [leg("2005", "talking_as_callee")], "all", told + minute, false],
    ["silent for long, no record", [leg("2005", "talking_as_callee")], "all", told + 11 * minute, true],
    [
      "silent for long, and the PBX names no calls",
      [leg("2005", "ringing")],
      "none",
      told + 60 * minute,
      false,
    ],
  ])("%s", (_, events, named, askedAt, over) => {
    expect(hasVanished(factsOf(...events), named, askedAt)).toBe(over);
  });
});
