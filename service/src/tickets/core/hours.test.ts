import { expect, test } from "vitest";
import { localTimeIn } from "../surroundings.ts";
import { isOpen } from "./hours.ts";

const office = [{ from: "09:00", to: "17:00" }];
const week = [office, office, office, office, [{ from: "22:00", to: "06:00" }], [], []];
const hours = { week, holidays: ["2026-12-25", "2026-09-23", "2027-01-02"] };

test.each<[string, string, boolean]>([
  ["Europe/Berlin", "2026-09-21T07:00:00Z", true], // Monday, 09:00
  ["Europe/Berlin", "2026-09-21T06:59:59Z", false],
  ["Europe/Berlin", "2026-09-21T14:59:59Z", true],
  ["Europe/Berlin", "2026-09-21T15:00:00Z", false],
  ["America/New_York", "2026-09-21T12:59:00Z", false],
  ["America/New_York", "2026-09-21T13:00:00Z", true],
  ["Europe/Berlin", "2026-09-20T10:00:00Z", false], // Sunday
  ["Europe/Berlin", "2026-09-23T10:00:00Z", false], // a holiday
  ["Asia/Shanghai", "2026-09-22T17:00:00Z", false], // 01:00 of the holiday there
  ["Europe/Berlin", "2026-09-25T19:59:00Z", false], // Friday, 21:59
  ["Europe/Berlin", "2026-09-25T20:00:00Z", true],
  ["Europe/Berlin", "2026-09-26T03:59:00Z", true], // Saturday, 05:59, of Friday's night
  ["Europe/Berlin", "2026-09-26T04:00:00Z", false],
  ["Europe/Berlin", "2026-12-25T21:30:00Z", false], // Friday, and a holiday
  ["Europe/Berlin", "2026-12-26T01:00:00Z", false], // the night of a holiday
  ["Europe/Berlin", "2027-01-01T22:59:00Z", true], // Friday, 23:59, before a holiday
  ["Europe/Berlin", "2027-01-01T23:00:00Z", false], // Saturday, 00:00, a holiday
  ["Europe/Berlin", "2027-01-02T01:00:00Z", false],
  // The clocks go back on 25 October: 09:00 is an hour later in UTC from then on.
  ["Europe/Berlin", "2026-10-22T07:00:00Z", true],
  ["Europe/Berlin", "2026-10-26T07:00:00Z", false],
  ["Europe/Berlin", "2026-10-26T08:00:00Z", true],
  // And forward on 29 March.
  ["Europe/Berlin", "2026-03-26T08:00:00Z", true],
  ["Europe/Berlin", "2026-03-30T07:00:00Z", true],
  ["Europe/Berlin", "2026-03-30T06:59:00Z", false],
])("in %s at %s open: %s", (zone, at, open) => {
  expect(isOpen(hours, localTimeIn(zone, Date.parse(at)))).toBe(open);
});

test.each<[string, string, boolean]>([
  ["00:00", "24:00", true],
  ["00:00", "00:00", true],
  ["12:00", "12:01", false],
])("from %s to %s at 11:00: %s", (from, to, open) => {
  const all = { week: Array.from({ length: 7 }, () => [{ from, to }]), holidays: [] };
  expect(isOpen(all, localTimeIn("UTC", Date.parse("2026-09-21T11:00:00Z")))).toBe(open);
});
