import { GatewayError } from "../platform/gateway-error.ts";
import type { LogCallDeps } from "./work.ts";

export type ReadFile = { bytes: Uint8Array<ArrayBuffer>; mediaType: string };

const timeoutMs = 2 * 60_000;

/** A recording, whole, unless it is larger than so many bytes. */
export async function readFile(
  deps: Pick<LogCallDeps, "recordingOf" | "log">,
  integrationId: string,
  file: string,
  most: number,
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
