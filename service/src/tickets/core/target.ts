/** The ticket that existed before and is to hold this call: the one it was linked to, else the one it was dialled from. */
export function targetOf(call: { ticketId: number | null; dialledFromTicket: number | null }): number | null {
  return call.ticketId ?? call.dialledFromTicket;
}
