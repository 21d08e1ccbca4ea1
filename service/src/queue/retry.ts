import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { NeedsAdmin } from "../platform/needs-admin.ts";

/** How often a job was tried, and how often it failed in a way that repeating seldom cures. */
export type Tries = { attempt: number; strikes?: number | undefined; firstTriedAt: number };

export type Verdict =
  { kind: "again"; delayMs: number; attempt: number; strikes: number } | { kind: "park"; reason: string };

const firstDelayMs = 1000;
const longestDelayMs = 60_000;
/** Nothing but an administrator ends it, and what waits for them is hastened then. */
const grantDelayMs = 10 * 60_000;
const patienceMs = 3 * 24 * 60 * 60 * 1000;
const mostStrikes = 5;

/**
 * What a failed job comes to. Passing trouble outside, and what an administrator can mend, is waited out for three
 * days, first for seconds, then a minute at a time; an answer that cannot be read or a fault of our own is given a few
 * more tries; a refusal that repeating cannot change is parked at once. `random` is from 0 to 1. Where the grant is
 * known to be dead, repeating is for the rare case only.
 */
export function verdictOn(
  error: unknown,
  job: Tries,
  now: number,
  random: number,
  grantIsDead = false,
): Verdict {
  const strikes = job.strikes ?? 0;
  const delayMs =
    Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(job.attempt, 16)) * (0.75 + random / 2);
  const again = { kind: "again", delayMs, attempt: job.attempt + 1, strikes } as const;
  const park = { kind: "park", reason: wordsOf(error) } as const;
  const strike = strikes < mostStrikes ? { ...again, strikes: strikes + 1 } : park;
  const isPatient = now - job.firstTriedAt <= patienceMs;
  if (error instanceof NeedsAdmin) return isPatient ? again : park;
  if (!(error instanceof GatewayError)) return strike;
  const { failure } = error;
  switch (failure.kind) {
    case "rejected":
      return park;
    case "malformed":
      return strike;
    case "rate_limited":
      return { ...again, delayMs: failure.retryAfterMs + random * 1000, attempt: job.attempt };
    case "unauthorized":
      if (!isPatient) return park;
      return grantIsDead ? { ...again, delayMs: grantDelayMs * (1 + random / 2) } : again;
    case "unreachable":
    case "unavailable": {
      if (!isPatient) return park;
      const asked = failure.kind === "unavailable" ? (failure.retryAfterMs ?? 0) : 0;
      return { ...again, delayMs: Math.max(delayMs, asked) };
    }
  }
}

/** Counts a failure with those of its kind before it. Of each kind the first, second, fourth, eighth … is told. */
export function countFailure(
  before: Record<string, number>,
  error: unknown,
): { failures: Record<string, number>; isTold: boolean } {
  const kind = kindOf(error);
  const times = (before[kind] ?? 0) + 1;
  return { failures: { ...before, [kind]: times }, isTold: Number.isInteger(Math.log2(times)) };
}

/** The words of one and the same trouble may differ each time. */
function kindOf(error: unknown): string {
  if (error instanceof NeedsAdmin) return "needs_admin";
  if (!(error instanceof GatewayError)) return "fault";
  const { failure } = error;
  return failure.kind === "unavailable" ? `unavailable_${failure.status}` : failure.kind;
}
