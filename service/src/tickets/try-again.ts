import { lockCall, saveLogging, trace, type CallRow } from "../calls/store.ts";
import { isGrantDead } from "../integrations/zendesk-grant.ts";
import { wordsOf } from "../platform/describe-error.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { NeedsAdmin } from "../platform/needs-admin.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult, JobTransaction } from "../queue/postgres.ts";
import { countFailure, verdictOn, type Verdict } from "../queue/retry.ts";
import { isAnotherMatter } from "./core/target.ts";
import type { LogCallDeps } from "./work.ts";

const failed = {
  "log-call": "call could not be logged",
  "log-note": "note could not be logged",
  "correct-record": "call record could not be corrected",
} as const;

/** A job that failed: what it is of was read as `before`. */
type Failed = {
  name: keyof typeof failed;
  job: Payload<"log-call">;
  before: CallRow;
  error: unknown;
};

/**
 * What a failed job of a call comes to: another one later, in one transaction with the trace, or it is parked. A call is
 * not given up for what is not so any more: what was said of it since it was read is tried first.
 */
export async function tryAgain(
  deps: LogCallDeps,
  name: Failed["name"],
  job: Failed["job"],
  before: CallRow,
  error: unknown,
): Promise<JobResult> {
  const now = deps.clock.now();
  const what: Failed = { name, job, before, error };
  if (!(error instanceof GatewayError || error instanceof NeedsAdmin))
    deps.log.error({ err: error, callId: job.callId }, failed[name]);
  return deps.db.transaction(async (tx): Promise<JobResult> => {
    const dead = isOfGrant(error) && (await isGrantDead(tx, before.integrationId));
    const verdict = verdictOn(error, job, now, deps.random(), dead);
    if (verdict.kind === "again") return later(deps, tx, what, verdict, dead);
    if (await isOvertaken(tx, what)) {
      const anew = { kind: "again", delayMs: 0, attempt: 0, strikes: 0 } as const;
      return later(deps, tx, { ...what, job: { ...job, firstTriedAt: now } }, anew, false);
    }
    return giveUp(tx, name, job, verdict.reason, new Date(now));
  });
}

function isOfGrant(error: unknown): boolean {
  return error instanceof GatewayError && error.failure.kind === "unauthorized";
}

/** Only of what brings the call itself; its row is locked then. */
async function isOvertaken(tx: JobTransaction, { name, job, before }: Failed): Promise<boolean> {
  if (name !== "log-call" || job.moment === "ring") return false;
  const call = await lockCall(tx, before.id);
  return call !== null && isAnotherMatter(call, before);
}

function whatOf({ name, job }: Failed): { what?: string } {
  if (name === "log-note") return { what: "note" };
  if (name === "correct-record") return { what: "call_record" };
  return job.moment === "ring" ? { what: "early_ticket" } : {};
}

async function later(
  deps: LogCallDeps,
  tx: JobTransaction,
  what: Failed,
  { delayMs, attempt, strikes }: Omit<Verdict & { kind: "again" }, "kind">,
  grantIsDead: boolean,
): Promise<JobResult> {
  const { name, job, before, error } = what;
  const { integrationId } = before;
  const now = deps.clock.now();
  const { failures, isTold } = countFailure(job.failures ?? {}, error);
  if (isTold) {
    const detail = { because: wordsOf(error), inMs: Math.round(delayMs), ...whatOf(what) };
    await trace(tx, job.callId, "will_try_again", detail, new Date(now));
  }
  const waitsForGrantOf = grantIsDead ? integrationId : undefined;
  await deps.queue.add(
    name,
    { ...job, attempt, strikes, failures, waitsForGrantOf },
    { key: job.callId, integrationId, startAfter: new Date(now + delayMs) },
    tx,
  );
  return { status: "done" };
}

async function giveUp(
  tx: JobTransaction,
  name: Failed["name"],
  job: Failed["job"],
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
  await trace(tx, callId, "parked", { reason, ...(name === "log-note" ? { what: "note" } : {}) }, at);
  if (name === "log-call") await saveLogging(tx, callId, { logging: "parked", loggingReason: reason });
  return { status: "parked", reason };
}
