import { lockCall, trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { bringAfterwards } from "./bring-afterwards.ts";
import { shownOf, type Correction } from "./core/call-record.ts";
import { externalIdOf } from "./core/draft.ts";
import { recordsBy } from "./core/record-way.ts";
import { correctRecordLater, isOnItsWay, recordToCorrect, type ToCorrect } from "./correct-later.ts";
import {
  endRecordComment,
  keepRecordComment,
  noteRecordCommentSending,
  saveRecordSaid,
  type CallRecord,
  type RecordComment,
} from "./record-store.ts";
import { mayLook, sendOnce } from "./send-once.ts";
import { noteOf } from "./store.ts";
import { tellRefused } from "./tell-refused.ts";
import { contextFor, type LogCallDeps, type Work } from "./work.ts";

/** A record that Zendesk has told us the id of. */
type KnownRecord = CallRecord & { recordId: number };

/**
 * Brings the record of a call to what is said of the call since: its ticket, its contact, its disposition. A ticket that
 * the call has come to gets the record's comment, once however often the call is moved.
 */
export async function correctRecord(deps: LogCallDeps, job: Payload<"correct-record">): Promise<JobResult> {
  return bringAfterwards(deps, "correct-record", job, {
    isDue: (call) => !isOnItsWay(call),
    bring: (work) => correct(deps, work),
  });
}

async function correct(deps: LogCallDeps, work: Work): Promise<void> {
  const { call, integration } = work;
  const { settings, callRecords } = integration.tickets;
  if (recordsBy(settings, callRecords) !== "calls_api") return;
  const found = await recordToCorrect(deps.db, call);
  if (found === null || !(await bringAbout(deps, work, found))) return;
  // Whatever was said meanwhile was compared with what the record said before.
  await deps.db.transaction(async (tx) => {
    await lockCall(tx, call.id);
    await correctRecordLater({ queue: deps.queue, tx, callId: call.id, now: deps.clock.now() });
  });
}

/** False where something could not be corrected. A contact that Zendesk refuses does not keep the record from its ticket. */
async function bringAbout(
  deps: LogCallDeps,
  work: Work,
  { record, correction }: ToCorrect,
): Promise<boolean> {
  const { recordId } = record;
  const { ticketId: moved, ...others } = correction.change;
  if (recordId === null) {
    await tellNot(deps, work, correction.change, "its id in Zendesk is unknown");
    return false;
  }
  const known = { ...record, recordId };
  const notMoved = moved === undefined ? null : await change(deps, work, known, { ticketId: moved });
  const notChanged = Object.keys(others).length === 0 ? null : await change(deps, work, known, others);
  const { ticketId } = work.call;
  if (correction.comment && ticketId !== null) {
    if (notMoved === null) await comment(deps, work, known, ticketId);
    else await tellRefused(deps, work, ["voice_comment"], notMoved);
  }
  return notMoved === null && notChanged === null;
}

/** Why not, else null. */
async function change(
  deps: LogCallDeps,
  work: Work,
  { recordId }: KnownRecord,
  wanted: Correction["change"],
): Promise<string | null> {
  const { call, zendesk } = work;
  const because = await refusalOf(async () => {
    const ticketId = await zendesk.changeCallRecord(recordId, wanted);
    // The comment would come onto another ticket, or make one.
    if (wanted.ticketId === undefined || wanted.ticketId === ticketId) return null;
    return `Zendesk leaves it at ${ticketId === null ? "no ticket" : `ticket ${ticketId}`}`;
  });
  if (because !== null) {
    await tellNot(deps, work, wanted, because);
    return because;
  }
  await deps.db.transaction(async (tx) => {
    await saveRecordSaid(tx, call.id, wanted);
    await trace(tx, call.id, "call_record_corrected", wanted, new Date(deps.clock.now()));
  });
  return null;
}

async function refusalOf(ask: () => Promise<string | null>): Promise<string | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return error.failure.detail;
  }
}

async function tellNot(
  deps: LogCallDeps,
  { call }: Work,
  wanted: Correction["change"],
  because: string,
): Promise<void> {
  const at = new Date(deps.clock.now());
  await trace(deps.db, call.id, "call_record_not_corrected", { ...wanted, because }, at);
}

async function comment(deps: LogCallDeps, work: Work, record: KnownRecord, ticketId: number): Promise<void> {
  const { call } = work;
  const kept = await keepRecordComment(deps.db, call.id, ticketId);
  const ended = await write(deps, work, record, kept);
  await deps.db.transaction(async (tx) => {
    await endRecordComment(tx, kept, ended);
    if (ended === "refused") return;
    await trace(tx, call.id, "call_record_commented", { ticketId }, new Date(deps.clock.now()));
  });
}

/** Zendesk takes no key for it: after a lost answer it is looked for on the ticket, once it must be there. */
async function write(
  deps: LogCallDeps,
  work: Work,
  { recordId }: KnownRecord,
  kept: RecordComment,
): Promise<NonNullable<RecordComment["ended"]>> {
  const { call, summary, integration, zendesk } = work;
  const { ticketId } = kept;
  const externalId = externalIdOf(integration.id, call.pbxCallId);
  if (kept.unanswered > 0) {
    mayLook(deps, kept.sentAt);
    if ((await zendesk.findCallRecord(ticketId, externalId)) !== null) return "found";
  }
  const shown = shownOf(summary, contextFor(deps, work, await noteOf(deps.db, call.id)));
  const sent = await sendOnce(deps, work, {
    ticketId,
    note: (by, at) => noteRecordCommentSending(deps.db, kept, by, at),
    send: () => zendesk.commentCallRecord(recordId, shown),
  });
  return sent.kind;
}
