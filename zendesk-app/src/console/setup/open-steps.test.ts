import { expect, test } from "vitest";
import { openIn } from "./open-steps.ts";

test.each([
  [{ open: ["events", "pbx"] }, ["pbx", "events"]],
  [{ open: [] }, []],
  [{ open: ["pbx", "moon", 7] }, ["pbx"]],
  [{ open: "pbx" }, null],
  [{ idx: 3 }, null],
  ["pbx", null],
  [null, null],
])("of the state %j there were open %j", (state, open) => {
  expect(openIn(state)).toEqual(open);
});
