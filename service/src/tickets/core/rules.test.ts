import { expect, test } from "vitest";
import type { Call } from "../../calls/core/call.ts";
import { ticketRuleFor } from "./rules.ts";
import { callWith } from "./sample-call.ts";

const nobody: Partial<Call> = { rang: [], answeredBy: [], destinations: [], dialledBy: null };
const log = { kind: "log" };
const unbound = { kind: "leave", reason: "no_bound_extension" };

test.each<[string, Partial<Call>, object]>([
  ["a bound extension answered", { ...nobody, answeredBy: ["2005"] }, log],
  ["it rang", { ...nobody, rang: ["2006", "2005"] }, log],
  ["it was dialled and could not ring", { ...nobody, destinations: ["2005"] }, log],
  ["it dialled", { ...nobody, direction: "outbound", dialledBy: "2005" }, log],
  ["only others rang", { ...nobody, rang: ["2006"], answeredBy: ["2006"], destinations: ["2006"] }, unbound],
  ["nobody rang", nobody, unbound],
  ["the outside number is written like it", { ...nobody, outsideNumber: "2005" }, unbound],
  [
    "between extensions",
    { direction: "internal", answeredBy: ["2005"] },
    { kind: "leave", reason: "internal" },
  ],
  [
    "dialled and refused",
    { direction: "outbound", dialledBy: "2005", refused: true },
    { kind: "leave", reason: "refused" },
  ],
])("whether a call is logged: %s", (_, change, rule) => {
  expect(ticketRuleFor(callWith(change), new Set(["2005"]))).toEqual(rule);
});

test("without any binding nothing is logged but what somebody wants on a ticket", () => {
  expect(ticketRuleFor(callWith(), new Set())).toEqual(unbound);
  expect(ticketRuleFor(callWith(), new Set(), true)).toEqual(log);
  expect(ticketRuleFor(callWith({ direction: "internal" }), new Set(), true).kind).toBe("leave");
});
