import { expect, test } from "vitest";
import { changesOf, mistakeIn, withBinding } from "./binding-changes.ts";

const known = { agentIds: new Set([1, 2, 3]), extensions: new Set(["2001", "2002", "2003"]) };
const pair = (agentId: number, extension: string) => ({ agentId, extension });

test.each([
  ["extension_twice", [pair(1, "2001"), pair(2, "2001")]],
  ["agent_twice", [pair(1, "2001"), pair(1, "2002")]],
  ["agent_unknown", [pair(9, "2001")]],
  ["extension_unknown", [pair(1, "2999")]],
  [null, [pair(1, "2001"), pair(2, "2002")]],
])("%s is what is wrong", (code, after) => {
  expect(mistakeIn([], after, known)).toBe(code);
});

test("a binding of which a side is gone stays, but cannot be moved", () => {
  const before = [pair(9, "2001"), pair(1, "2999")];
  expect(mistakeIn(before, before, known)).toBeNull();
  expect(mistakeIn(before, [pair(9, "2002")], known)).toBe("agent_unknown");
  expect(mistakeIn(before, [pair(2, "2999")], known)).toBe("extension_unknown");
  expect(mistakeIn(before, [pair(1, "2001")], known)).toBeNull();
});

test("swapping two is two undone and two made; the rest is untouched", () => {
  const before = [pair(1, "2001"), pair(2, "2002"), pair(3, "2003")];
  const after = [pair(3, "2003"), pair(1, "2002"), pair(2, "2001")];
  expect(changesOf(before, after)).toEqual({
    made: [pair(1, "2002"), pair(2, "2001")],
    undone: [pair(1, "2001"), pair(2, "2002")],
  });
});

test("one more binding frees both of its sides", () => {
  expect(withBinding([pair(1, "2001"), pair(2, "2002"), pair(3, "2003")], pair(1, "2002"))).toEqual([
    pair(3, "2003"),
    pair(1, "2002"),
  ]);
});
