import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";

export type Verdict = { kind: "again"; delayMs: number; counts: boolean } | { kind: "park"; reason: string };

const firstDelayMs = 1000;
const longestDelayMs = 60_000;
const patienceMs = 3 * 24 * 60 * 60 * 1000;

/**
 * What a failed job comes to. Passing trouble outside is waited out for three days, first for
 * seconds, then a minute at a time; a refusal that repeating cannot change is parked at once.
 * `random` is from 0 to 1.
 */
export function verdictOn(
  error: unknown,
  job: { attempt: number; firstTriedAt: number },
  now: number,
  random: number,
): Verdict {
  const backoffMs =
    Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(job.attempt, 16)) * (0.75 + random / 2);
  if (!(error instanceof GatewayError)) {
    return job.attempt < 5
      ? { kind: "again", delayMs: backoffMs, counts: true }
      : { kind: "park", reason: wordsOf(error) };
  }
  const { failure } = error;
  switch (failure.kind) {
    case "rejected":
    case "malformed":
      return { kind: "park", reason: error.message };
    case "rate_limited":
      return { kind: "again", delayMs: failure.retryAfterMs + random * 1000, counts: false };
    case "unreachable":
    case "unauthorized":
    case "unavailable": {
      if (now - job.firstTriedAt > patienceMs) return { kind: "park", reason: error.message };
      const asked = failure.kind === "unavailable" ? (failure.retryAfterMs ?? 0) : 0;
      return { kind: "again", delayMs: Math.max(backoffMs, asked), counts: true };
    }
  }
}
