export type StreamEvent = { event: string; data: string; id: string | null };

/** Splits an event stream's text into events; comments, which keep the connection open, come as events named "". */
export async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of chunksOf(body)) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    yield* blocks.map(eventOf);
  }
}

/** A stream can be looped over directly in most browsers, in Safari only of late. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function eventOf(block: string): StreamEvent {
  const event: StreamEvent = { event: "", data: "", id: null };
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^(event|data|id): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event.event = value;
    else if (field === "id") event.id = value;
    else if (field === "data") event.data += value;
  }
  return event;
}
