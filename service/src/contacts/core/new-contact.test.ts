import { defaultContactSettings } from "@deskline/shared/admin-contacts";
import { expect, test } from "vitest";
import { isToBeCreated, nameFrom, unknownIn, writtenOut } from "./new-contact.ts";
import { callerNumber } from "./number.ts";

function number(text: string) {
  const read = callerNumber(text, "US");
  if (read === null) throw new Error(`${text} is no number`);
  return read;
}

test("off unless an administrator wants it, for each direction apart", () => {
  const wanted = (more: object) =>
    (["inbound", "outbound", "internal"] as const).filter((direction) =>
      isToBeCreated({ ...defaultContactSettings, ...more }, direction, number("5503309")),
    );
  expect(wanted({})).toEqual([]);
  expect(wanted({ createInbound: true })).toEqual(["inbound"]);
  expect(wanted({ createOutbound: true })).toEqual(["outbound"]);
});

test.each([
  ["5503309", true],
  ["+12125550100", true],
  ["911", false],
  ["2005", false],
  ["1234567890123456", false],
])("%s becomes one: %s", (text, is) => {
  expect(isToBeCreated({ ...defaultContactSettings, createInbound: true }, "inbound", number(text))).toBe(is);
});

test.each([
  ["Automatic New Contact {{number}}", "Automatic New Contact 5503309"],
  ["{{ number }} $& {{number}}", "5503309 $& 5503309"],
  ["{{number}}", "5503309"],
  ["Caller", "Caller"],
])("%s names %s", (template, name) => {
  expect(nameFrom(template, "5503309")).toBe(name);
});

test.each([
  ["{{number}} { } }", null],
  ["{{nmber}}", "{{nmber}}"],
  ["{{number", "{{number"],
  ["number}}", "}}"],
])("in %s there is unknown %s", (template, unknown) => {
  expect(unknownIn(template)).toBe(unknown);
});

test("a number is written as Zendesk writes it", () => {
  expect(writtenOut(number("(212) 555-0100 ext. 5"))).toBe("+12125550100x5");
});
