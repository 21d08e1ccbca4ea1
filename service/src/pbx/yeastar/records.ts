import { z } from "zod";
import type { CallEvent } from "../../calls/core/event.ts";
import { GatewayError } from "../../platform/gateway-error.ts";
import { contentHash } from "../content-hash.ts";
import type { IncomingEvent, LiveCalls, PbxConnection } from "../port.ts";
import { getFromPbx } from "./client.ts";
import { MembersMessage, Seconds, Text } from "./schema.ts";
import { cleanText, numberOf } from "./text.ts";
import { callIdOf, directionFromType, recordStatusOf, startOfCallId, toMember } from "./to-call-event.ts";

const pageSize = 200;
const mostPages = 100;

/** A row of `cdr/list` (v1): one stage of a call. `timestamp` is its start in epoch seconds; other times follow a display format. */
const Row = z.object({
  call_id: z.string().trim().min(1),
  timestamp: z.number(),
  call_from: Text,
  call_to: Text,
  call_from_number: Text,
  call_to_number: Text,
  duration: Seconds,
  talk_duration: Seconds,
  src_trunk: Text,
  dst_trunk: Text,
  disposition: Text,
  call_type: Text,
  did_number: Text,
  did_name: Text,
  record_file: Text,
});
type Row = z.infer<typeof Row>;

const Page = z.object({ data: z.array(z.unknown()).catch([]) });
const LivePage = z.object({
  data: z
    .array(z.unknown())
    .nullish()
    .transform((items) => items ?? []),
});
/** `not_offered`: this firmware does not know the question. */
type LivePage = z.infer<typeof LivePage> | "not_offered" | "unreadable";

/** CDR rows that began at or after an instant (epoch ms), newest first, each as an event. @throws {GatewayError} */
export async function readRecords(
  pbx: PbxConnection,
  since: number,
  receivedAt: number,
): Promise<IncomingEvent[]> {
  const events: IncomingEvent[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const query = { page: String(page), page_size: String(pageSize), sort_by: "time", order_by: "desc" };
    const { data } = await getFromPbx(pbx, "cdr/list", query, Page);
    const rows = data.flatMap((item) => {
      const row = Row.safeParse(item);
      return row.success ? [row.data] : [];
    });
    const wanted = rows.filter((row) => row.timestamp * 1000 >= since);
    events.push(...wanted.map((row) => toIncoming(row, receivedAt)));
    if (data.length < pageSize || wanted.length < rows.length) break;
  }
  return events;
}

/** Calls in progress. With the trunk monitor off an outside call looks internal, so all kinds are read. @throws {GatewayError} */
export async function readLiveCalls(pbx: PbxConnection, receivedAt: number): Promise<LiveCalls> {
  const pages = await Promise.all(
    ["inbound", "outbound", "internal"].map((type) =>
      getFromPbx(pbx, "call/query", { type }, LivePage).catch(withoutCalls),
    ),
  );
  const items = pages.flatMap((page) => (typeof page === "string" ? [] : page.data));
  const messages = items.flatMap((item) => {
    const message = MembersMessage.safeParse(item);
    return message.success ? [message.data] : [];
  });
  return {
    named: pages.includes("not_offered")
      ? "none"
      : pages.includes("unreadable") || messages.length < items.length
        ? "some"
        : "all",
    calls: messages.map((message) =>
      incoming(message, receivedAt, message.call_id, {
        kind: "members",
        members: message.members.map(toMember),
      }),
    ),
  };
}

const dataNotFound = 60001;

/** Nothing in progress is an error on some endpoints. */
function withoutCalls(error: unknown): LivePage {
  if (!(error instanceof GatewayError)) throw error;
  if (error.failure.kind === "malformed") return "unreadable";
  if (error.failure.kind !== "rejected") throw error;
  return error.failure.status === dataNotFound ? { data: [] } : "not_offered";
}

function toIncoming(row: Row, receivedAt: number): IncomingEvent {
  const durationMs = row.duration * 1000;
  const talkMs = Math.min(row.talk_duration * 1000, durationMs);
  return incoming(row, receivedAt, row.call_id, {
    kind: "record",
    record: {
      startedAt: row.timestamp * 1000,
      localAt: null,
      from: numberOf(row.call_from_number || row.call_from),
      to: numberOf(row.call_to_number || row.call_to),
      durationMs,
      talkMs,
      status: recordStatusOf(row.disposition, talkMs),
      direction: directionFromType(row.call_type),
      sourceTrunk: cleanText(row.src_trunk) || null,
      destinationTrunk: cleanText(row.dst_trunk) || null,
      did: numberOf(row.did_number) || null,
      didName: cleanText(row.did_name) || null,
      recording: cleanText(row.record_file) || null,
    },
  });
}

type Body =
  | Pick<CallEvent & { kind: "record" }, "kind" | "record">
  | Pick<CallEvent & { kind: "members" }, "kind" | "members">;

function incoming(source: object, receivedAt: number, callId: string, body: Body): IncomingEvent {
  const pbxCallId = callIdOf(callId);
  return {
    transport: "cdr_pull",
    type: 0,
    contentHash: contentHash(0, source),
    envelope: JSON.stringify(source),
    receivedAt,
    reading: {
      kind: "call",
      event: { ...body, pbxCallId, receivedAt, startedAtHint: startOfCallId(pbxCallId, receivedAt) },
    },
  };
}
