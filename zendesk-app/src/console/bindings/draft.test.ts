import { expect, test } from "vitest";
import { wishedSince, type Draft } from "./draft.ts";

const bindings = [
  { agentId: 1, extension: "1001" },
  { agentId: 2, extension: "1002" },
];

test("what was wished while a draft was saved stays to be saved, and what was sent does not", () => {
  const sent: Draft = new Map([
    [1, "2001"],
    [2, null],
  ]);
  const stored = [{ agentId: 1, extension: "2001" }];
  const since = (draft: Draft) => [...wishedSince({ bindings, sent }, draft, stored)];
  expect(since(sent)).toEqual([]);
  expect(since(new Map([...sent, [3, "1003"]]))).toEqual([[3, "1003"]]);
  expect(since(new Map([...sent, [1, null]]))).toEqual([[1, null]]);
  // Taken back meanwhile: it is wanted as it was before.
  expect(since(new Map([[1, "2001"]]))).toEqual([[2, "1002"]]);
});
