import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { cutOut } from "../cut-out.ts";
import { headerOf, partOf, readRange } from "./byte-range.ts";

test.each([
  ["bytes=0-", { first: 0, last: 9 }],
  ["bytes=0-0", { first: 0, last: 0 }],
  ["bytes=3-5", { first: 3, last: 5 }],
  [" bytes=3-500 ", { first: 3, last: 9 }],
  ["bytes=-4", { first: 6, last: 9 }],
  ["bytes=-40", { first: 0, last: 9 }],
  ["bytes=-0", null],
  ["bytes=10-", null],
  ["bytes=10-12", null],
])("%j of ten bytes", (header, part) => {
  const range = readRange(header);
  expect(range === null ? "all" : partOf(range, 10)).toEqual(part);
});

test.each([
  undefined,
  "",
  "bytes=",
  "bytes=-",
  "bytes=5-3",
  "bytes=0-1,4-5",
  "items=0-1",
  "bytes=a-b",
  "bytes=1-2-3",
])("%j asks for all", (header) => {
  expect(readRange(header)).toBeNull();
});

test("a range is passed on as it was asked for", () => {
  for (const header of ["bytes=0-", "bytes=3-5", "bytes=-4"]) {
    const range = readRange(header);
    expect(range === null ? null : headerOf(range)).toBe(header);
  }
});

function streamOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

test("a part is cut out whatever pieces it comes in, and the rest is not read", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 9 }), { minLength: 1, maxLength: 9 }),
      fc.nat(),
      fc.nat(),
      async (pieces, a, b) => {
        const all = Buffer.concat(pieces);
        fc.pre(all.length > 0);
        const [first = 0, last = 0] = [a % all.length, b % all.length].sort((x, y) => x - y);
        const cut = cutOut(streamOf(pieces), first, last);
        expect(Buffer.from(await new Response(cut).arrayBuffer()).equals(all.subarray(first, last + 1))).toBe(
          true,
        );
      },
    ),
  );
});

test("who stops reading stops the source", async () => {
  let stopped = false;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(100)),
    cancel: () => void (stopped = true),
  });
  const reader = cutOut(source, 50, 1_000_000).getReader();
  await reader.read();
  await reader.cancel();
  await vi.waitFor(() => expect(stopped).toBe(true));
});
