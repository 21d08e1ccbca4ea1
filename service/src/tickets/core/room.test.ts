import { expect, test } from "vitest";
import { mostUpdates, roomWindowMs, waitForRoom } from "./room.ts";

const now = 1_800_000_000_000;
const every10s = (count: number) => Array.from({ length: count }, (_, i) => now - i * 10_000);

test("there is room until so many updates were sent", () => {
  expect(waitForRoom([], now)).toBe(0);
  expect(waitForRoom(every10s(mostUpdates - 1), now)).toBe(0);
});

test("then the next waits until enough of them are long ago, in whatever order they are told", () => {
  const oldest = now - (mostUpdates - 1) * 10_000;
  expect(waitForRoom(every10s(mostUpdates), now)).toBe(oldest + roomWindowMs - now);
  expect(waitForRoom(every10s(mostUpdates + 5).toReversed(), now)).toBe(oldest + roomWindowMs - now);
});

test("what was sent long ago does not count", () => {
  const sent = every10s(mostUpdates).map((at) => at - roomWindowMs);
  expect(waitForRoom(sent, now)).toBe(0);
  expect(waitForRoom([...sent, ...every10s(mostUpdates - 1)], now)).toBe(0);
});
