import { dispositionOf, durationsOf, isConversation, seconds, type Disposition, type Leg } from "./legs.ts";
import type { Direction, LiveCall } from "./live-call.ts";
import { compactTime, wallClock } from "./local-time.ts";

/** A finished leg as the CDR store keeps it; times are epoch milliseconds. */
export type CdrRow = {
  newId: string;
  uid: string;
  callId: string;
  at: number;
  from: Leg["from"];
  to: Leg["to"];
  srcTrunk: string;
  dstTrunk: string;
  duration: number;
  /** Absent on IVR legs. */
  ringDuration: number | null;
  talkDuration: number;
  disposition: Disposition;
  type: Direction;
  didNumber: string;
  didName: string;
  recording: string;
  noteId: string;
};

export type Recording = {
  id: number;
  file: string;
  uid: string;
  callId: string;
  at: number;
  /** When it can be listed and fetched, by the clock of the PBX. */
  readyAt: number;
  from: Leg["from"];
  to: Leg["to"];
  duration: number;
  type: Direction;
};

/** Five hexadecimal digits that look random and are not. */
export function fiveHex(seed: number): string {
  return ((seed * 7919 + 0xa1b2c) & 0xfffff).toString(16).toUpperCase().padStart(5, "0");
}

/** One row per leg, in the order the legs began. */
export function cdrRowsOf(call: LiveCall, timeZone: string): CdrRow[] {
  return call.ledger.legs.map((leg, position) => {
    const { duration, ring, talk } = durationsOf(leg);
    const serial = `${compactTime(leg.startedAt, timeZone)}-`;
    return {
      newId: serial + fiveHex(channelNumber(call) * 31 + position),
      uid: call.uid,
      callId: call.callId,
      at: leg.startedAt,
      from: leg.from,
      to: leg.to,
      srcTrunk: call.channels.find((channel) => channel.kind === "inbound")?.trunk ?? "",
      dstTrunk: leg.dstTrunk,
      duration,
      ringDuration: leg.kind === "ivr" ? null : ring,
      talkDuration: leg.kind === "ring_group" ? 0 : talk,
      disposition: dispositionOf(leg),
      type: call.direction,
      didNumber: call.didNumber,
      didName: call.didName,
      recording: call.recorded && isConversation(leg) ? recordingName(call, leg, timeZone) : "",
      noteId: serial + fiveHex(channelNumber(call) * 17 + position + 1),
    };
  });
}

/** `YYYYMMDDHHmmss-<call_id>-<from>-<to>-<type>.wav`, the time being when they began to talk. */
function recordingName(call: LiveCall, leg: Leg, timeZone: string): string {
  const time = compactTime(leg.answeredAt ?? leg.startedAt, timeZone);
  return `${time}-${call.callId}-${leg.from.number}-${leg.to.number}-${call.direction}.wav`;
}

function channelNumber(call: LiveCall): number {
  return Number(call.callId.split(".")[1] ?? 0);
}

/** The 30012 messages: one for the call as a whole, or one per row. `call_id` is added when sent. */
export function endMessagesOf(
  call: LiveCall,
  rows: readonly CdrRow[],
  timeZone: string,
  records: "per_call" | "per_leg",
): Record<string, unknown>[] {
  const ringTime = agentRingTime(call);
  if (records === "per_leg") {
    return rows.map((row) => endMessage(row, timeZone, row.to.kind === "extension" ? ringTime : 0));
  }
  const legs = call.ledger.legs;
  const conversation = legs.findLastIndex(isConversation);
  const told = rows[conversation === -1 ? rows.length - 1 : conversation];
  const first = rows[0];
  if (!told || !first) return [];
  const endedAt = call.endedAt ?? call.now();
  const spoken = legs.find(isConversation)?.answeredAt ?? null;
  const talkDuration = spoken === null ? told.talkDuration : seconds(endedAt - spoken);
  const whole: CdrRow = {
    ...told,
    at: call.startedAt,
    from: first.from,
    dstTrunk: rows.findLast((row) => row.dstTrunk !== "")?.dstTrunk ?? "",
    duration: seconds(endedAt - call.startedAt),
    talkDuration,
  };
  return [endMessage(whole, timeZone, ringTime)];
}

function endMessage(row: CdrRow, timeZone: string, agentRingTimeSeconds: number): Record<string, unknown> {
  return {
    time_start: wallClock(row.at, timeZone),
    call_from: row.from.number,
    call_to: row.to.number,
    call_duration: row.duration,
    talk_duration: row.talkDuration,
    src_trunk_name: row.srcTrunk,
    dst_trunk_name: row.dstTrunk,
    pin_code: "",
    status: row.disposition,
    type: row.type,
    recording: row.recording,
    did_number: row.didNumber,
    did_name: row.didName,
    agent_ring_time: agentRingTimeSeconds,
    uid: row.uid,
    call_note_id: row.noteId,
    enb_call_note: 1,
    is_display: 1,
    realclidnum: "",
  };
}

/** Seconds from entering the queue until an agent answered. */
function agentRingTime(call: LiveCall): number {
  const queue = call.ledger.legs.find((leg) => leg.kind === "queue" && leg.answeredAt !== null);
  return queue ? durationsOf(queue).ring : 0;
}

export function recordingsOf(rows: readonly CdrRow[], readyAt: number): Omit<Recording, "id">[] {
  return rows
    .filter((row) => row.recording !== "")
    .map((row) => ({
      file: row.recording,
      uid: row.uid,
      callId: row.callId,
      at: row.at,
      readyAt,
      from: row.from,
      to: row.to,
      duration: row.talkDuration,
      type: row.type,
    }));
}
