import { callById, trace } from "../calls/store.ts";
import { draftCallRecord } from "./core/call-record.ts";
import { externalIdOf } from "./core/draft.ts";
import { recordsBy } from "./core/record-way.ts";
import {
  callRecordOf,
  endCallRecord,
  keepCallRecord,
  noteRecordSending,
  type CallRecord,
  type RecordEnd,
} from "./record-store.ts";
import { mayLook, sendOnce } from "./send-once.ts";
import { noteOf } from "./store.ts";
import { contextFor, type LogCallDeps, type Work } from "./work.ts";

/**
 * Records the call where the account keeps call records, with its comment on the ticket. Zendesk takes no key that
 * would make a repetition harmless: after a lost answer the record is looked for on the ticket once it must be there,
 * and without a ticket not made again. A refusal leaves the ticket as it is. A record that is there is corrected later. @throws {GatewayError}
 */
export async function recordCall(deps: LogCallDeps, work: Work, ticketId: number | null): Promise<void> {
  const { call, integration } = work;
  const { settings, callRecords } = integration.tickets;
  if (recordsBy(settings, callRecords) !== "calls_api") return;
  const { appId } = integration.zendesk;
  if (appId === null) return tellWithoutApp(deps, work);
  const kept = await callRecordOf(deps.db, call.id);
  if (kept !== null && kept.ended !== null) return;
  // What certainly was not sent says what is so by now.
  const record = kept !== null && kept.unanswered > 0 ? kept : await prepare(deps, work, appId, ticketId);
  const ended = await bringAbout(deps, work, record);
  const at = new Date(deps.clock.now());
  await deps.db.transaction(async (tx) => {
    await endCallRecord(tx, record, ended);
    await trace(
      tx,
      call.id,
      `call_record_${ended.kind}`,
      { ticketId: record.ticketId, recordId: ended.recordId },
      at,
    );
  });
}

/** Zendesk keeps records of calls only for an app. */
async function tellWithoutApp({ db, clock }: LogCallDeps, { call }: Work): Promise<void> {
  const because = "the app is not installed";
  await trace(db, call.id, "call_record_not_made", { because }, new Date(clock.now()));
}

async function prepare(
  deps: LogCallDeps,
  work: Work,
  appId: number,
  ticketId: number | null,
): Promise<CallRecord> {
  const { call, summary, integration, zendesk } = work;
  const context = contextFor(deps, work, await noteOf(deps.db, call.id));
  // Whoever was found for the ticket is not known of a call that was read before.
  const endUserId = (await callById(deps.db, call.id))?.contactUserId ?? null;
  const draft = draftCallRecord(summary, context, {
    appId,
    externalId: externalIdOf(integration.id, call.pbxCallId),
    endUserId,
    ticketId,
  });
  const { disposition } = draft;
  const body = zendesk.recordRequestFor(draft);
  return keepCallRecord(deps.db, { callId: call.id, body, ticketId, endUserId, disposition });
}

async function bringAbout(deps: LogCallDeps, work: Work, record: CallRecord): Promise<RecordEnd> {
  const { call, integration, zendesk } = work;
  const { ticketId } = record;
  if (record.unanswered > 0) {
    if (ticketId === null) return { kind: "unsure", recordId: null };
    mayLook(deps, record.sentAt);
    const found = await zendesk.findCallRecord(ticketId, externalIdOf(integration.id, call.pbxCallId));
    if (found !== null) return { kind: "found", recordId: found.recordId };
  }
  const sent = await sendOnce(deps, work, {
    ticketId,
    note: (by, at) => noteRecordSending(deps.db, call.id, by, at),
    send: () => zendesk.makeCallRecord(record.body),
  });
  return sent.kind === "written"
    ? { kind: "written", recordId: sent.answer }
    : { kind: "refused", recordId: null };
}
