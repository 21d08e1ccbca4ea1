import { lockCall, saveLogging, trace } from "../calls/store.ts";
import type { Clock } from "../platform/clock.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";

export type RetryDeps = { db: Database; queue: Queue; clock: Clock };

export type Retried = "retried" | "unknown" | "not_settled" | "has_ticket" | "not_wanted";

/**
 * Brings a call to the helpdesk anew that got no ticket, because it was given up or its caller was not
 * found. Its patience starts afresh; a request that was kept stays the same unless it was refused.
 */
export async function retryCall(deps: RetryDeps, callId: string): Promise<Retried> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, callId);
    await deps.queue.release("log-call", callId, { callId }, tx);
    if (call === null) return "unknown";
    if (call.logging === "done") return "has_ticket";
    if (call.logging === "not_wanted") return "not_wanted";
    if (call.settledAt === null) return "not_settled";
    await saveLogging(tx, callId, { logging: "pending", loggingReason: null });
    await trace(tx, callId, "retried_by_hand", {}, new Date(now));
    await deps.queue.add("log-call", { callId, attempt: 0, firstTriedAt: now }, { key: callId }, tx);
    return "retried";
  });
}
