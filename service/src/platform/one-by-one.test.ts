import { expect, test } from "vitest";
import { oneByOne } from "./one-by-one.ts";

test("work of one key waits for the one before, also for one that fails; that of another key does not", async () => {
  const turn = oneByOne();
  const order: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const first = turn("a", async () => {
    await held;
    order.push("first");
    throw new Error("failed");
  });
  const second = turn("a", async () => void order.push("second"));
  await turn("b", async () => void order.push("other"));
  release();
  await expect(first).rejects.toThrow("failed");
  await second;
  expect(order).toEqual(["other", "first", "second"]);
});
