import { GatewayError } from "../platform/gateway-error.ts";
import type { RecordingStream } from "../pbx/port.ts";
import type { Logger } from "../platform/logger.ts";

export type ReadFile = { bytes: Uint8Array<ArrayBuffer>; mediaType: string };

export type FileDeps = {
  log: Logger;
  /** A recording as the PBX gives it out; null when it does not have it. @throws {GatewayError} */
  recordingOf: (integrationId: string, file: string, signal: AbortSignal) => Promise<RecordingStream | null>;
};

/** A recording, whole, unless it is larger than so many bytes. */
export async function readFile(
  deps: FileDeps,
  integrationId: string,
  file: string,
  { most, timeoutMs }: { most: number; timeoutMs: number },
): Promise<ReadFile | "gone" | "too_large" | "unreachable"> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const stream = await deps.recordingOf(integrationId, file, signal);
    if (stream === null) return "gone";
    if ((stream.length ?? 0) > most) {
      await stream.body.cancel();
      return "too_large";
    }
    const bytes = await collect(stream.body, most);
    return bytes === null ? "too_large" : { bytes, mediaType: stream.mediaType };
  } catch (error) {
    // A download that breaks off is no `GatewayError`.
    const level = error instanceof GatewayError ? "info" : "warn";
    deps.log[level]({ err: error, integrationId }, "a recording was not read");
    return "unreachable";
  }
}

async function collect(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
