import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callerNumber, storedNumber } from "./number.ts";

describe("what a number ends in however it is written", () => {
  test.each([
    ["+442079460123", "US", "2079460123"],
    ["020 7946 0123", "GB", "2079460123"],
    ["2125550188", "US", "2125550188"],
    ["+12125550188x123", "US", "2125550188"],
    ["0049301234567", "US", "301234567"],
    ["01149301234567", "US", "301234567"],
    ["442079460123", "US", "2079460123"],
    ["5503309", "US", "5503309"],
    ["0099123456", "US", "99123456"],
    ["911", "US", "911"],
    ["000", "AU", "000"],
  ])("%s in %s: %s", (number, country, digits) => {
    expect(callerNumber(number, country)?.ending).toBe(digits);
  });
});

test.each([
  "",
  "12",
  "+12",
  "anonymous",
  'alice"x',
  "sip:bob",
  "sip:eve@example.com",
  "*97",
  "#31#5503309",
  "5503309 role:admin *",
  "5503309*",
  "5503309\u0000",
  "1-800-FLOWERS",
  "x55",
  "+1+2125550188",
  "٠٣٠١٢٣٤٥٦",
])("%j is no caller's number", (text) => {
  expect(callerNumber(text, "US")).toBeNull();
});

test.each([
  ["+1 212 555 0123 x55", "55"],
  ["+12125550123x55", "55"],
  ["212-555-0123 ext. 55", "55"],
  ["212-555-0123;ext=55", "55"],
  ["212-555-0123, extension 55", "55"],
  ["212-555-0123 #55", "55"],
  ["+12125550123", ""],
])("%s has the extension %j", (text, extension) => {
  expect(storedNumber(text, "US")).toMatchObject({ value: "+12125550123", extension });
});

test("nothing but digits is ever searched for", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()x#*"-]*$/));
  fc.assert(
    fc.property(text, fc.constantFrom("US", "DE", "GB", "JP"), (number, country) => {
      expect(callerNumber(number, country)?.ending ?? "").toMatch(/^\d*$/);
      expect(storedNumber(number, country).digits).toMatch(/^\d*$/);
    }),
  );
});
