import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { get } from "./get.ts";
import { math } from "./math.ts";
import { memoize } from "./memoize.ts";

const ofGarden = createRequire(import.meta.resolve("@zendeskgarden/react-theming"));
const { math: polished } = ofGarden("polished") as { math: typeof math };
const lodashGet = ofGarden("lodash.get") as typeof get;
const lodashMemoize = ofGarden("lodash.memoize") as typeof memoize;

test.each([
  "12px",
  "4 * 6px",
  "4 * -1px",
  "4px - 8px",
  "20px - 1px",
  "4px - 1",
  "8 + 16px",
  "(32px - 16px) / 2",
  "(16px * 2) + 20px",
  "40px - (8px * 2) - (1px * 2)",
  "6 / (14px - 1px)",
  "4 * 10px - 16px",
  "12px ",
  "12px - (2px * 2)",
  "0.75em + 2",
  "1 - 2 - 3 * 4 / 5",
])("%s is what polished says it is", (formula) => {
  expect(math(formula)).toBe(polished(formula));
});

test.each(["1px + 1em", "1px +", "", "(1px", "2px 3px", "px"])("“%s” is no formula", (formula) => {
  expect(() => polished(formula)).toThrow(/formula|Syntax/i);
  expect(() => math(formula)).toThrow(TypeError);
});

test.each(["a.b", "a", "a.x", "x.y", "a.b.c"])("at %s stands what lodash finds", (path) => {
  const object = { a: { b: "here" } };
  expect(get(object, path)).toEqual(lodashGet(object, path));
});

test.each([memoize, lodashMemoize])("one key is asked once, also for nothing", (remember) => {
  const asked: number[] = [];
  const remembered = remember(
    (number: number) => void asked.push(number),
    (number) => number % 10,
  );
  [1, 11, 2, 1].forEach((number) => remembered(number));
  expect(asked).toEqual([1, 2]);
});
