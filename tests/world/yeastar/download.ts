import type { Switches } from "./options.ts";

const pieceBytes = 16 * 1024;

/** A recording as it is sent: whole or the part that was asked for, at once or in slow pieces. */
export function download(
  { file, wav }: { file: string; wav: Buffer },
  range: string | undefined,
  { switches, downloads }: { switches: Switches; downloads(change: 1 | -1): void },
): Response {
  const [first, last] = switches.recordingRanges ? partOf(range, wav.length) : [0, wav.length - 1];
  const headers = {
    "Content-Type": "audio/wav",
    "Content-Disposition": `attachment; filename="${file}"`,
    "Content-Length": String(last - first + 1),
    Connection: "close",
  };
  if (first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${wav.length}` } });
  }
  const bytes = new Uint8Array(wav.subarray(first, last + 1));
  const body = inPieces(bytes, switches, downloads);
  const isPart = switches.recordingRanges && range !== undefined;
  if (!isPart) return new Response(body, { headers });
  return new Response(body, {
    status: 206,
    headers: { ...headers, "Content-Range": `bytes ${first}-${last}/${wav.length}` },
  });
}

/** First and last byte; first behind last when there is no such part. */
function partOf(range: string | undefined, total: number): [number, number] {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "bytes=0-") ?? [];
  if (from === "") return [Math.max(0, total - Number(to)), total - 1];
  return [Number(from), Math.min(to === "" ? Infinity : Number(to), total - 1)];
}

function inPieces(
  bytes: Uint8Array,
  switches: Switches,
  downloads: (change: 1 | -1) => void,
): ReadableStream<Uint8Array> {
  let sent = 0;
  let open = true;
  function close(): void {
    if (open) downloads(-1);
    open = false;
  }
  downloads(1);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { recordingPieceMs } = switches;
      if (recordingPieceMs > 0) await new Promise((resolve) => setTimeout(resolve, recordingPieceMs));
      if (!open) return;
      const piece = bytes.subarray(sent, recordingPieceMs > 0 ? sent + pieceBytes : bytes.length);
      sent += piece.length;
      if (piece.length > 0) controller.enqueue(piece);
      if (sent < bytes.length) return;
      close();
      controller.close();
    },
    cancel: close,
  });
}
