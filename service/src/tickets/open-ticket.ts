import { callById, type CallRow } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { afterRefusal } from "./after-refusal.ts";
import { chosenInstead } from "./follow-choice.ts";
import { prepareTicket, type Anew, type Opening, type Source } from "./prepare-ticket.ts";
import { noteAttempt, retireRequest, saveTicketId, ticketRequestOf, type TicketRequest } from "./store.ts";
import { uploadsTaken } from "./uploads-store.ts";
import type { LogCallDeps, Work } from "./work.ts";

export type Opened = { ticketId: number; step: "ticket_found" | "ticket_opened" };

const asWanted: Anew = { leaveOut: [], requesterGone: false, sourceRefused: false, fallbackGone: false };

/**
 * Makes the ticket of a call. Whatever fails and however often it is asked, there is one: the request is
 * kept before it is first sent, sent unchanged under one idempotency key, and its ticket looked for by
 * the external id before it is sent again. Only a request that was refused for good is written anew,
 * under another key: as the settings are by now, then without the fields that were refused, else for whoever its
 * requester is by now, else without its source; and one that certainly made no ticket, for whom somebody chose by
 * hand since. Null when there is to be no ticket, for a reason that the call keeps. @throws {GatewayError}
 */
export async function openTicket(
  deps: LogCallDeps,
  work: Work,
  opening: Opening,
  anew: Anew = asWanted,
): Promise<Opened | null> {
  const { call, zendesk } = work;
  const kept = await keptRequest(deps, call);
  const sent = kept?.attempts ?? 0;
  const earlier = kept !== null && sent > 0 ? await zendesk.findTicket(kept.externalId) : null;
  if (earlier !== null) return found(deps, work, earlier, "ticket_found");
  const wanted = { ...opening, source: sourceOf(opening, anew) };
  const request = kept === null || kept.refused ? await prepareTicket(deps, work, wanted, kept, anew) : kept;
  if (request === null) return null;
  await noteAttempt(deps.db, call.id, new Date(deps.clock.now()));
  try {
    const ticketId = await zendesk.openTicket(request.body, request.idempotencyKey);
    return await found(deps, work, ticketId, "ticket_opened");
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const isOfBefore = request === kept;
    const next = await afterRefusal(deps, work, wanted, { request, isOfBefore }, anew, error);
    const now = next.requesterGone ? await callById(deps.db, call.id) : null;
    return openTicket(deps, { ...work, call: now ?? call }, opening, next);
  }
}

/** Whose it was is not the requester any more where somebody else is to have it. */
function sourceOf({ source }: Opening, { sourceRefused, requesterGone }: Anew): Source | null {
  if (source === null || sourceRefused) return null;
  return requesterGone ? { ...source, requesterId: null } : source;
}

/** What was asked for before; to be written anew where nobody can have it and it is for the wrong one. */
async function keptRequest({ db }: LogCallDeps, call: CallRow): Promise<TicketRequest | null> {
  const kept = await ticketRequestOf(db, call.id);
  if (kept === null || kept.refused || kept.unanswered > 0) return kept;
  if ((await chosenInstead(db, call, kept)) === null) return kept;
  await retireRequest(db, call.id);
  return { ...kept, refused: true };
}

async function found(deps: LogCallDeps, work: Work, ticketId: number, step: Opened["step"]): Promise<Opened> {
  await saveTicketId(deps.db, work.call.id, ticketId);
  await uploadsTaken(deps.db, work.call.id);
  return { ticketId, step };
}
