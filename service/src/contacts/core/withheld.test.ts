import { expect, test } from "vitest";
import { isWithheld } from "./withheld.ts";

test.each([
  ["", true],
  ["Anonymous", true],
  ["No Caller ID", true],
  ["no  caller id", true],
  ["unknown number", true],
  ["Private Number", true],
  ["anonymous@anonymous.invalid", true],
  ["Anonymous@192.0.2.7", true],
  ["sip:anonymous@anonymous.invalid", true],
  ["0000000000", true],
  ["0000000", true],
  ["+0000000", true],
  ["9999999999", true],
  ["000000", false],
  ["0000001", false],
  // ANONYMOUS and its like by the letters of a telephone's keys.
  ["2562533", true],
  ["+2562533", true],
  ["266696687", true],
  ["+266696687", true],
  ["7378742833", true],
  ["+7378742833", true],
  ["8656696", true],
  ["+8656696", true],
  ["86282452253", true],
  ["+86282452253", true],
  ["2562534", false],
  ["+12125550188", false],
  ["5503309", false],
  ["anonymouse", false],
  ["alice@example.com", false],
])("whether %j is withheld: %s", (text, withheld) => {
  expect(isWithheld(text)).toBe(withheld);
});
