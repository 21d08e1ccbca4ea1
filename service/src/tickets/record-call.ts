import { trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { draftCallRecord } from "./core/call-record.ts";
import { externalIdOf } from "./core/draft.ts";
import { recordsBy } from "./core/record-way.ts";
import {
  callRecordOf,
  endCallRecord,
  keepCallRecord,
  noteRecordSending,
  type CallRecord,
} from "./record-store.ts";
import { noteOf } from "./store.ts";
import { takeRoom } from "./take-room.ts";
import { tellRefused } from "./tell-refused.ts";
import { contextFor, type LogCallDeps, type Work } from "./work.ts";

/**
 * Records the call where the account keeps call records, with its comment on the ticket. Zendesk takes no key that
 * would make a repetition harmless: after a lost answer the record is looked for on the ticket, and without a ticket
 * not made again. A refusal leaves the ticket as it is. @throws {GatewayError}
 */
export async function recordCall(deps: LogCallDeps, work: Work, ticketId: number | null): Promise<void> {
  const { call, integration } = work;
  const { settings, callRecords } = integration.tickets;
  if (recordsBy(settings, callRecords) !== "calls_api" || integration.zendesk.appId === null) return;
  const record =
    (await callRecordOf(deps.db, call.id)) ??
    (await prepare(deps, work, integration.zendesk.appId, ticketId));
  if (record.ended !== null) return;
  const ended = await bringAbout(deps, work, record);
  const at = new Date(deps.clock.now());
  await deps.db.transaction(async (tx) => {
    await endCallRecord(tx, call.id, ended);
    await trace(
      tx,
      call.id,
      `call_record_${ended.kind}`,
      { ticketId: record.ticketId, recordId: ended.recordId },
      at,
    );
  });
}

async function prepare(
  deps: LogCallDeps,
  work: Work,
  appId: number,
  ticketId: number | null,
): Promise<CallRecord> {
  const { call, summary, integration, zendesk } = work;
  const context = contextFor(deps, work, await noteOf(deps.db, call.id));
  const draft = draftCallRecord(summary, context, {
    appId,
    externalId: externalIdOf(integration.id, call.pbxCallId),
    endUserId: call.contactUserId,
    ticketId,
  });
  return keepCallRecord(deps.db, { callId: call.id, body: zendesk.recordRequestFor(draft), ticketId });
}

type End = { kind: "written" | "found" | "unsure" | "refused"; recordId: number | null };

async function bringAbout(deps: LogCallDeps, work: Work, record: CallRecord): Promise<End> {
  const { call, integration, zendesk } = work;
  if (record.unanswered > 0) {
    if (record.ticketId === null) return { kind: "unsure", recordId: null };
    const externalId = externalIdOf(integration.id, call.pbxCallId);
    if (await zendesk.hasCallRecord(record.ticketId, externalId)) return { kind: "found", recordId: null };
  }
  if (record.ticketId !== null) await takeRoom(deps, integration, record.ticketId);
  await noteRecordSending(deps.db, call.id, 1);
  try {
    return { kind: "written", recordId: await zendesk.makeCallRecord(record.body) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.failure.kind === "rejected") {
      await tellRefused(deps, work, ["voice_comment"], error.failure.detail);
      return { kind: "refused", recordId: null };
    }
    if (!error.ambiguous) await noteRecordSending(deps.db, call.id, -1);
    throw error;
  }
}
