import type { LeaveReason } from "@deskline/shared/admin-ticket-preview";

/** What somebody, or the order to dial, said of the ticket of a call. */
type Said = { ticketId: number | null; dialledFromTicket: number | null; ticketByHand: boolean };

/** The ticket that existed before and is to hold this call: the one it was linked to, else the one it was dialled from. */
export function targetOf(call: { ticketId: number | null; dialledFromTicket: number | null }): number | null {
  return call.ticketId ?? call.dialledFromTicket;
}

/** A call dialled from a ticket stands there, unless it is not to be told of at all. */
export function leavesDialled(reason: LeaveReason): boolean {
  return reason === "never_log" || reason === "rule_record_only" || reason === "rule_ignore";
}

type Chosen = { contactByHand: boolean; contactUserId: number | null };

/** Who somebody said is at the other end; null where nobody has. */
export function chosenOf(call: Chosen): number | null {
  return call.contactByHand ? call.contactUserId : null;
}

/** Whether it was said meanwhile that a call belongs elsewhere, or somebody wants a ticket of it. */
export function isSaidOtherwise(now: Said, before: Said): boolean {
  return (
    now.ticketId !== before.ticketId ||
    now.dialledFromTicket !== before.dialledFromTicket ||
    now.ticketByHand !== before.ticketByHand
  );
}

/** Whether a call is to be brought elsewhere than it was, or for somebody else: what was refused before says nothing of that. */
export function isAnotherMatter(now: Said & Chosen, before: Said & Chosen): boolean {
  const chosen = chosenOf(now);
  return isSaidOtherwise(now, before) || (chosen !== null && chosen !== chosenOf(before));
}
