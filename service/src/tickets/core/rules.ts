import type { Call } from "../../calls/core/call.ts";

/** Whether a call is to be brought to Zendesk, and if not why. */
export type TicketRule =
  { kind: "log" } | { kind: "leave"; reason: "internal" | "no_bound_extension" | "refused" };

/**
 * Calls between extensions are never logged. A call matters when at least one bound extension rang,
 * talked, dialled or was called, even if its phone could not ring, or when somebody `wanted` it on a ticket.
 * What the PBX refused to dial was no call.
 */
export function ticketRuleFor(call: Call, boundExtensions: ReadonlySet<string>, wanted = false): TicketRule {
  if (call.refused) return { kind: "leave", reason: "refused" };
  if (call.direction === "internal") return { kind: "leave", reason: "internal" };
  return wanted || involvedIn(call).some((number) => boundExtensions.has(number))
    ? { kind: "log" }
    : { kind: "leave", reason: "no_bound_extension" };
}

/** Every number of ours that rang, talked, dialled or was called. */
export function involvedIn(call: Call): string[] {
  return [
    ...call.rang,
    ...call.unreached,
    ...call.legs.flatMap((leg) => (leg.kind === "extension" ? [leg.number] : [])),
    ...call.answeredBy,
    ...call.destinations,
    ...(call.dialledBy === null ? [] : [call.dialledBy]),
  ];
}
