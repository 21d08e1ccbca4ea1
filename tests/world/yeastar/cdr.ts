import { z } from "zod";
import { endpoint, failure, invalid, pageOf, paging, success, type Endpoint } from "./api.ts";
import { displayTime } from "./local-time.ts";
import type { DisplayFormat, Switches } from "./options.ts";
import type { CdrRow } from "./records.ts";

export type PbxTime = { timeZone: string; displayFormat: DisplayFormat };

const sortable: [string, ...string[]] = [
  "id",
  "uid",
  "time",
  "duration",
  "ring_duration",
  "talk_duration",
  "disposition",
  "src_trunk",
  "dst_trunk",
  "call_type",
  "did_number",
  "dod_number",
  "src_addr",
];
const page = {
  ...paging(sortable),
  disposition_code_list: z.string().optional(),
  call_note_remark: z.string().optional(),
};
const search = {
  ...page,
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  call_from: z.string().optional(),
  call_to: z.string().optional(),
  status: z.enum(["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "VOICEMAIL"]).optional(),
  did: z.string().optional(),
  pin_code: z.string().optional(),
  extension_group: z.string().optional(),
};

/** `cdr/list` and `cdr/search` of v1 (one row per leg), and what v2 says on this firmware. */
export function cdrEndpoints(
  rows: readonly CdrRow[],
  switches: Switches,
  time: PbxTime,
  nameOf: (number: string) => string,
): Endpoint[] {
  const shown = (row: CdrRow): Record<string, unknown> => cdrRow(row, time, nameOf);
  const byTime = (row: Record<string, unknown>, field: string): unknown =>
    row[field === "time" || field === "id" ? "timestamp" : field];
  return [
    endpoint("GET", "cdr/list", page, (wanted) => pageOf(rows.map(shown), wanted, byTime)),
    endpoint("GET", "cdr/search", search, (wanted) => {
      const from = bound(wanted.start_time, rows, time);
      const until = bound(wanted.end_time, rows, time);
      if (from === "bad") return invalid({ value: "start_time", validation_type: "time_format" });
      if (until === "bad") return invalid({ value: "end_time", validation_type: "time_format" });
      const epochGiven = /^\d+$/.test(wanted.start_time ?? wanted.end_time ?? "");
      const found = rows.filter(
        (row) =>
          !(epochGiven && !switches.cdrEpochBounds) &&
          row.at >= (from ?? -Infinity) &&
          row.at <= (until ?? Infinity) &&
          (wanted.call_from === undefined || row.from.number === wanted.call_from) &&
          (wanted.call_to === undefined || row.to.number === wanted.call_to) &&
          (wanted.status === undefined || row.disposition === wanted.status) &&
          (wanted.did === undefined || `${row.didNumber}:${row.srcTrunk}` === wanted.did),
      );
      return pageOf(found.map(shown), wanted, byTime);
    }),
    ...(["list", "search"] as const).map((name) =>
      endpoint("GET", `/openapi/v2.0/cdr/${name}`, v2Page, (wanted) => {
        if (switches.cdrV2 !== "on") return failure(switches.cdrV2 === "absent" ? 10001 : -2);
        return pageOf(
          callsOf(rows).map((legs) => v2Basic(legs, time, nameOf)),
          wanted,
        );
      }),
    ),
    endpoint("GET", "/openapi/v2.0/cdr/detail", { uid: z.string() }, ({ uid }) => {
      if (switches.cdrV2 !== "on") return failure(switches.cdrV2 === "absent" ? 10001 : -2);
      const legs = rows.filter((row) => row.uid === uid);
      if (legs.length === 0) return failure(60001);
      const timeline = legs.map((row, position) => ({
        leg: position + 1,
        time: displayTime(row.at, time.timeZone, time.displayFormat),
        status: row.disposition,
        call_from: party(row.from, nameOf),
        call_to: party(row.to, nameOf),
        call_duration: row.duration,
        ring_duration: row.ringDuration ?? 0,
        talk_duration: row.talkDuration,
        hold_duration: 0,
      }));
      return success({ data: { basic: v2Basic(legs, time, nameOf), call_notes: {}, timeline } });
    }),
  ];
}

const v2Page = paging([
  "uid",
  "time",
  "call_type",
  "last_status",
  "call_duration",
  "routing_duration",
  "handling_duration",
]);

/** An epoch second, an ISO instant, or a row's own time in the display format; in milliseconds. */
function bound(text: string | undefined, rows: readonly CdrRow[], time: PbxTime): number | null | "bad" {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return Number.isNaN(Date.parse(text)) ? "bad" : Date.parse(text);
  const same = rows.find((row) => displayTime(row.at, time.timeZone, time.displayFormat) === text);
  return same ? same.at : "bad";
}

export function party({ name, number }: CdrRow["from"], nameOf: (number: string) => string): string {
  return `${name || nameOf(number)}<${number}>`;
}

function cdrRow(row: CdrRow, time: PbxTime, nameOf: (number: string) => string): Record<string, unknown> {
  return {
    new_id: row.newId,
    uid: row.uid,
    call_id: row.callId,
    time: displayTime(row.at, time.timeZone, time.displayFormat),
    timestamp: Math.floor(row.at / 1000),
    call_from: party(row.from, nameOf),
    call_to: party(row.to, nameOf),
    call_from_number: row.from.number,
    call_from_name: row.from.name || nameOf(row.from.number),
    call_to_number: row.to.number,
    call_to_name: row.to.name || nameOf(row.to.number),
    src_addr: "198.51.100.7",
    src_trunk: row.srcTrunk,
    dst_trunk: row.dstTrunk,
    duration: row.duration,
    ...(row.ringDuration === null ? {} : { ring_duration: row.ringDuration }),
    talk_duration: row.talkDuration,
    disposition: row.disposition,
    call_type: row.type,
    did: "",
    did_number: row.didNumber,
    did_name: row.didName,
    dod_number: "",
    record_file: row.recording,
    pin_code: "",
    reason: "",
    call_note: "",
    call_note_id: row.noteId,
    enb_call_note: 1,
  };
}

function callsOf(rows: readonly CdrRow[]): CdrRow[][] {
  const uids = new Set(rows.map((row) => row.uid));
  return [...uids].map((uid) => rows.filter((row) => row.uid === uid));
}

function v2Basic(
  legs: readonly CdrRow[],
  time: PbxTime,
  nameOf: (number: string) => string,
): Record<string, unknown> {
  const first = legs[0];
  const last = legs.at(-1);
  if (!first || !last) return {};
  const handling = last.to.kind === "extension" || last.to.kind === "external" ? last.talkDuration : 0;
  const duration = Math.round((last.at - first.at) / 1000) + last.duration;
  return {
    uid: first.uid,
    time: displayTime(first.at, time.timeZone, time.displayFormat),
    call_type: first.type,
    call_from_number: first.from.number,
    call_from_name: first.from.name || nameOf(first.from.number),
    call_to_number: first.to.number,
    call_to_name: first.to.name,
    last_status: last.disposition,
    call_duration: duration,
    routing_duration: duration - handling,
    handling_duration: handling,
  };
}
