import { expect, test } from "vitest";
import { waitToLook } from "./record-look.ts";

test.each([
  ["just sent", 1_000_000, 60_000],
  ["sent a moment ago", 985_000, 45_000],
  ["sent a minute ago", 940_000, 0],
  ["sent long ago", 0, 0],
  ["sent nobody knows when", null, 0],
] as const)("what was %s is looked for in time", (_, sentAt, waitMs) => {
  expect(waitToLook(sentAt, 1_000_000)).toBe(waitMs);
});
