import { saveLogging, trace } from "../calls/store.ts";
import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { verdictOn } from "../queue/retry.ts";
import type { LogCallDeps } from "./work.ts";

const failed = { "log-call": "call could not be logged", "log-note": "note could not be logged" } as const;

/** What a failed job of a call comes to: another one later, in one transaction with the trace, or it is parked. */
export async function tryAgain(
  deps: LogCallDeps,
  name: "log-call" | "log-note",
  job: Payload<"log-call">,
  error: unknown,
): Promise<JobResult> {
  const now = deps.clock.now();
  const { callId } = job;
  const verdict = verdictOn(error, job, now, deps.random());
  if (!(error instanceof GatewayError)) deps.log.error({ err: error, callId }, failed[name]);
  await deps.db.transaction(async (tx) => {
    const at = new Date(now);
    const what =
      name === "log-note" ? { what: "note" } : job.moment === "ring" ? { what: "early_ticket" } : {};
    if (verdict.kind === "park" && job.moment === "ring") {
      await trace(tx, callId, "early_ticket_given_up", { because: verdict.reason }, at);
      return;
    }
    if (verdict.kind === "park") {
      await trace(tx, callId, "parked", { reason: verdict.reason, ...what }, at);
      if (name === "log-call")
        await saveLogging(tx, callId, { logging: "parked", loggingReason: verdict.reason });
      return;
    }
    const detail = { because: wordsOf(error), inMs: Math.round(verdict.delayMs), ...what };
    await trace(tx, callId, "will_try_again", detail, at);
    await deps.queue.add(
      name,
      { ...job, attempt: verdict.attempt, strikes: verdict.strikes },
      { key: callId, startAfter: new Date(now + verdict.delayMs) },
      tx,
    );
  });
  // The end of the call tries again: a job that was given up would keep its job from running.
  if (job.moment === "ring") return { status: "done" };
  return verdict.kind === "park" ? { status: "parked", reason: verdict.reason } : { status: "done" };
}
