import { expect, test } from "vitest";
import { largerPage, pauseBeforeNext, smallerPage, timeLeft, usualPageSize, type Limits } from "./pace.ts";

const half = { share: 0.5, resetMs: 20_000 };

test.each<[string, Limits, number]>([
  [
    "as long as the limit is not used up there is no pause",
    { endpoint: { left: 3, resetMs: 41_000 }, account: half },
    0,
  ],
  ["then until it is counted anew", { endpoint: { left: 0, resetMs: 41_000 }, account: half }, 41_000],
  [
    "of the account's requests a share is left to calls",
    { endpoint: { left: 9, resetMs: 60_000 }, account: { share: 0.29, resetMs: 20_000 } },
    20_000,
  ],
  [
    "also when it is not told how long",
    { endpoint: { left: 9, resetMs: 60_000 }, account: { share: 0, resetMs: null } },
    10_000,
  ],
  ["ten a minute where nothing is told", { endpoint: null, account: null }, 6000],
])("%s", (_, limits, pause) => {
  expect(pauseBeforeNext(limits)).toBe(pause);
});

test("a page that did not come is asked for half as large, down to a few people", () => {
  const sizes = Array.from({ length: 8 }, () => 0);
  let size = usualPageSize;
  expect(sizes.map(() => (size = smallerPage(size)))).toEqual([500, 250, 125, 62, 31, 25, 25, 25]);
});

test("and after each that came a tenth larger, up to the usual size", () => {
  let size = 25;
  let pages = 0;
  while (size < usualPageSize) {
    size = largerPage(size);
    pages += 1;
  }
  expect([size, pages]).toEqual([usualPageSize, 38]);
  expect(largerPage(usualPageSize)).toBe(usualPageSize);
});

test("the time left is that of a thousand people every six seconds", () => {
  expect(timeLeft(100_000, 500_000)).toBe(40 * 60_000);
  expect(timeLeft(10, 5)).toBe(0);
  expect(timeLeft(10, null)).toBeNull();
});
