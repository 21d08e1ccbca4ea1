import { listLength } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { fitting } from "./fitting.ts";

test("all are named where there is room for them", () => {
  expect(fitting([7, 8])).toBe("7,8");
  expect(fitting([])).toBe("");
});

test("what does not fit is left out, and no more than that", () => {
  const many = Array.from({ length: 1000 }, (_, index) => `+44207946${String(index).padStart(4, "0")}`);
  const named = fitting(["x".repeat(listLength), ...many]).split(",");
  expect(named).toEqual(many.slice(0, named.length));
  expect(listLength - named.join(",").length).toBeLessThan(15);
});
