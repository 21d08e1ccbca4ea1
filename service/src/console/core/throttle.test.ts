import { describe, expect, test } from "vitest";
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
  expect(waitMs({ ofAddress: { count, lastAt: now }, ofAll: none, known: false }, now)).toBe(ms);
});

describe("wrong passwords from many addresses", () => {
  const waits = (of: { own: number; all: number; known?: boolean }, later = 0) =>
    waitMs(
      {
        ofAddress: { count: of.own, lastAt: now - 60_000 },
        ofAll: { count: of.all, lastAt: now - later },
        known: of.known ?? false,
      },
      now,
    );

  test("let one try through every ten seconds at most, and always one", () => {
    expect(waits({ own: 1, all: 49 })).toBe(0);
    expect(waits({ own: 1, all: 50 })).toBe(5000);
    expect(waits({ own: 1, all: 90_000 })).toBe(10_000);
    expect(waits({ own: 1, all: 90_000 }, 10_000)).toBe(0);
  });

  test("do not keep the operator out who comes from an address of before, or from a new one", () => {
    expect(waits({ own: 1, all: 90_000, known: true })).toBe(0);
    expect(waits({ own: 0, all: 199 })).toBe(0);
    expect(waits({ own: 0, all: 200 })).toBe(10_000);
  });
});
