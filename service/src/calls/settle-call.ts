import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { isCallSwitchedOff } from "../integrations/switch.ts";
import { bringAnew } from "../tickets/bring-anew.ts";
import { isDecided, switchedOff } from "../tickets/release.ts";
import { tellCallChanged } from "../live/touch.ts";
import { beginAwaiting } from "../recordings/begin-awaiting.ts";
import { ticketRuleFor } from "../tickets/core/rules.ts";
import type { Call } from "./core/call.ts";
import type { CallFacts } from "./core/facts.ts";
import { settlingOf } from "./core/settling.ts";
import { transition } from "./core/transition.ts";
import { keysOf } from "./keys.ts";
import {
  lockCall,
  markPbxAsked,
  markSettled,
  overdueCalls,
  recordsReadSince,
  saveCall,
  saveLogging,
  trace,
  type CallRow,
} from "./store.ts";

export type SettleDeps = { db: Database; queue: Queue; registry: Registry; clock: Clock };

/**
 * Takes a call as final when it has been quiet for long enough, and decides what becomes of it. If
 * something is still untold then, the PBX is asked first. Asked too early it asks again for later;
 * asked twice it does nothing.
 */
export async function settleCall(deps: SettleDeps, callId: string): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const off = await isCallSwitchedOff(tx, callId);
    const row = await lockCall(tx, callId);
    if (row === null || row.settledAt !== null || row.dueAt === null) return;
    const { facts, summary } = row;
    if (facts === null || summary === null) return;
    if (row.dueAt.getTime() > now) {
      await deps.queue.add("settle-call", { callId }, { key: callId, startAfter: row.dueAt }, tx);
      return;
    }
    const integration = deps.registry.byId(row.integrationId);
    const again = await lookAgainIn(tx, row, facts, integration, now);
    if (again !== null) {
      await askPbx(deps, tx, row, new Date(now + again));
      return;
    }
    const call =
      summary.state === "ended" ? summary : await takeAsEnded(tx, row, facts, integration, new Date(now));
    await settle(deps, tx, row, call, integration, off);
  });
}

/** Then the PBX is asked again, for a call that it names as running or because it could not be asked. */
const againMs = 5 * 60_000;
/** A PBX that cannot be asked is waited for so long, from the last that was told of the call. */
const patienceMs = { running: 2 * 60 * 60_000, ended: 10 * 60_000 };

/** Milliseconds until the call is to be looked at again, the PBX asked meanwhile; null when it is final. */
async function lookAgainIn(
  tx: JobTransaction,
  row: CallRow,
  facts: CallFacts,
  integration: KnownIntegration | undefined,
  now: number,
): Promise<number | null> {
  if (integration === undefined || row.summary === null) return null;
  if (settlingOf(facts, row.summary) === "complete") return null;
  if (row.askedPbxAt === null) return integration.awaitingMs;
  const runs = row.summary.state !== "ended";
  if (await recordsReadSince(tx, row.integrationId, row.askedPbxAt)) return runs ? againMs : null;
  const patience = runs ? patienceMs.running : patienceMs.ended;
  return now - facts.lastToldAt < patience ? againMs : null;
}

/** Has the PBX's calls and records read. */
async function askPbx(deps: SettleDeps, tx: JobTransaction, row: CallRow, dueAt: Date): Promise<void> {
  const at = new Date(deps.clock.now());
  await markPbxAsked(tx, row.id, at, dueAt);
  await trace(tx, row.id, "pbx_asked", { because: "no record of the call, or no end of a channel" }, at);
  const { integrationId } = row;
  await deps.queue.add("pull-records", { integrationId }, { key: integrationId }, tx);
  await deps.queue.add("settle-call", { callId: row.id }, { key: row.id, startAfter: dueAt }, tx);
}

/** Nobody can say whether the call still runs; its record has to do. */
async function takeAsEnded(
  tx: JobTransaction,
  row: CallRow,
  before: CallFacts,
  integration: KnownIntegration | undefined,
  at: Date,
): Promise<Call> {
  const event = {
    kind: "not_in_progress",
    pbxCallId: row.pbxCallId,
    receivedAt: at.getTime(),
    startedAtHint: null,
  } as const;
  const directory = integration?.directory ?? { extensions: new Set<string>(), queues: new Set<string>() };
  const { facts, call } = transition(before, event, directory);
  await saveCall(tx, row.id, facts, call, at, keysOf(call, integration));
  await tellCallChanged(tx, row.integrationId, row.id);
  await trace(tx, row.id, "taken_as_ended", { because: "the PBX could not be asked" }, at);
  return call;
}

async function settle(
  deps: SettleDeps,
  tx: JobTransaction,
  row: CallRow,
  call: Call,
  integration: KnownIntegration | undefined,
  off: boolean,
): Promise<void> {
  const { id: callId, logging, loggingReason } = row;
  const wanted = row.ticketId !== null || row.ticketByHand;
  const at = new Date(deps.clock.now());
  await markSettled(tx, callId, at);
  if (call.recordings.length > 0) await beginAwaiting(deps, tx, callId, call.endedAt);
  const rule = ticketRuleFor(call, integration?.boundExtensions ?? new Set(), wanted);
  await trace(tx, callId, "settled", { outcome: call.outcome, ...rule }, at);
  if (rule.kind === "leave") {
    await saveLogging(tx, callId, { logging: "not_wanted", loggingReason: rule.reason });
    return;
  }
  if (logging === "not_wanted" && isDecided(loggingReason)) return;
  if (off) {
    await saveLogging(tx, callId, { logging: "held", loggingReason: null });
    await trace(tx, callId, "held", { because: switchedOff }, at);
    return;
  }
  await bringAnew(deps, tx, row);
}

const overdueMs = 60_000;

/** Sees to it that every call that is due has a job that settles it, whatever became of the first one. */
export async function sweepCalls(deps: Pick<SettleDeps, "db" | "queue" | "clock">): Promise<void> {
  for (const callId of await overdueCalls(deps.db, new Date(deps.clock.now() - overdueMs)))
    await deps.queue.add("settle-call", { callId }, { key: callId }, deps.db);
}
