import { expect, test } from "vitest";
import { showInZone } from "./show-time.ts";

test.each([
  ["2026-09-21T12:03:21Z", "Europe/Berlin", "2026-09-21 14:03:21 (Europe/Berlin, UTC+2)"],
  ["2026-01-05T23:30:00Z", "Europe/Berlin", "2026-01-06 00:30:00 (Europe/Berlin, UTC+1)"],
  ["2026-09-21T12:03:21Z", "America/New_York", "2026-09-21 08:03:21 (America/New_York, UTC-4)"],
  ["2026-09-21T12:03:21Z", "Asia/Kolkata", "2026-09-21 17:33:21 (Asia/Kolkata, UTC+5:30)"],
  ["2026-09-21T12:03:21Z", "UTC", "2026-09-21 12:03:21 (UTC, UTC+0)"],
  ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25 02:30:00 (Europe/Berlin, UTC+2)"],
  ["2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25 02:30:00 (Europe/Berlin, UTC+1)"],
])("%s in %s is shown with its zone", (instant, zone, text) => {
  expect(showInZone(Date.parse(instant), zone)).toBe(text);
});
