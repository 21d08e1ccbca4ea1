import { expect, test } from "vitest";
import { leafChanges } from "./leaf-changes.ts";

test("a plain value is told as it was and as it is", () => {
  expect(leafChanges({ name: "Acme" }, { name: "Acme Ltd" })).toEqual([
    { path: ["name"], before: "Acme", after: "Acme Ltd" },
  ]);
  expect(leafChanges(null, { contacts: 3 })).toEqual([{ path: ["contacts"], after: 3 }]);
  expect(leafChanges({ url: "x" }, { url: null })).toEqual([{ path: ["url"], before: "x", after: null }]);
});

test("of what holds much only what differs is told, with its place", () => {
  const week = [[{ from: "09:00", to: "17:00" }], []];
  const before = { hours: { week, holidays: ["2026-12-25"] } };
  const after = { hours: { week: [[{ from: "09:00", to: "18:00" }], []], holidays: [] } };
  expect(leafChanges(before, after)).toEqual([
    { path: ["hours", "week", "1", "1", "to"], before: "17:00", after: "18:00" },
    { path: ["hours", "holidays"], before: ["2026-12-25"], after: [] },
  ]);
});

test("what is on a list goes by its name, wherever it stands; what came is told whole, without its id", () => {
  const night = { id: "1", name: "Night", enabled: true };
  const day = { id: "2", name: "Day", enabled: true };
  const after = { rules: [day, { ...night, enabled: false }] };
  expect(leafChanges({ rules: [night] }, after)).toEqual([
    { path: ["rules", "Night", "enabled"], before: true, after: false },
    { path: ["rules", "Day", "name"], before: null, after: "Day" },
    { path: ["rules", "Day", "enabled"], before: null, after: true },
  ]);
});

test("what came on an empty list, or left the last, is told by its parts too", () => {
  const rules = [{ name: "Night", when: { hours: "outside" } }];
  expect(leafChanges({ rules }, { rules: [] })).toEqual([
    { path: ["rules", "Night", "name"], before: "Night", after: null },
    { path: ["rules", "Night", "when", "hours"], before: "outside", after: null },
  ]);
  expect(leafChanges({ rules: [] }, { rules })).toHaveLength(2);
  expect(leafChanges({ tags: ["a"] }, { tags: [] })).toEqual([{ path: ["tags"], before: ["a"], after: [] }]);
});

test("two of one name on a list are both told", () => {
  const twin = (enabled: boolean) => ({ name: "Night", enabled });
  const before = { rules: [twin(true), twin(true)] };
  expect(leafChanges(before, { rules: [twin(true), twin(false)] })).toEqual([
    { path: ["rules", "Night (2)", "enabled"], before: true, after: false },
  ]);
});

test("another order is told, for the first that fits counts", () => {
  const [one, two, three] = ["One", "Two", "Three"].map((name) => ({ name }));
  expect(leafChanges({ rules: [one, two] }, { rules: [two, one] })).toEqual([
    { path: ["rules", "order"], before: ["One", "Two"], after: ["Two", "One"] },
  ]);
  expect(leafChanges({ rules: [one, two] }, { rules: [three, one, two] })).toEqual([
    { path: ["rules", "Three", "name"], before: null, after: "Three" },
  ]);
});
