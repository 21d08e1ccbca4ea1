import type { Call } from "../../calls/core/call.ts";

/** Names of extensions by number. */
export type Names = ReadonlyMap<string, string>;

/**
 * Subject of a ticket made after the call. The missing space before the dash is deliberate: the PBX
 * vendor's integration writes it so, and reports are built on it.
 */
export function subjectAfter(call: Call, names: Names): string {
  const outside = `<${call.outsideNumber ?? ""}>`;
  const result = call.outcome === "answered" ? "Answered" : "No Answer";
  return call.direction === "outbound"
    ? `Outbound ${result}- from ${party(ourSideOf(call), names)} to ${outside}`
    : `Inbound ${result}- from ${outside} to ${party(ourSideOf(call), names)}`;
}

/** Subject of a ticket made while the call rings. */
export function subjectBefore(call: Call, names: Names): string {
  const outside = `<${call.outsideNumber ?? ""}>`;
  return call.direction === "outbound"
    ? `Outbound - from ${party(ourSideOf(call), names)} to ${outside}`
    : `Inbound - from ${outside} to <${call.dialled ?? call.did ?? ""}>`;
}

/**
 * The number that stands for our side: outbound the one that dialled; inbound the first that answered,
 * else the queue or ring group that was rung, else the last extension that rang, else the last one that
 * was called and could not ring, else what was dialled.
 */
export function ourSideOf(call: Call): string {
  if (call.direction === "outbound") return call.dialledBy ?? "";
  return call.answeredBy[0] ?? call.group ?? call.rang.at(-1) ?? call.unreached.at(-1) ?? call.dialled ?? "";
}

/** `Kristin Hale<2005>`, or `<2005>` for a number without a name. */
export function party(number: string, names: Names): string {
  return `${names.get(number) ?? ""}<${number}>`;
}
