import { expect, test } from "vitest";
import { createServerClock } from "./server-clock.ts";

const at = Date.parse("2026-03-02T14:03:00Z");
const date = (ms: number) => new Date(ms).toUTCString();

test.each([
  ["a clock that goes well", date(at - 1_000), at],
  ["a clock two minutes slow", date(at + 120_000), at + 120_000],
  ["a clock two minutes fast", date(at - 120_000), at - 120_000],
  ["an answer without a date", null, at],
  ["a date that is none", "yesterday", at],
])("%s", (_what, told, expected) => {
  const clock = createServerClock(() => at);
  clock.learn(told);
  expect(clock.now()).toBe(expected);
});
