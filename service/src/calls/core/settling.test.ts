import { describe, expect, test } from "vitest";
import type { CallEvent, LegStatus } from "./event.ts";
import { finalFrom } from "./settling.ts";
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
