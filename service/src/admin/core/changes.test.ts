import { expect, test } from "vitest";
import { changesBetween } from "./changes.ts";

test("only what is given and becomes another value is told", () => {
  const before = { name: "Acme", country: "US", rules: { strip: true } };
  const after = { name: "Acme Ltd", country: "US", rules: { strip: false }, transport: undefined };
  expect(changesBetween(before, after)).toEqual({
    before: { name: "Acme", rules: { strip: true } },
    after: { name: "Acme Ltd", rules: { strip: false } },
  });
});

test("what was not there before is told as null", () => {
  expect(changesBetween({}, { url: "https://pbx.example.com" })).toEqual({
    before: { url: null },
    after: { url: "https://pbx.example.com" },
  });
});

test("the same again is no change", () => {
  expect(changesBetween({ list: ["a", "b"] }, { list: ["a", "b"] })).toBeNull();
});
