import { expect, test } from "vitest";
import { shownWork } from "./app-work.ts";

const work = {
  state: "running",
  step: "creating",
  progress: 0.5,
  trouble: null,
  detail: null,
  at: 1_000_000,
} as const;

test("an installation runs as long as something is heard of it, and has failed afterwards", () => {
  expect(shownWork(null, 0)).toBeNull();
  expect(shownWork(work, work.at + 5 * 60_000 - 1)).toEqual(work);
  expect(shownWork(work, work.at + 5 * 60_000)).toEqual({ ...work, state: "failed", progress: null });
});

test("one that has ended stays as it ended", () => {
  const done = { ...work, state: "done", progress: 1 } as const;
  expect(shownWork(done, work.at + 3_600_000)).toEqual(done);
});
