import { expect, test } from "vitest";
import { readCaller } from "./read-caller.ts";

const reading = {
  country: "US",
  outsidePrefix: "9",
  directory: { extensions: new Set(["2005"]), queues: new Set(["6400"]) },
};

test.each([
  [null, "withheld"],
  ["", "withheld"],
  [" ", "withheld"],
  ["anonymous", "withheld"],
  ["Anonymous", "withheld"],
  ["Restricted", "withheld"],
  ["+", "malformed"],
  ["0", "malformed"],
  ["12", "malformed"],
  ["*43", "malformed"],
  ["*97", "malformed"],
  ['alice"x', "malformed"],
  ["sip:bob", "malformed"],
  ["sip:+12125550188@example.com", "malformed"],
  ["1".repeat(30), "malformed"],
  ["📞5503309", "malformed"],
  ["2005", "internal"],
  ["6400", "internal"],
  ["911", "number"],
  ["2006", "number"],
  ["5503309", "number"],
  ["５５０３３０９", "number"],
  ["tel:+1-212-555-0188", "number"],
])("%j is %s", (text, kind) => {
  expect(readCaller(text, reading).kind).toBe(kind);
});

test("what gets an outside line is no part of the number", () => {
  const value = (text: string) => {
    const read = readCaller(text, reading);
    return read.kind === "number" ? read.number.value : null;
  };
  expect(value("92125550188")).toBe("+12125550188");
  expect(value("9011442079460123")).toBe("+442079460123");
  expect(value("900442079460123")).toBe("+442079460123");
  expect(value("9172345678")).toBe("+19172345678");
});
