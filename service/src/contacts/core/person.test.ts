import { expect, test } from "vitest";
import { personOf, type ToldPerson } from "./person.ts";

const told: ToldPerson = {
  userId: 1,
  name: "Dana",
  role: "end-user",
  email: null,
  organizationId: null,
  suspended: false,
  updatedAt: 0,
  active: true,
  phone: "+12125550100",
  sharedPhone: false,
  fields: { mobile: "+12125550102", fax: null, room: 12, note: "none" },
};

test("every number stands there once, the main one first, then identities and the fields that were named", () => {
  const { numbers } = personOf(
    told,
    ["+12125550101", "+12125550100"],
    ["mobile", "fax", "room", "note", "gone"],
  );
  expect(numbers.map(({ number, source, field }) => [number, source, field])).toEqual([
    ["+12125550100", "phone", null],
    ["+12125550101", "identity", null],
    ["+12125550102", "field", "mobile"],
    ["12", "field", "room"],
  ]);
});

test("who is deleted has none", () => {
  expect(personOf({ ...told, active: false }, ["+12125550101"], ["mobile"])).toMatchObject({
    gone: "deleted",
    numbers: [],
  });
});

test.each([
  ["a\u0000b\u0007", "a b"],
  ["\ud800x", "\ufffdx"],
  ["<b>x</b>", "<b>x</b>"],
  ["x".repeat(600), "x".repeat(500)],
  [`${"x".repeat(499)}🙂`, "x".repeat(499)],
])("the name %j is kept as %j", (name, kept) => {
  expect(personOf({ ...told, name }, [], []).name).toBe(kept);
});
