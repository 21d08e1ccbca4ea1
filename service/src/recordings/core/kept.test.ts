import { expect, test } from "vitest";
import { isKept } from "./kept.ts";

const day = 24 * 3600_000;

test.each([
  [null, 0, 9999 * day, true],
  [1, 0, day - 1, true],
  [1, 0, day, false],
  [30, null, 9999 * day, true],
])("kept for %s days, one of %s is kept at %s: %s", (days, endedAt, now, kept) => {
  expect(isKept(days, endedAt, now)).toBe(kept);
});
