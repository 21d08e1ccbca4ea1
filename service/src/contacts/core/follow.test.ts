import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { follow, restartOf, type Place } from "./follow.ts";

const start: Place = { cursor: null, mark: null, pages: 0, changesUntil: null };
const page = { ended: false, count: 1000, newest: 1_000_000 };

/** Follows a list whose pages lead from one to the next so; how many were asked for, and how it ended. */
function walk(next: (cursor: string | null) => string, most = 100_000): { asked: number; end: string } {
  let place = start;
  for (let asked = 1; asked <= most; asked += 1) {
    const followed = follow(place, { ...page, next: next(place.cursor) });
    if (followed.kind !== "on") return { asked, end: followed.kind };
    place = followed.place;
  }
  return { asked: most, end: "never" };
}

test("a list is followed to its end, and gone on with from there", () => {
  const first = follow(start, { ...page, next: "a" });
  expect(first).toMatchObject({ kind: "on", place: { cursor: "a", changesUntil: 1_000_000 } });
  const place = { ...start, cursor: "a" };
  expect(follow(place, { ...page, next: "b", ended: true })).toMatchObject({
    kind: "end",
    place: { cursor: "b", mark: null, pages: 0 },
  });
  expect(follow(place, { next: null, ended: false, count: 0, newest: null })).toMatchObject({
    kind: "end",
    place: { cursor: "a" },
  });
});

test("a page without anybody is the end", () => {
  expect(follow(start, { next: "a", ended: false, count: 0, newest: null }).kind).toBe("end");
});

describe("a list that cannot end", () => {
  test("because a page leads to itself", () => {
    expect(walk(() => "a")).toEqual({ asked: 2, end: "stuck" });
  });

  test("because it runs in a circle, however long that is and wherever it begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }), (length, before) => {
        const next = (cursor: string | null) => {
          const at = Number(cursor ?? 0) + 1;
          return String(at >= before + length ? before : at);
        };
        const { asked, end } = walk(next);
        expect(end).toBe("stuck");
        expect(asked).toBeLessThan(4 * (before + length) + 4);
      }),
    );
  });

  test("because it runs backwards", () => {
    const place = { ...start, cursor: "b", changesUntil: 10_000_000 };
    expect(follow(place, { ...page, next: "a", newest: 9_000_000 })).toEqual({
      kind: "stuck",
      why: "backwards",
    });
    expect(follow(place, { ...page, next: "a", newest: 9_990_000 }).kind).toBe("on");
  });
});

test("a list whose cursor is refused begins an hour earlier, and is followed from there", () => {
  const place = { cursor: "b", mark: "a", pages: 5, changesUntil: 10_000_000 };
  const anew = restartOf(place);
  expect(anew).toEqual({ cursor: null, mark: null, pages: 0, changesUntil: 6_400_000 });
  expect(follow(anew, { ...page, next: "c", newest: 6_500_000 }).kind).toBe("on");
  expect(restartOf({ changesUntil: 1000 }).changesUntil).toBe(0);
  expect(restartOf({ changesUntil: null }).changesUntil).toBeNull();
});

test("a long list is no circle", () => {
  expect(walk((cursor) => String(Number(cursor ?? 0) + 1), 5000)).toEqual({ asked: 5000, end: "never" });
});
