/** The bytes from first to last; what comes behind them is not read any more. */
export function cutOut(
  body: ReadableStream<Uint8Array>,
  first: number,
  last: number,
): ReadableStream<Uint8Array> {
  let at = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        const from = Math.max(first - at, 0);
        const to = Math.min(last + 1 - at, piece.length);
        at += piece.length;
        if (from < to) controller.enqueue(piece.subarray(from, to));
        if (at > last) controller.terminate();
      },
    }),
  );
}
