import { expect, test } from "vitest";
import { endOfDay, startOfDay } from "./days.ts";

test.each([
  ["2026-07-01", "Europe/London", "2026-06-30T23:00:00.000Z", "2026-07-01T22:59:59.999Z"],
  ["2026-01-15", "Asia/Shanghai", "2026-01-14T16:00:00.000Z", "2026-01-15T15:59:59.999Z"],
  // The clocks go forward: a day of 23 hours.
  ["2026-03-29", "Europe/London", "2026-03-29T00:00:00.000Z", "2026-03-29T22:59:59.999Z"],
])("%s in %s begins and ends there", (day, zone, first, last) => {
  expect(new Date(Number(startOfDay(day, zone))).toISOString()).toBe(first);
  expect(new Date(Number(endOfDay(day, zone))).toISOString()).toBe(last);
});

test("no day is no bound", () => {
  expect([startOfDay("", null), endOfDay("20", "UTC")]).toEqual(["", ""]);
});
