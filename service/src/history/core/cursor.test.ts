import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";

test("a place that was written is read again", () => {
  const startedAt = fc.integer({ min: 0, max: Date.parse("9999-12-31") });
  fc.assert(
    fc.property(startedAt, fc.uuid(), (at, id) => {
      expect(readCursor(writeCursor({ startedAt: at, id }))).toEqual({ startedAt: at, id });
    }),
  );
});

const id = "0b5e2f10-1111-4222-8333-444455556666";

test.each([
  "",
  ".",
  "x",
  id,
  `.${id}`,
  `mf3.${id} `,
  `MF3.${id}`,
  `-1.${id}`,
  `zzzzzzzzzzz.${id}`,
  "mf3.'--",
])("%j was never given out", (text) => {
  expect(readCursor(text)).toBeNull();
});

test("whatever is read is an instant that a database can hold", () => {
  expect(readCursor(`zzzzzzzzzz.${id}`)?.startedAt).toBeLessThan(8.64e15);
});
