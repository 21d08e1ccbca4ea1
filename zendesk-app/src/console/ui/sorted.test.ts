import { expect, test } from "vitest";
import { nextSort, readSort, sorted } from "./sorted.ts";

const columns = ["name", "calls"] as const;

test("words are sorted as people do, numbers by size, and what there is none of comes last", () => {
  const names = ["beta", "Älpha", "alpha 10", "alpha 9"].map((name) => ({ name }));
  const order = (down: boolean) => sorted(names, ({ name }) => name, down, "en").map(({ name }) => name);
  expect(order(false)).toEqual(["Älpha", "alpha 9", "alpha 10", "beta"]);
  expect(order(true)).toEqual(["beta", "alpha 10", "alpha 9", "Älpha"]);
  const counts = [10, null, 9];
  expect(sorted(counts, (count) => count, false, "en")).toEqual([9, 10, null]);
  expect(sorted(counts, (count) => count, true, "en")).toEqual([10, 9, null]);
});

test("what stands in the address is a column, up or down, or nothing", () => {
  expect(readSort("name", columns)).toEqual({ by: "name", down: false });
  expect(readSort("-calls", columns)).toEqual({ by: "calls", down: true });
  for (const wrong of [null, "", "-", "other"]) expect(readSort(wrong, columns)).toBeNull();
});

test("pressed again and again it goes up, down, and back", () => {
  expect(nextSort(null, "name")).toBe("name");
  expect(nextSort({ by: "name", down: false }, "name")).toBe("-name");
  expect(nextSort({ by: "name", down: true }, "name")).toBeNull();
  expect(nextSort({ by: "calls", down: true }, "name")).toBe("name");
});
