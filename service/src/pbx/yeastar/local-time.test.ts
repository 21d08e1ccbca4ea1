import { DateTime } from "luxon";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochOfLocalTime } from "./local-time.ts";

const utc = (text: string) => Date.parse(`${text}Z`);

test.each([
  ["Europe/Berlin in summer", "2026-09-21 14:03:21", "Europe/Berlin", "2026-09-21T12:03:21"],
  ["Europe/Berlin in winter", "2026-01-05 08:00:00", "Europe/Berlin", "2026-01-05T07:00:00"],
  ["half hours", "2026-09-21 14:03:21", "Asia/Kolkata", "2026-09-21T08:33:21"],
  ["UTC", "2026-09-21 14:03:21", "UTC", "2026-09-21T14:03:21"],
  ["padded", " 2026-09-21 14:03:21 ", "UTC", "2026-09-21T14:03:21"],
  ["a leap day", "2028-02-29 23:59:59", "UTC", "2028-02-29T23:59:59"],
])("local time: %s", (_, text, zone, expected) => {
  expect(epochOfLocalTime(text, zone, null)).toBe(utc(expected));
});

describe("the hour that comes twice", () => {
  const cases: [zone: string, text: string, first: string, second: string][] = [
    ["Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00"],
    ["America/New_York", "2026-11-01 01:15:00", "2026-11-01T05:15:00", "2026-11-01T06:15:00"],
    ["Australia/Lord_Howe", "2026-04-05 01:45:00", "2026-04-04T14:45:00", "2026-04-04T15:15:00"],
  ];

  test.each(cases)("%s %s is read as the first that is not before the call", (zone, text, first, second) => {
    expect(epochOfLocalTime(text, zone, utc(first) - 5000)).toBe(utc(first));
    expect(epochOfLocalTime(text, zone, utc(first) + 5000)).toBe(utc(first));
    expect(epochOfLocalTime(text, zone, utc(second) + 5000)).toBe(utc(second));
    expect(epochOfLocalTime(text, zone, null)).toBe(utc(first));
  });

  test("the hours around it are read as they are, however far the hint is", () => {
    expect(epochOfLocalTime("2026-10-25 01:59:59", "Europe/Berlin", 0)).toBe(utc("2026-10-24T23:59:59"));
    expect(epochOfLocalTime("2026-10-25 03:00:00", "Europe/Berlin", 0)).toBe(utc("2026-10-25T02:00:00"));
  });
});

test("a time in the hour that is left out is read within an hour of it, never refused", () => {
  const read = epochOfLocalTime("2026-03-29 02:30:00", "Europe/Berlin", null);
  expect([utc("2026-03-29T00:30:00"), utc("2026-03-29T01:30:00")]).toContain(read);
});

test.each([
  "",
  " ",
  "yesterday",
  "2026-02-30 10:00:00",
  "2026-13-01 10:00:00",
  "2026-09-21 25:00:00",
  "2026-09-21",
  "2026/09/21 14:03:21",
  "09/21/2026 14:03:30",
  "21/09/2026 02:03:30 PM",
  "2026-09-21T14:03:21",
  "2026-09-21 14:03:21 junk",
])("%j is no such time", (text) => {
  expect(epochOfLocalTime(text, "Europe/Berlin", null)).toBeNull();
});

test("an unknown zone gives no time", () => {
  expect(epochOfLocalTime("2026-09-21 14:03:21", "Europe/Atlantis", null)).toBeNull();
});

test("every second of twenty years comes back, given a hint within a quarter of an hour", () => {
  const zone = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Sydney",
    "UTC",
  );
  const second = fc.integer({
    min: utc("2020-01-01T00:00:00") / 1000,
    max: utc("2040-01-01T00:00:00") / 1000,
  });
  fc.assert(
    fc.property(zone, second, fc.integer({ min: -900_000, max: 900_000 }), (timeZone, at, off) => {
      const text = DateTime.fromSeconds(at, { zone: timeZone }).toFormat("yyyy-MM-dd HH:mm:ss");
      expect(epochOfLocalTime(text, timeZone, at * 1000 + off)).toBe(at * 1000);
    }),
  );
});
