import type { Call, Directory } from "./call.ts";
import { callFrom } from "./conclude.ts";
import type { CallEvent } from "./event.ts";
import { addEvent, noFacts, type CallFacts } from "./facts.ts";
import { settlingOf, type Settling } from "./settling.ts";

export type Transition = {
  facts: CallFacts;
  call: Call;
  /** When the call may be taken as final, or null while it runs. */
  settling: Settling | null;
};

/**
 * Folds one PBX event into a call. Events may come late, repeated, partial and in any order: the
 * same set of events always leads to the same call.
 */
export function transition(before: CallFacts | null, event: CallEvent, directory: Directory): Transition {
  const facts = addEvent(before ?? noFacts(event), event);
  const call = callFrom(event.pbxCallId, facts, directory);
  return { facts, call, settling: settlingOf(facts, call) };
}
