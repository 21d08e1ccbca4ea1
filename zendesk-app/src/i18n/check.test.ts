import { expect, test } from "vitest";
import { mistakesIn } from "./check.ts";
import { catalogues } from "./messages/all.ts";

test("every language says the same things as English", () => {
  expect(mistakesIn(catalogues)).toEqual([]);
});

test.each([
  ["a key that is missing", { a: "A {x}", b: "B" }, { b: "B" }, ["de: a is missing"]],
  ["a key that is too many", { a: "A" }, { a: "A", b: "B" }, ["de: b is in no other language"]],
  [
    "a placeholder that differs",
    { a: "A {x}" },
    { a: "A {y}" },
    ["de: a leaves out {x}", "de: a fills in {y}, which nobody gives"],
  ],
  ["an empty message", { a: "A" }, { a: " " }, ["de: a is empty"]],
  [
    "a form that the language needs",
    { a: { one: "{count} A", other: "{count} As" } },
    { a: { other: "{count} A" } },
    ['de: a has no form for "one"'],
  ],
  [
    "a plural that is none",
    { a: { one: "1", other: "2" } },
    { a: "A" },
    ["de: a has forms in one language and none in the other"],
  ],
])("%s is found", (_what, en, de, mistakes) => {
  expect(mistakesIn({ en, de })).toEqual(mistakes);
});
