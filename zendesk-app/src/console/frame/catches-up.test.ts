import { expect, test } from "vitest";
import { catchesUp } from "./catches-up.ts";

test("calls are left without a ticket only where that was chosen", () => {
  expect(catchesUp(2, true)).toBe(true);
  expect(catchesUp(2, false)).toBe(false);
  expect(catchesUp(0, false)).toBe(true);
});
