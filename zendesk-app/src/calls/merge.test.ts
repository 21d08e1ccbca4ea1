import type { CallsPage } from "@deskline/shared/app";
import { expect, test } from "vitest";
import { callLike, noon } from "../testing/samples.ts";
import { mergeCall } from "./merge.ts";

const older = callLike({ id: "00000000-0000-4000-8000-000000000001", startedAt: noon - 2000, revision: 1 });
const newer = callLike({ id: "00000000-0000-4000-8000-000000000002", startedAt: noon - 1000, revision: 2 });
const fresh = callLike({ id: "00000000-0000-4000-8000-000000000003", startedAt: noon, revision: 3 });
const pages: CallsPage[] = [
  { calls: [newer], next: "more" },
  { calls: [older], next: null },
];
const ids = (list: CallsPage[]) => list.map(({ calls }) => calls.map(({ id }) => id.at(-1)));

test("a new call comes on top", () => {
  expect(ids(mergeCall(pages, fresh, true))).toEqual([["3", "2"], ["1"]]);
});

test("a call that belongs elsewhere changes nothing", () => {
  expect(mergeCall(pages, fresh, false)).toBe(pages);
});

test("of two views of a call the one with the greater revision stays", () => {
  const late = { ...older, outcome: "busy", revision: 0 } as const;
  expect(mergeCall(pages, late, true)).toBe(pages);
  const changed = mergeCall(pages, { ...late, revision: 9 }, true);
  expect(changed[1]?.calls).toMatchObject([{ outcome: "busy", revision: 9 }]);
});

test("a call that belongs no more goes away", () => {
  expect(ids(mergeCall(pages, { ...newer, revision: 9 }, false))).toEqual([[], ["1"]]);
});

test("a call older than what was read waits for its page", () => {
  const open: CallsPage[] = [{ calls: [newer], next: "more" }];
  expect(mergeCall(open, { ...fresh, startedAt: noon - 9000 }, true)).toBe(open);
  const all: CallsPage[] = [{ calls: [newer], next: null }];
  expect(ids(mergeCall(all, { ...fresh, startedAt: noon - 9000 }, true))).toEqual([["2", "3"]]);
});

test("the first call of an empty list is shown", () => {
  expect(ids(mergeCall([{ calls: [], next: null }], fresh, true))).toEqual([["3"]]);
});
