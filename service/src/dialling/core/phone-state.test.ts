import { expect, test } from "vitest";
import type { Call, Leg } from "../../calls/core/call.ts";
import { callFrom } from "../../calls/core/conclude.ts";
import { noFacts } from "../../calls/core/facts.ts";
import { phoneStateOf } from "./phone-state.ts";

const bare = callFrom(
  "1.1",
  noFacts({ kind: "not_in_progress", pbxCallId: "1.1", receivedAt: 0, startedAtHint: null }),
  { extensions: new Set(), queues: new Set() },
);

function callWith(number: string, ...states: Leg["state"][]): Call {
  const legs = states.map((state, index): Leg => ({
    channelId: `c${index}`,
    kind: "extension",
    number,
    state,
  }));
  return { ...bare, legs };
}

test.each<[string, Call[], boolean | undefined, string]>([
  ["nothing is told", [], undefined, "unknown"],
  ["it is registered", [], true, "idle"],
  ["it is not", [], false, "not_registered"],
  ["it rings", [callWith("2005", "ringing")], true, "ringing"],
  ["it rings and the list is old", [callWith("2005", "ringing")], false, "ringing"],
  ["it talks", [callWith("2005", "talking")], undefined, "busy"],
  [
    "it talks while another call rings",
    [callWith("2005", "ringing"), callWith("2005", "held")],
    true,
    "busy",
  ],
  ["it dials", [callWith("2005", "calling")], true, "busy"],
  ["it is gone from the call", [callWith("2005", "gone")], true, "idle"],
  ["another talks", [callWith("2006", "talking")], true, "idle"],
])("%s", (_, running, registered, state) => {
  expect(phoneStateOf("2005", running, registered)).toBe(state);
});
