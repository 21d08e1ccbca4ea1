import { expect, test } from "vitest";
import { ago } from "./ago.ts";

test.each([
  [0, "now"],
  [3_000, "3s ago"],
  [61_000, "1 minute ago"],
  [2 * 3_600_000 + 1, "2 hours ago"],
  [26 * 3_600_000, "yesterday"],
  [-5_000, "now"],
])("%d ms are told as %s", (ms, words) => {
  expect(ago(1_000_000_000, 1_000_000_000 + ms, "en")).toBe(words);
});

test("in Chinese as well", () => {
  expect(ago(0, 3_000, "zh-CN")).toBe("3秒前");
});
