import type { Registry } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { ticketRuleFor } from "../tickets/core/rules.ts";
import { settlingOf } from "./core/settling.ts";
import { lockCall, markPbxAsked, markSettled, saveLogging, trace, type CallRow } from "./store.ts";

export type SettleDeps = { db: Database; queue: Queue; registry: Registry; clock: Clock };

/**
 * Takes a call as final when it has been quiet for long enough, and decides what becomes of it. If
 * something is still untold then, the PBX is asked for it once. Asked too early it asks again for
 * later; asked twice it does nothing.
 */
export async function settleCall(deps: SettleDeps, callId: string): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const row = await lockCall(tx, callId);
    if (row === null || row.settledAt !== null || row.dueAt === null) return;
    const { facts, summary } = row;
    if (facts === null || summary === null) return;
    if (row.dueAt.getTime() > now) {
      await deps.queue.add("settle-call", { callId }, { key: callId, startAfter: row.dueAt }, tx);
      return;
    }
    const integration = deps.registry.byId(row.integrationId);
    const at = new Date(now);
    if (settlingOf(facts, summary) === "awaiting" && row.askedPbxAt === null && integration !== undefined) {
      await askPbx(deps, tx, row, new Date(now + integration.awaitingMs));
      return;
    }
    await markSettled(tx, callId, at);
    const rule = ticketRuleFor(summary, integration?.boundExtensions ?? new Set());
    await trace(tx, callId, "settled", { outcome: summary.outcome, ...rule }, at);
    if (rule.kind === "leave") {
      await saveLogging(tx, callId, { logging: "not_wanted", loggingReason: rule.reason });
      return;
    }
    await deps.queue.add("log-call", { callId, attempt: 0, firstTriedAt: now }, { key: callId }, tx);
  });
}

/** Has the PBX's records read, and gives them the same time again that live events had. */
async function askPbx(deps: SettleDeps, tx: JobTransaction, row: CallRow, dueAt: Date): Promise<void> {
  const at = new Date(deps.clock.now());
  await markPbxAsked(tx, row.id, at, dueAt);
  await trace(tx, row.id, "pbx_asked", { because: "no record of the call, or no end of a channel" }, at);
  const { integrationId } = row;
  await deps.queue.add("pull-records", { integrationId }, { key: integrationId }, tx);
  await deps.queue.add("settle-call", { callId: row.id }, { key: row.id, startAfter: dueAt }, tx);
}
