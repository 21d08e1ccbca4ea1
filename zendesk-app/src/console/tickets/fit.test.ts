import { expect, test } from "vitest";
import { fit } from "./fit.ts";

test.each<[string, number, string, number]>([
  ["abc", 3, "abc", 0],
  ["abcde", 5, "abcde", 0],
  ["abcdefgh", 8, "abcde", 3],
  ["abXXXXde", 6, "abXde", 3],
  ["XXXXXXde", 6, "XXXde", 3],
  ["abcdefgh", 0, "defgh", 3],
  ["abcd\u{1F600}", 6, "abcd", 2],
])("of %j with the cursor at %i five characters are %j", (text, cursor, fitting, leftOut) => {
  expect(fit(text, cursor, 5)).toEqual({ text: fitting, leftOut });
});
