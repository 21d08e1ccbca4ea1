import { describe, expect, test } from "vitest";
import type { CallEvent, LegStatus } from "./event.ts";
import { addEvent, noFacts, type CallFacts } from "./facts.ts";
import { repetitionOf, type KeptCopy } from "./repetition.ts";

const channelId = "PJSIP/2005-0000002a";
let clock = 0;

function told(status: LegStatus): CallEvent & { kind: "members" } {
  clock += 1000;
  return {
    kind: "members",
    pbxCallId: "1.1",
    receivedAt: clock,
    startedAtHint: null,
    members: [{ kind: "extension", channelId, number: "2005", status, via: null }],
  };
}

function factsOf(...statuses: LegStatus[]): CallFacts | null {
  let facts: CallFacts | null = null;
  for (const status of statuses) {
    const event = told(status);
    facts = addEvent(facts ?? noFacts(event), event);
  }
  return facts;
}

const seen = (...transports: string[][]): KeptCopy[] => transports.map((seenOn) => ({ seenOn }));

type Case = {
  what: string;
  copies: KeptCopy[];
  by: string;
  status: LegStatus;
  before: LegStatus[];
  is: "new" | "repeated";
  /** Index of the copy that is repeated. */
  copy?: number;
};

const cases: Case[] = [
  { what: "the first ring", copies: [], by: "webhook", status: "ringing", before: [], is: "new" },
  {
    what: "its copy on the other transport",
    copies: seen(["webhook"]),
    by: "websocket",
    status: "ringing",
    before: ["ringing"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "the same, when the call has gone on",
    copies: seen(["webhook"]),
    by: "websocket",
    status: "ringing",
    before: ["ringing", "talking_as_callee"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a retry of the same on one transport",
    copies: seen(["webhook"]),
    by: "webhook",
    status: "ringing",
    before: ["ringing"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a retry of what both have brought",
    copies: seen(["webhook", "websocket"]),
    by: "webhook",
    status: "ringing",
    before: ["ringing"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a second hold on one transport",
    copies: seen(["webhook"]),
    by: "webhook",
    status: "held",
    before: ["held", "talking_as_callee"],
    is: "new",
  },
  {
    what: "the second hold's copy on the other transport",
    copies: seen(["webhook", "websocket"], ["webhook"]),
    by: "websocket",
    status: "held",
    before: ["held", "talking_as_callee", "held"],
    is: "repeated",
    copy: 1,
  },
  {
    what: "the first hold's copy, later than the second hold",
    copies: seen(["webhook"], ["webhook"]),
    by: "websocket",
    status: "held",
    before: ["held", "talking_as_callee", "held"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a retry of the second hold",
    copies: seen(["webhook"], ["webhook"]),
    by: "webhook",
    status: "held",
    before: ["held", "talking_as_callee", "held"],
    is: "repeated",
    copy: 1,
  },
  {
    what: "a third hold",
    copies: seen(["webhook", "websocket"], ["webhook", "websocket"]),
    by: "websocket",
    status: "held",
    before: ["held", "talking_as_callee"],
    is: "new",
  },
  {
    what: "a late retry when the channel is gone",
    copies: seen(["webhook"]),
    by: "webhook",
    status: "ringing",
    before: ["ringing", "gone"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a second farewell",
    copies: seen(["webhook"]),
    by: "webhook",
    status: "gone",
    before: ["ringing", "gone"],
    is: "repeated",
    copy: 0,
  },
  {
    what: "a known report of a channel that is not known",
    copies: seen(["webhook"]),
    by: "webhook",
    status: "ringing",
    before: [],
    is: "repeated",
    copy: 0,
  },
];

describe("the same thing again, or the same happening twice", () => {
  test.each(cases)("$what: $is", ({ copies, by, status, before, is, copy }) => {
    const expected = is === "new" ? { kind: "new" } : { kind: "repeated", copy };
    expect(repetitionOf(copies, by, told(status), factsOf(...before))).toEqual(expected);
  });

  test("an event that is no report of parties happens once", () => {
    const record: CallEvent = {
      kind: "agent_missed",
      pbxCallId: "1.1",
      receivedAt: 1,
      startedAtHint: null,
      queue: "6400",
      extension: "2005",
    };
    const facts = factsOf("ringing", "talking_as_callee");
    expect(repetitionOf(seen(["webhook"]), "webhook", record, facts)).toEqual({ kind: "repeated", copy: 0 });
    expect(repetitionOf(seen(["webhook"]), "webhook", null, null)).toEqual({ kind: "repeated", copy: 0 });
    expect(repetitionOf([], "cdr_pull", null, null)).toEqual({ kind: "new" });
  });

  test("hold and resume n times over two transports, in any interleaving that keeps each one's order, is n of each", () => {
    for (const order of ["wwwwssss", "wswswsws", "sswwsswws".slice(0, 8), "wwswsswss".slice(0, 8)]) {
      const kept = new Map<LegStatus, { seenOn: string[] }[]>();
      let facts: CallFacts | null = null;
      const position: Record<string, number> = { w: 0, s: 0 };
      const script: LegStatus[] = ["held", "talking_as_callee", "held", "talking_as_callee"];
      for (const transport of order) {
        const status = script[position[transport] ?? 0];
        position[transport] = (position[transport] ?? 0) + 1;
        if (status === undefined) continue;
        const event = told(status);
        const copies = kept.get(status) ?? [];
        const result = repetitionOf(copies, transport, event, facts);
        if (result.kind === "new") {
          kept.set(status, [...copies, { seenOn: [transport] }]);
          facts = addEvent(facts ?? noFacts(event), event);
        } else if (copies[result.copy]?.seenOn.includes(transport) === false) {
          copies[result.copy]?.seenOn.push(transport);
        }
      }
      expect([order, kept.get("held")?.length, kept.get("talking_as_callee")?.length]).toEqual([order, 2, 2]);
    }
  });
});
