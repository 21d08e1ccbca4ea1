/** A mistake in a text with what stands around it, and where that is as people count. */
export type Quoted = { line: number; column: number; before: string; piece: string; after: string };

const around = 24;

export function quote(text: string, at: number, length: number): Quoted {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const next = text.indexOf("\n", at);
  const end = next === -1 ? text.length : next;
  const until = Math.min(Math.max(at + length, at + 1), end);
  const from = Math.max(start, at - around);
  const to = Math.min(end, until + around);
  return {
    line: text.slice(0, at).split("\n").length,
    column: at - start + 1,
    before: `${from > start ? "…" : ""}${text.slice(from, at)}`,
    piece: text.slice(at, until),
    after: `${text.slice(until, to)}${to < end ? "…" : ""}`,
  };
}

export function replaceAt(text: string, at: number, length: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + length);
}
