import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GatewayError, type GatewayFailure } from "../platform/gateway-error.ts";
import { NeedsAdmin } from "../platform/needs-admin.ts";
import { countFailure, verdictOn } from "./retry.ts";

const now = Date.parse("2026-09-21T12:00:00Z");
const day = 86_400_000;
const fresh = { attempt: 0, firstTriedAt: now };
const error = (failure: GatewayFailure) => new GatewayError("Zendesk", failure);

describe("what cannot get better is parked at once, in the other side's words", () => {
  test.each<[string, GatewayFailure, RegExp]>([
    [
      "a refusal",
      { kind: "rejected", status: 422, detail: "Requester is suspended" },
      /422: Requester is suspended/,
    ],
    ["a missing right", { kind: "rejected", status: 403, detail: "Forbidden" }, /403: Forbidden/],
  ])("%s", (_, failure, words) => {
    const verdict = verdictOn(error(failure), fresh, now, 0.5);
    expect(verdict.kind).toBe("park");
    expect(verdict).toHaveProperty("reason", expect.stringMatching(words));
  });
});

const passing: GatewayFailure[] = [
  { kind: "unreachable", detail: "ECONNREFUSED" },
  { kind: "unauthorized", detail: "invalid_grant" },
  { kind: "unavailable", status: 503, detail: "maintenance", retryAfterMs: null },
];

describe("what may pass is tried again for three days", () => {
  const errors = passing.map((failure): [string, Error] => [failure.kind, error(failure)]);
  const ours: [string, Error] = ["what an administrator can mend", new NeedsAdmin("mend it")];
  test.each([...errors, ours])("%s: sooner first, then a minute at a time, at last parked", (_, failed) => {
    const delayAt = (attempt: number) => {
      const verdict = verdictOn(failed, { attempt, firstTriedAt: now }, now, 0.5);
      expect(verdict).toMatchObject({ kind: "again", attempt: attempt + 1, strikes: 0 });
      return verdict.kind === "again" ? verdict.delayMs : -1;
    };
    expect([0, 1, 2, 5, 6, 7, 1000].map(delayAt)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
    const tried = (ago: number) => verdictOn(failed, { attempt: 9, firstTriedAt: now - ago }, now, 0.5).kind;
    expect(tried(3 * day)).toBe("again");
    expect(tried(3 * day + 1)).toBe("park");
  });

  test("a pause that was asked for is kept, and costs no attempt", () => {
    const limited = verdictOn(
      error({ kind: "rate_limited", retryAfterMs: 93_000 }),
      { attempt: 4, firstTriedAt: 0 },
      now,
      0,
    );
    expect(limited).toEqual({ kind: "again", delayMs: 93_000, attempt: 4, strikes: 0 });
    const busy: GatewayFailure = { kind: "unavailable", status: 503, detail: "", retryAfterMs: 93_000 };
    expect(verdictOn(error(busy), fresh, now, 0)).toMatchObject({ kind: "again", delayMs: 93_000 });
  });
});

describe("what repeating seldom cures is tried five times more and then parked with its words", () => {
  const unreadable = error({ kind: "malformed", detail: "ticket: expected object" });
  test.each<[string, unknown, RegExp]>([
    ["a fault of our own", new Error("oops"), /^oops$/],
    ["thrown text", "thrown text", /^thrown text$/],
    ["an answer in an unknown form", unreadable, /ticket: expected object/],
  ])("%s", (_, thrown, words) => {
    let job = { attempt: 0, strikes: 0, firstTriedAt: now };
    const delays: number[] = [];
    let verdict = verdictOn(thrown, job, now, 0.5);
    while (verdict.kind === "again") {
      delays.push(verdict.delayMs);
      job = { ...job, attempt: verdict.attempt, strikes: verdict.strikes };
      verdict = verdictOn(thrown, job, now, 0.5);
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(verdict.reason).toMatch(words);
  });

  test("an outage before it takes none of the tries", () => {
    const waited = { attempt: 500, firstTriedAt: now - day };
    expect(verdictOn(unreadable, waited, now, 0.5)).toEqual({
      kind: "again",
      delayMs: 60_000,
      attempt: 501,
      strikes: 1,
    });
  });
});

test.each([0, 1, 500])(
  "with a dead grant an administrator is waited for, after %i attempts too",
  (attempt) => {
    const refused = error({ kind: "unauthorized", detail: "connect again" });
    const delayFor = (chance: number) => {
      const verdict = verdictOn(refused, { attempt, firstTriedAt: now }, now, chance, true);
      return verdict.kind === "again" ? verdict.delayMs : -1;
    };
    expect([delayFor(0), delayFor(1)]).toEqual([600_000, 900_000]);
    const late = { attempt, firstTriedAt: now - 3 * day - 1 };
    expect(verdictOn(refused, late, now, 0, true)).toMatchObject({ kind: "park" });
  },
);

test("of each kind of failure the first, second, fourth and eighth is told, whatever its words and the others", () => {
  const told: string[] = [];
  let failures: Record<string, number> = {};
  const fail = (what: string, failure: GatewayFailure) => {
    const counted = countFailure(failures, error(failure));
    failures = counted.failures;
    if (counted.isTold) told.push(what);
  };
  for (let i = 1; i <= 10; i += 1) {
    fail(`unreachable ${i}`, { kind: "unreachable", detail: `attempt ${i}` });
    fail(`limited ${i}`, { kind: "rate_limited", retryAfterMs: i });
    if (i > 8) fail(`busy ${i}`, { kind: "unavailable", status: 503, detail: "", retryAfterMs: null });
  }
  expect(told).toEqual([
    ...[1, 2, 4, 8].flatMap((i) => [`unreachable ${i}`, `limited ${i}`]),
    "busy 9",
    "busy 10",
  ]);
});

test("however often it failed and whatever chance says, nobody waits longer than 75 s or the pause asked for", () => {
  const asked = fc.integer({ min: 0, max: day });
  const failure = fc.oneof(
    fc.constantFrom(...passing),
    asked.map((retryAfterMs): GatewayFailure => ({ kind: "rate_limited", retryAfterMs })),
    asked.map((retryAfterMs): GatewayFailure => ({
      kind: "unavailable",
      status: 503,
      detail: "",
      retryAfterMs,
    })),
  );
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(failure, fc.nat({ max: 1_000_000 }), random, (what, attempt, chance) => {
      const verdict = verdictOn(error(what), { attempt, firstTriedAt: now }, now, chance);
      if (verdict.kind !== "again") throw new Error("parked");
      const pause = "retryAfterMs" in what ? (what.retryAfterMs ?? 0) : 0;
      expect(verdict.delayMs).toBeGreaterThanOrEqual(Math.max(pause, what.kind === "rate_limited" ? 0 : 750));
      expect(verdict.delayMs).toBeLessThanOrEqual(Math.max(75_000, pause + 1000));
    }),
  );
});
