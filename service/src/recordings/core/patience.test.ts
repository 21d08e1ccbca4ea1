import { expect, test } from "vitest";
import { pauseAfter } from "./patience.ts";

test("a recording is looked for soon, then ever more seldom, up to some minutes", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 99].map((tries) => pauseAfter(tries) / 1000);
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
});
