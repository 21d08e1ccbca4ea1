import { expect, test } from "vitest";
import { callWith } from "../../tickets/core/sample-call.ts";
import type { Call } from "../../calls/core/call.ts";
import { concerns, type Interest, type Told } from "./relevance.ts";
import { viewOf } from "./view.ts";

function told(change: Partial<Call> = {}, more: Partial<Told> = {}): Told {
  const beside = {
    id: "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    revision: 1,
    e164: null,
    candidates: null,
    ticketId: null,
    note: null,
    controls: { muted: false, recording: null },
    recordingState: "ready" as const,
  };
  const view = viewOf(callWith(change), beside, new Map());
  return { view, outsideKey: "5503309", contactUserId: 7, byHand: false, ...more };
}

const nobody: Interest = { extension: null, users: new Set(), numbers: new Set() };

test.each<[string, Told, Partial<Interest>, boolean]>([
  ["the agent's own phone took part", told(), { extension: "2005" }, true],
  ["another phone did", told(), { extension: "2006" }, false],
  ["the agent looks at the caller", told(), { users: new Set([7]) }, true],
  ["the agent looks at somebody else", told(), { users: new Set([8]) }, false],
  ["the agent looks at the number", told(), { numbers: new Set(["5503309"]) }, true],
  ["somebody said whose call it is", told({}, { byHand: true }), { numbers: new Set(["5503309"]) }, false],
  ["somebody said it is this person's", told({}, { byHand: true }), { users: new Set([7]) }, true],
  [
    "between extensions, by number",
    told({ direction: "internal" }),
    { numbers: new Set(["5503309"]) },
    false,
  ],
  ["between extensions, the agent's own", told({ direction: "internal" }), { extension: "2005" }, true],
  [
    "a withheld number",
    told({}, { outsideKey: null, contactUserId: null }),
    { numbers: new Set([""]) },
    false,
  ],
])("whether a call concerns an agent: %s", (_, call, interest, does) => {
  expect(concerns(call, { ...nobody, ...interest })).toBe(does);
});
