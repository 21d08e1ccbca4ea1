import { expect, test } from "vitest";
import { waitUntil, type Form } from "./form.ts";

const minute = 60_000;
const form = (differs: Partial<Form> = {}): Form => ({
  state: "open",
  openedAt: 0,
  heldUntil: 3 * minute,
  ...differs,
});

test.each<[string, Form[], number, number | null]>([
  ["no form", [], 0, null],
  ["an open form", [form()], minute, 3 * minute],
  ["two forms, for the later one", [form(), form({ heldUntil: 4 * minute })], minute, 4 * minute],
  ["a form whose lease is over", [form()], 3 * minute, null],
  ["a form that was saved", [form({ state: "saved" })], minute, null],
  ["a form that was submitted", [form({ state: "saving" })], minute, 3 * minute],
  ["a form that stays open, for an hour", [form({ heldUntil: 61 * minute })], 59 * minute, 60 * minute],
  ["a form that is open for longer", [form({ heldUntil: 63 * minute })], 60 * minute, null],
])("a call waits for %s", (_what, forms, now, until) => {
  expect(waitUntil(forms, now)).toBe(until);
});
