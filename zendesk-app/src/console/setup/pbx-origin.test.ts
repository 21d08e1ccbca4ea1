import { expect, test } from "vitest";
import { isOtherAddress } from "./pbx-origin.ts";

test.each([
  ["https://pbx.example.com", "https://pbx.example.com", false],
  ["https://pbx.example.com", " https://PBX.example.com:443/ ", false],
  ["https://pbx.example.com", "", false],
  [null, "", false],
  [null, "https://pbx.example.com", true],
  ["https://pbx.example.com", "http://pbx.example.com", true],
  ["https://pbx.example.com", "https://pbx.example.com:8088", true],
  ["https://pbx.example.com", "https://pbx.example.co", true],
  ["https://pbx.example.com", "pbx", true],
])("of %j and %j the second is another address: %j", (stored, typed, isOther) => {
  expect(isOtherAddress(stored, typed)).toBe(isOther);
});
