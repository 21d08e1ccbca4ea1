import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import type { HttpStream } from "../../platform/http-client.ts";
import { pause } from "../../platform/pause.ts";
import type { PbxConnection, RecordingStream } from "../port.ts";
import { downloadFromPbx, getFromPbx } from "./client.ts";

const Download = z.object({ download_resource_url: z.string().startsWith("/") });

/** Whether the PBX has written the recording by now. @throws {GatewayError} */
export async function hasRecording(pbx: PbxConnection, file: string): Promise<boolean> {
  return (await pathOf(pbx, file, AbortSignal.any([]))) !== null;
}

/** A recording as the PBX sends it, or a part of it where the PBX knows ranges. @throws {GatewayError} */
export async function openRecording(
  pbx: PbxConnection,
  file: string,
  { range, signal }: { range: string | null; signal: AbortSignal },
): Promise<RecordingStream | null> {
  const path = await pathOf(pbx, file, signal);
  if (path === null) return null;
  const download = (headers: Record<string, string>) => downloadFromPbx(pbx, path, { headers, signal });
  let answer = await download(range === null ? {} : { range });
  if (answer?.status === 416) {
    await answer.body?.cancel();
    answer = await download({});
  }
  return answer === null ? null : streamOf(answer, file);
}

function streamOf({ status, headers, body }: HttpStream, file: string): RecordingStream {
  if (body === null) throw new GatewayError("PBX", { kind: "malformed", detail: "the recording is empty" });
  const length = headers.get("content-length");
  return {
    part: status === 206 ? partOf(headers.get("content-range")) : null,
    length: length !== null && /^\d+$/.test(length) ? Number(length) : null,
    mediaType: file.toLowerCase().endsWith(".mp3") ? "audio/mpeg" : "audio/wav",
    body,
  };
}

function partOf(contentRange: string | null): RecordingStream["part"] {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? "") ?? [];
  if (total === undefined)
    throw new GatewayError("PBX", { kind: "malformed", detail: "a part that does not say which" });
  return { first: Number(first), last: Number(last), total: Number(total) };
}

const notThere = new Set([60001, 40002]);
const mostTries = 5;
const betweenTriesMs = 400;

/**
 * Where the recording can be fetched for the next half hour; null when the PBX does not have it. While
 * somebody else fetches one as mp3 the PBX says that it is busy.
 */
async function pathOf(pbx: PbxConnection, file: string, signal: AbortSignal): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await getFromPbx(pbx, "recording/download", { file }, Download)).download_resource_url;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const { failure } = error;
      if (failure.kind === "rejected" && notThere.has(failure.status)) return null;
      if (failure.kind !== "unavailable" || tries === mostTries) throw error;
      await pause(betweenTriesMs, signal);
    }
  }
}
