import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import { clockOf, spanAfter } from "./clock.ts";
import { countChanges, remade } from "./changes.ts";
import { tryable, unsaid } from "./conditions.ts";
import { faultsIn } from "./faults.ts";
import { quote, replaceAt } from "./mistake-place.ts";
import { callKinds, kindOf, unansweredOutcomes, withKind } from "./rule-kinds.ts";
import { duplicated, moved, newId } from "./rule-list.ts";
import { templatesIn } from "./templates-in.ts";

function rule(id: string, more: Partial<TicketRule> = {}): TicketRule {
  return { id, name: "", enabled: true, when: {}, action: { kind: "ignore" }, ...more };
}
const withRules = (...rules: TicketRule[]): TicketSettings => ({ ...defaultTicketSettings, rules });
const ids = (rules: readonly TicketRule[]): string => rules.map(({ id }) => id).join("");

describe("kinds of calls", () => {
  test.each(callKinds)("%s is recognised again, and leaves other conditions alone", (kind) => {
    const when = withKind({ hours: "outside", outcomes: ["busy"] }, kind);
    expect(kindOf(when)).toBe(kind);
    expect(when.hours).toBe("outside");
  });

  test("a choice of outcomes of one's own is none of them; both directions are as good as none", () => {
    expect(kindOf({ outcomes: ["busy"] })).toBeNull();
    expect(kindOf({ directions: ["outbound", "inbound"], outcomes: unansweredOutcomes })).toBe("unanswered");
  });
});

describe("conditions that say nothing yet", () => {
  test("are told, and left out of what is tried", () => {
    const when = {
      hours: "inside",
      dids: [],
      ringSeconds: { min: null, max: null },
      talkSeconds: { min: 9, max: 3 },
    } as const;
    const settings = withRules(rule("a", { when: { ...when, dids: [] } }));
    expect(unsaid(settings.rules[0]?.when ?? {})).toEqual(["dids", "ringSeconds", "talkSeconds"]);
    expect(tryable(settings).rules[0]?.when).toEqual({ hours: "inside" });
  });
});

describe("what is changed", () => {
  test.each<[string, Partial<TicketSettings>, number]>([
    ["nothing", {}, 0],
    ["a switch", { enabled: false }, 1],
    [
      "two of the choices",
      { after: { ...defaultTicketSettings.after, inboundAnswered: false }, record: "note" },
      2,
    ],
    ["a list", { neverLog: { numbers: ["1", "2"], extensions: [] } }, 1],
    ["a rule that is new", { rules: [rule("a"), rule("c"), rule("b")] }, 1],
    ["a rule that is gone", { rules: [rule("b")] }, 1],
    ["the order", { rules: [rule("b"), rule("a")] }, 1],
    ["a rule and the order", { rules: [rule("b", { enabled: false }), rule("a")] }, 2],
  ])("%s counts", (_, change, count) => {
    const saved = withRules(rule("a"), rule("b"));
    expect(countChanges(saved, { ...saved, ...change })).toBe(count);
  });

  test("is made again on what somebody else has saved, and theirs stays beside it", () => {
    const base = withRules(rule("a"), rule("b"), rule("c"));
    const mine = {
      ...base,
      rules: [rule("a", { name: "mine" }), rule("b"), rule("d")],
      missed: { ...base.missed, collapse: true },
    };
    const theirs = {
      ...base,
      rules: [rule("a"), rule("b", { name: "theirs" }), rule("c"), rule("e")],
      missed: { ...base.missed, withinHours: 9 },
      record: "note" as const,
    };
    const made = remade(base, mine, theirs);
    expect(made.missed).toEqual({ collapse: true, withinHours: 9, solveOnCallBack: false });
    expect(made.record).toBe("note");
    expect(made.rules.map(({ id, name }) => id + name)).toEqual(["amine", "btheirs", "e", "d"]);
  });
});

describe("the list of rules", () => {
  const list = [rule("a"), rule("b"), rule("c")];
  test("is moved within its ends, and a copy stands right after the rule", () => {
    expect(ids(moved(list, "a", 1))).toBe("bac");
    expect(ids(moved(list, "c", -1))).toBe("acb");
    expect(ids(moved(list, "c", 1))).toBe("abc");
    expect(ids(duplicated(list, "b", "x"))).toBe("abxc");
  });

  test("gets identifiers of the right form", () => {
    expect(newId(new Uint8Array(16).fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  });
});

describe("templates", () => {
  test("are all found, with where they are written", () => {
    const settings = withRules(
      rule("a", {
        when: { directions: ["outbound"] },
        action: { kind: "create", ticket: { subject: "S", journal: null, tags: ["t"] } },
      }),
    );
    const found = templatesIn({ ...settings, look: { ...settings.look, journal: "J" } });
    expect(
      found.slice(6).map(({ place, text, call, where }) => [place, text, call, where.tab, where.opens]),
    ).toEqual([
      ["subject", "S", "outboundAnswered", "rules", "a"],
      ["journal", "{{journal}}", "outboundAnswered", "rules", "a"],
      ["tag", "t", "outboundAnswered", "rules", "a"],
      ["journal", "J", undefined, "look", "look"],
    ]);
  });

  test("with mistakes, open conditions and a zone that does not exist stand in the way of saving", () => {
    const settings = withRules(rule("a", { when: { dids: [] } }));
    const wrong = {
      errors: [{ kind: "empty", at: 0, length: 4, name: null, suggestion: null }],
      sample: null,
    } as const;
    const faults = faultsIn(
      { ...settings, hours: { ...settings.hours, timeZone: "Mars/Base" } },
      ({ call }) => (call === "beforeOutbound" ? { ...wrong, errors: [...wrong.errors] } : null),
    );
    expect(faults.map(({ kind, opens }) => [kind, opens])).toEqual([
      ["template", "beforeOutbound"],
      ["rule", "a"],
      ["zone", null],
    ]);
  });

  test("have mistakes quoted at their place", () => {
    const text = "first line\nCall of {{numbr}} to somebody whose name is very long indeed";
    expect(quote(text, 21, 5)).toEqual({
      line: 2,
      column: 11,
      before: "Call of {{",
      piece: "numbr",
      after: "}} to somebody whose nam…",
    });
    expect(replaceAt(text, 21, 5, "number").slice(11, 33)).toBe("Call of {{number}} to ");
  });
});

test.each([
  ["9", "09:00"],
  ["930", "09:30"],
  ["9:05", "09:05"],
  ["24:00", "24:00"],
  ["24:01", null],
  ["17:60", null],
  ["noon", null],
  ["", null],
])("%j is taken as the time %j", (text, clock) => {
  expect(clockOf(text)).toBe(clock);
  expect(clockOf(text, true)).toBe(clock === "24:00" ? null : clock);
});

test.each([
  ["09:00", "12:30", "12:30", "13:30"],
  ["09:00", "23:30", "23:30", "24:00"],
  ["09:00", "24:00", "00:00", "01:00"],
  ["22:00", "06:00", "00:00", "01:00"],
])("after %s to %s, the next hours are %s to %s", (from, to, nextFrom, nextTo) => {
  expect(spanAfter({ from, to })).toEqual({ from: nextFrom, to: nextTo });
});
