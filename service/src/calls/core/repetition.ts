import { currentStatus } from "./channels.ts";
import type { CallEvent } from "./event.ts";
import { own, type CallFacts } from "./facts.ts";

/** A copy of an event that is already kept: which transports have brought it. */
export type KeptCopy = { seenOn: readonly string[] };

export type Repetition =
  | { kind: "repeated"; copy: number } // index of the kept copy that this one repeats
  | { kind: "new" };

/**
 * Whether an event with the content of earlier ones is one of them again, or the same thing happening
 * twice. Live reports carry neither time nor number, and a second hold reads like the first. So the
 * n-th copy on one transport is the n-th on the other; and on one transport a copy is new only if
 * the channels it names have meanwhile been reported in another state.
 */
export function repetitionOf(
  copies: readonly KeptCopy[],
  transport: string,
  event: CallEvent | null,
  facts: CallFacts | null,
): Repetition {
  const counterpart = copies.findIndex((copy) => !copy.seenOn.includes(transport));
  if (counterpart >= 0) return { kind: "repeated", copy: counterpart };
  if (copies.length === 0) return { kind: "new" };
  if (event?.kind === "members" && facts !== null && changesSomething(event, facts)) {
    return { kind: "new" };
  }
  return { kind: "repeated", copy: copies.length - 1 };
}

function changesSomething(event: CallEvent & { kind: "members" }, facts: CallFacts): boolean {
  return event.members.some((member) => {
    const channel = own(facts.channels, member.channelId);
    if (channel === undefined) return true;
    const status = currentStatus(channel, null);
    return status !== "gone" && status !== member.status;
  });
}
