import type { Call } from "./call.ts";

/** Whether whoever has this extension may see a call: one between extensions is that of those who take part. */
export function maySee(
  extension: string | null,
  call: { summary: Pick<Call, "direction"> | null; extensions: readonly string[] },
): boolean {
  if (call.summary === null) return false;
  if (call.summary.direction !== "internal") return true;
  return tookPart(extension, call);
}

export function tookPart(extension: string | null, call: { extensions: readonly string[] }): boolean {
  return extension !== null && call.extensions.includes(extension);
}
