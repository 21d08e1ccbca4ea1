import type { Call } from "../../calls/core/call.ts";
import type { CallEvent } from "../../calls/core/event.ts";
import { transition } from "../../calls/core/transition.ts";

const record: CallEvent = {
  kind: "record",
  pbxCallId: "1790000000.42",
  receivedAt: 0,
  startedAtHint: null,
  record: {
    startedAt: 1789992201000, // 2026-09-21T12:03:21Z
    localAt: null,
    from: "5503309",
    to: "2005",
    durationMs: 95_000,
    talkMs: 83_000,
    status: "answered",
    direction: "inbound",
    sourceTrunk: "sip-main",
    destinationTrunk: null,
    did: null,
    didName: null,
    recording: null,
  },
};
const directory = { extensions: new Set(["2005", "2006"]), queues: new Set(["6400"]) };

/** An answered call of 5503309 to 2005, changed as told: what the tests of this folder speak of. */
export function callWith(change: Partial<Call> = {}): Call {
  return { ...transition(null, record, directory).call, ...change };
}
