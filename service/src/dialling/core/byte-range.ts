/** A part of a file as a `Range` header asks for it. */
export type ByteRange = { first: number; last: number | null } | { suffix: number };

/** Null when all is to be sent: no header, several parts, or none that can be read. */
export function readRange(header: string | undefined): ByteRange | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "") return last === "" ? null : { suffix: Number(last) };
  if (last === "") return { first: Number(first), last: null };
  return Number(last) < Number(first) ? null : { first: Number(first), last: Number(last) };
}

export function headerOf(range: ByteRange): string {
  return "suffix" in range ? `bytes=-${range.suffix}` : `bytes=${range.first}-${range.last ?? ""}`;
}

/** First and last byte of the part in a file of so many; null when the file has no such part. */
export function partOf(range: ByteRange, total: number): { first: number; last: number } | null {
  const first = "suffix" in range ? Math.max(0, total - range.suffix) : range.first;
  const last = "suffix" in range ? total - 1 : Math.min(range.last ?? Infinity, total - 1);
  return first > last ? null : { first, last };
}
