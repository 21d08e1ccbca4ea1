import type { CallView } from "@deskline/shared/app";

/**
 * Whether a call that the panel was opened for is still to be shown. One that is not known yet is waited for; one that
 * ended unanswered stays only as long as it is open who it was.
 */
export function isStillAsked(call: CallView | undefined, cards: string[]): boolean {
  if (call === undefined || call.state !== "ended" || cards.includes(call.id)) return true;
  return call.candidates?.length !== 1;
}
