import { callById, moveContact, trace } from "../calls/store.ts";
import { presentId } from "../contacts/people-store.ts";
import { readPeople } from "../contacts/read-news.ts";
import { touchCall } from "../live/touch.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { isToBeAttached } from "./attach-recording.ts";
import { noAttachment } from "./core/attachment.ts";
import { toLeaveOut } from "./core/refused.ts";
import { chosenInstead } from "./follow-choice.ts";
import { lookAtFallback } from "./look-at-fallback.ts";
import { draftFor, type Anew, type Opening } from "./prepare-ticket.ts";
import { noteNotSent, noteRefusal, type TicketRequest } from "./store.ts";
import { tellRefused } from "./tell-refused.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * A refusal made no ticket. One that was kept from before is written as it is wanted now. That is tried once more
 * without the fields that Zendesk does not take; if that is not it for whoever the requester is now, where another
 * was chosen or the one was deleted or merged meanwhile; and else without the ticket to be followed up.
 * @throws {GatewayError} when there is nothing to leave out
 */
export async function afterRefusal(
  deps: LogCallDeps,
  work: Work,
  opening: Opening,
  { request, isOfBefore }: { request: TicketRequest; isOfBefore: boolean },
  anew: Anew,
  error: GatewayError,
): Promise<Anew> {
  const { call } = work;
  if (error.failure.kind !== "rejected") {
    if (!error.ambiguous) await noteNotSent(deps.db, call.id);
    throw error;
  }
  await noteRefusal(deps.db, request);
  if (isOfBefore) return anew;
  const isAttached = opening.moment === "end" && isToBeAttached(work);
  const attachment = isAttached ? { uploads: ["?"], remark: null } : noAttachment;
  const draft = await draftFor(
    deps,
    work,
    opening,
    { requesterId: 0, name: null, attachment },
    anew.leaveOut,
  );
  const refused = toLeaveOut(error.failure, draft);
  if (refused !== null) {
    await tellRefused(deps, work, refused, error.failure.detail);
    return { ...anew, leaveOut: [...anew.leaveOut, ...refused] };
  }
  const now = await callById(deps.db, call.id);
  const requesterGone = { ...anew, requesterGone: true };
  if (now !== null && (await chosenInstead(deps.db, now, request)) !== null) return requesterGone;
  if (await isRequesterGone(deps, work)) return requesterGone;
  const fallback = anew.fallbackGone ? "present" : await lookAtFallback(deps, work);
  if (fallback === "moved") return requesterGone;
  if (fallback === "gone") return { ...anew, fallbackGone: true };
  if (request.followUpOf === null) throw error;
  const detail = { of: request.followUpOf, because: error.message };
  await trace(deps.db, call.id, "follow_up_refused", detail, new Date(deps.clock.now()));
  return { ...anew, sourceRefused: true };
}

/** Reads the requester anew, where that can be done; of one who is somebody else now, or gone, the call takes note. */
async function isRequesterGone(deps: LogCallDeps, { call, integration }: Work): Promise<boolean> {
  const userId = (await callById(deps.db, call.id))?.contactUserId ?? null;
  if (userId === null) return false;
  try {
    await readPeople(deps, integration, [userId]);
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
  const present = await presentId(deps.db, integration.id, userId);
  if (present === userId) return false;
  await deps.db.transaction(async (tx) => {
    await moveContact(tx, call.id, present);
    const at = new Date(deps.clock.now());
    await trace(tx, call.id, "contact_gone", { userId, present }, at);
    await touchCall(tx, integration.id, call.id);
  });
  return true;
}
