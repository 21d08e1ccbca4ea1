import { expect, test } from "vitest";
import { waitMs } from "./throttle.ts";

const now = Date.UTC(2026, 7, 3);
const none = { count: 0, lastAt: 0 };

test.each([
  [0, 0],
  [4, 0],
  [5, 15_000],
  [6, 30_000],
  [8, 120_000],
  [20, 900_000],
  [1000, 900_000],
])("after %i wrong passwords from one address the next has to wait %i ms", (count, ms) => {
  expect(waitMs({ ofAddress: { count, lastAt: now }, ofAll: none }, now)).toBe(ms);
});

test("from many addresses there is one try every ten seconds at most, and always one", () => {
  expect(waitMs({ ofAddress: none, ofAll: { count: 49, lastAt: now } }, now)).toBe(0);
  expect(waitMs({ ofAddress: none, ofAll: { count: 50, lastAt: now } }, now)).toBe(5000);
  expect(waitMs({ ofAddress: none, ofAll: { count: 90_000, lastAt: now } }, now)).toBe(10_000);
  expect(waitMs({ ofAddress: none, ofAll: { count: 90_000, lastAt: now - 10_000 } }, now)).toBe(0);
});

test("time that has passed counts", () => {
  expect(waitMs({ ofAddress: { count: 5, lastAt: now - 14_000 }, ofAll: none }, now)).toBe(1000);
  expect(waitMs({ ofAddress: { count: 5, lastAt: now - 3600_000 }, ofAll: none }, now)).toBe(0);
});
