import { lockCall, saveLogging, trace, type CallRow } from "../calls/store.ts";
import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { NeedsAdmin } from "../platform/needs-admin.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult, JobTransaction } from "../queue/postgres.ts";
import { verdictOn, type Verdict } from "../queue/retry.ts";
import { isAnotherMatter } from "./core/target.ts";
import type { LogCallDeps } from "./work.ts";

const failed = {
  "log-call": "call could not be logged",
  "log-note": "note could not be logged",
  "correct-record": "call record could not be corrected",
} as const;

/**
 * What a failed job of a call comes to: another one later, in one transaction with the trace, or it is parked. Nothing
 * is given up for what is not so any more: what was said of the call since it was read as `before` is tried first.
 */
export async function tryAgain(
  deps: LogCallDeps,
  name: keyof typeof failed,
  job: Payload<"log-call">,
  error: unknown,
  before: CallRow | null = null,
): Promise<JobResult> {
  const now = deps.clock.now();
  const { callId } = job;
  const verdict = verdictOn(error, job, now, deps.random());
  if (!(error instanceof GatewayError || error instanceof NeedsAdmin))
    deps.log.error({ err: error, callId }, failed[name]);
  return deps.db.transaction(async (tx): Promise<JobResult> => {
    if (verdict.kind === "again") return later(deps, tx, name, job, error, verdict);
    const call = before === null ? null : await lockCall(tx, callId);
    if (call !== null && before !== null && isAnotherMatter(call, before)) {
      const anew = { kind: "again", delayMs: 0, attempt: 0, strikes: 0 } as const;
      return later(deps, tx, name, { ...job, firstTriedAt: now }, error, anew);
    }
    return giveUp(tx, name, job, verdict.reason, new Date(now));
  });
}

function whatOf(name: keyof typeof failed, { moment }: Payload<"log-call">): { what?: string } {
  if (name === "log-note") return { what: "note" };
  if (name === "correct-record") return { what: "call_record" };
  return moment === "ring" ? { what: "early_ticket" } : {};
}

async function later(
  deps: LogCallDeps,
  tx: JobTransaction,
  name: keyof typeof failed,
  job: Payload<"log-call">,
  error: unknown,
  { delayMs, attempt, strikes }: Verdict & { kind: "again" },
): Promise<JobResult> {
  const now = deps.clock.now();
  const detail = { because: wordsOf(error), inMs: Math.round(delayMs), ...whatOf(name, job) };
  await trace(tx, job.callId, "will_try_again", detail, new Date(now));
  const startAfter = new Date(now + delayMs);
  await deps.queue.add(name, { ...job, attempt, strikes }, { key: job.callId, startAfter }, tx);
  return { status: "done" };
}

async function giveUp(
  tx: JobTransaction,
  name: keyof typeof failed,
  job: Payload<"log-call">,
  reason: string,
  at: Date,
): Promise<JobResult> {
  const { callId, moment } = job;
  if (moment === "ring") {
    await trace(tx, callId, "early_ticket_given_up", { because: reason }, at);
    // The end of the call tries again: a job that was given up would keep its job from running.
    return { status: "done" };
  }
  if (name === "correct-record") {
    await trace(tx, callId, "call_record_not_corrected", { because: reason }, at);
    return { status: "done" };
  }
  await trace(tx, callId, "parked", { reason, ...whatOf(name, job) }, at);
  if (name === "log-call") await saveLogging(tx, callId, { logging: "parked", loggingReason: reason });
  return { status: "parked", reason };
}
