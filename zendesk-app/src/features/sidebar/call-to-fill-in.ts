import type { CallView, PopRules } from "@deskline/shared/app";
import { ownPart, wasTheirs } from "../../calls/core/own-part.ts";

/** So soon after a call its pop has opened a new ticket. */
const justNowMs = 60_000;

/**
 * The call that a new ticket is about: the one that runs on the extension, or one that has just ended where a new
 * ticket opens at the end of calls. Until it was looked for, it is not known whose call it is.
 */
export function callToFillIn(
  calls: CallView[],
  extension: string | null,
  rules: PopRules,
  now: number,
): CallView | undefined {
  if (extension === null) return undefined;
  const known = calls.filter(({ candidates }) => candidates !== null);
  return (
    known.find((call) => ownPart(call, extension) !== null) ??
    known.find((call) => opensAtEnd(call, rules) && wasTheirs(call, extension) && hasJustEnded(call, now))
  );
}

function opensAtEnd({ direction }: CallView, rules: PopRules): boolean {
  if (direction === "internal") return false;
  const { when, open } = rules[direction];
  return when === "end" && open === "new_ticket";
}

function hasJustEnded({ state, endedAt }: CallView, now: number): boolean {
  return state === "ended" && endedAt !== null && now - endedAt < justNowMs;
}
