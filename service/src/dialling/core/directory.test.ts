import { expect, test } from "vitest";
import { searchDirectory } from "./directory.ts";

const names = new Map([
  ["2005", "Kristin Hale"],
  ["2006", "Marcus Webb"],
  ["2007", "Jürgen Müller"],
  ["301", "Hall phone"],
]);
const found = (query: string) =>
  searchDirectory([...names.keys(), "2050"], names, query).map(({ number }) => number);

test.each([
  ["", ["301", "2005", "2006", "2007", "2050"]],
  ["200", ["2005", "2006", "2007"]],
  ["05", ["2005", "2050"]],
  ["hal", ["301", "2005"]],
  ["HALE", ["2005"]],
  [" muller ", ["2007"]],
  ["kristin  hale", ["2005"]],
  ["ebb", ["2006"]],
  ["nobody", []],
])("%j finds %j", (query, numbers) => {
  expect(found(query)).toEqual(numbers);
});

test("an extension without a name is found by its number, and twenty are enough", () => {
  expect(searchDirectory(["2050"], names, "2050")).toEqual([{ number: "2050", name: "" }]);
  const many = Array.from({ length: 100 }, (_, index) => String(1000 + index));
  expect(searchDirectory(many, names, "1")).toHaveLength(20);
});
