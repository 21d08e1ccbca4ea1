import type { TraceStep } from "../calls/core/trace-step.ts";
import { lockCall, saveLogging, trace, type CallRow } from "../calls/store.ts";
import type { Clock } from "../platform/clock.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { bringAnew } from "./bring-anew.ts";
import { logNoteLater } from "./note-later.ts";

export type RetryDeps = { db: Database; queue: Queue; clock: Clock };

export type Retried = "retried" | "unknown" | "not_settled" | "has_ticket" | "not_wanted" | "held";

/**
 * Brings a call to the helpdesk anew that got no ticket, because it was given up or its caller was not
 * found. Its patience starts afresh; a request that was kept stays the same unless it was refused.
 */
export async function retryCall(deps: RetryDeps, callId: string): Promise<Retried> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, callId);
    await deps.queue.release("log-call", callId, { callId }, tx);
    if (call === null) return "unknown";
    if (call.logging === "done") return "has_ticket";
    if (call.logging === "not_wanted") return "not_wanted";
    if (call.logging === "held") return "held";
    if (call.settledAt === null) return "not_settled";
    await bringAgain(deps, tx, call, "retried_by_hand", {});
    return "retried";
  });
}

/** Brings a call's note to its ticket anew that was given up. */
export async function retryNote({ db, queue, clock }: RetryDeps, callId: string): Promise<Retried> {
  return db.transaction(async (tx) => {
    if ((await lockCall(tx, callId)) === null) return "unknown";
    await logNoteLater({ queue, tx, callId, now: clock.now() });
    return "retried";
  });
}

/** Has a settled call brought to the helpdesk, in the transaction of what it follows from. Jobs given up are let go. */
export async function bringAgain(
  deps: Pick<RetryDeps, "queue" | "clock">,
  tx: JobTransaction,
  call: Pick<CallRow, "id" | "integrationId">,
  step: TraceStep,
  detail: Record<string, unknown>,
): Promise<void> {
  const callId = call.id;
  await deps.queue.release("log-call", callId, { callId }, tx);
  await saveLogging(tx, callId, { logging: "pending", loggingReason: null });
  await trace(tx, callId, step, detail, new Date(deps.clock.now()));
  await bringAnew(deps, tx, call);
}
