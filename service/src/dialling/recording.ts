import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import { maySee } from "../calls/core/may-see.ts";
import type { CallRow } from "../calls/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { RecordingStream } from "../pbx/port.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { isKept } from "../recordings/core/kept.ts";
import type { TicketReach } from "../tickets/ports.ts";
import { reaches } from "../tickets/reach.ts";
import { headerOf, partOf, type ByteRange } from "./core/byte-range.ts";
import { cutOut } from "./cut-out.ts";
import { pbxFor, type DiallingDeps } from "./deps.ts";
import { callOf } from "./store.ts";

/** For so long after a call the PBX may still be writing its recording. */
const writingMs = 10 * 60_000;

export type FindDeps = DiallingDeps & { zendeskOf: (integrationId: string) => Promise<TicketReach> };

/**
 * Null when the agent can have the recording played now, else what is in the way. Whom Zendesk restricts to some
 * tickets hears what stands on those. @throws {GatewayError} when Zendesk cannot be asked for that
 */
export async function findRecording(
  deps: FindDeps,
  agent: Agent,
  callId: string,
  index: number,
): Promise<ErrorCode | null> {
  const { integration, extension } = agent;
  const call = await callOf(deps.db, integration.id, callId);
  if (call === null || !maySee(extension, call)) return "call_unknown";
  if (call.ticketId !== null && !(await reaches(deps.zendeskOf, agent, call.ticketId))) return "call_unknown";
  const file = fileOf(call, index);
  if (file === undefined) return "recording_gone";
  if (isExpired(deps, integration, call)) return "recording_expired";
  return orUnreachable(deps, integration, async () => {
    const { vendor, connection } = await pbxFor(deps, integration);
    return (await vendor.hasRecording(connection, file)) ? null : absentCode(deps, call);
  });
}

export type RecordingsStanding = "waiting" | "ready" | "gone";

/**
 * How a call's recordings stand at the PBX; null when it cannot be asked. What is not there after the time that it
 * writes never comes: one that is there is enough then.
 */
export async function askForRecordings(
  deps: DiallingDeps,
  integration: KnownIntegration,
  call: CallRow,
): Promise<RecordingsStanding | null> {
  const files = call.summary?.recordings ?? [];
  const there = await orUnreachable(deps, integration, async () => {
    const { vendor, connection } = await pbxFor(deps, integration);
    let count = 0;
    // One after the other: a PBX gives out one at a time.
    for (const file of files) if (await vendor.hasRecording(connection, file)) count += 1;
    return count;
  });
  if (typeof there === "string") return null;
  if (there < files.length && absentCode(deps, call) === "recording_not_ready") return "waiting";
  return there > 0 ? "ready" : "gone";
}

/** Bytes to be sent: all, or a part of so many in all. */
export type Playing = {
  mediaType: string;
  length: number | null;
  part: { first: number; last: number; total: number } | null;
  body: ReadableStream<Uint8Array>;
};
export type Played = Playing | { code: ErrorCode } | { beyond: number };

/**
 * Opens a recording at the PBX and gives the part that is asked for, cut out here when the PBX sends all.
 * `beyond` is the size of a file that has no such part. `signal` ends the download.
 */
export async function openRecording(
  deps: DiallingDeps,
  integration: KnownIntegration,
  wanted: { callId: string; index: number; range: ByteRange | null; signal: AbortSignal },
): Promise<Played> {
  const call = await callOf(deps.db, integration.id, wanted.callId);
  const file = call === null ? undefined : fileOf(call, wanted.index);
  if (call === null || file === undefined) return { code: "recording_gone" };
  if (isExpired(deps, integration, call)) return { code: "recording_expired" };
  const range = wanted.range === null ? null : headerOf(wanted.range);
  const opened = await orUnreachable(deps, integration, async () => {
    const { vendor, connection } = await pbxFor(deps, integration);
    return vendor.openRecording(connection, file, { range, signal: wanted.signal });
  });
  if (typeof opened === "string") return { code: opened };
  return opened === null ? { code: absentCode(deps, call) } : inPart(opened, wanted.range);
}

async function inPart(stream: RecordingStream, range: ByteRange | null): Promise<Played> {
  const { mediaType, length: total, part, body } = stream;
  if (part !== null) return { mediaType, part, length: part.last - part.first + 1, body };
  // Of a file of unknown size all is sent, which HTTP allows.
  if (range === null || total === null) return { mediaType, part: null, length: total, body };
  const wanted = partOf(range, total);
  if (wanted === null) {
    await body.cancel();
    return { beyond: total };
  }
  const { first, last } = wanted;
  return {
    mediaType,
    part: { first, last, total },
    length: last - first + 1,
    body: cutOut(body, first, last),
  };
}

function fileOf(call: CallRow, index: number): string | undefined {
  return call.summary?.recordings[index];
}

function isExpired({ clock }: DiallingDeps, { tickets }: KnownIntegration, { endedAt }: CallRow): boolean {
  return !isKept(tickets.settings.recordings.keepDays, endedAt?.getTime() ?? null, clock.now());
}

function absentCode({ clock }: DiallingDeps, { endedAt }: CallRow): ErrorCode {
  const isFresh = endedAt === null || clock.now() - endedAt.getTime() < writingMs;
  return isFresh ? "recording_not_ready" : "recording_gone";
}

async function orUnreachable<T>(
  deps: DiallingDeps,
  integration: KnownIntegration,
  ask: () => Promise<T>,
): Promise<T | "pbx_unreachable"> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info(
      { err: error, integrationId: integration.id },
      "the PBX could not be asked for a recording",
    );
    return "pbx_unreachable";
  }
}
