import { expect, test } from "vitest";
import type { Call, Directory } from "@deskline/service/calls/core/call";
import type { CallFacts } from "@deskline/service/calls/core/facts";
import { transition } from "@deskline/service/calls/core/transition";
import { readFrame } from "@deskline/service/pbx/yeastar/read-frame";
import { earlyCall } from "@deskline/service/tickets/core/early-call";
import { ticketRuleFor } from "@deskline/service/tickets/core/rules";
import { envelopesOf, sampleStart, scenarioNames, type ScenarioName } from "../world/yeastar/scenarios.ts";

const directory: Directory = { extensions: new Set(["2005", "2006", "2007"]), queues: new Set(["6400"]) };
const bound = directory.extensions;

/** The facts of a call once all is told, and the call as it was when it first could have got a ticket. */
function played(name: ScenarioName): { pbxCallId: string; facts: CallFacts; early: Call | null } {
  let [pbxCallId, facts, early]: [string, CallFacts | null, Call | null] = ["", null, null];
  for (const [index, envelope] of envelopesOf(name).entries()) {
    const receivedAt = sampleStart + index * 100;
    const frame = readFrame(JSON.stringify(envelope), {
      transport: "webhook",
      receivedAt,
      timeZone: "Europe/Berlin",
    });
    if (frame.kind !== "event" || frame.event.reading.kind !== "call") throw new Error("no event of a call");
    const { event } = frame.event.reading;
    const next: { facts: CallFacts; call: Call } = transition(facts, event, directory);
    [pbxCallId, facts] = [event.pbxCallId, next.facts];
    if (next.call.state !== "ended" && ticketRuleFor(next.call, bound).kind === "log") early ??= next.call;
  }
  if (facts === null) throw new Error("no events");
  return { pbxCallId, facts, early };
}

test.each(scenarioNames())(
  "%s: afterwards the call is known as it was when its ticket could be made early",
  (name) => {
    const { pbxCallId, facts, early } = played(name);
    expect(earlyCall(pbxCallId, facts, directory, bound)).toEqual(early);
  },
);

test("there are calls among them that rang, and the DID is known of none of them then", () => {
  const early = scenarioNames()
    .map((name) => played(name).early)
    .filter((call) => call !== null);
  expect(early.length).toBeGreaterThan(5);
  expect(new Set(early.map(({ did }) => did))).toEqual(new Set([null]));
});
