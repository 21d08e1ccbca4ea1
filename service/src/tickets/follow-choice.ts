import { callById, lockCall, trace, type CallRow } from "../calls/store.ts";
import { presentId } from "../contacts/people-store.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import type { Connection, Database } from "../storage/database.ts";
import { chosenOf, targetOf } from "./core/target.ts";
import { giveTicket, type At, type Gift, type Given } from "./give-ticket.ts";
import { ticketRequestOf, type TicketRequest } from "./store.ts";

type FollowDeps = { db: Database; clock: Clock };
type OnItsWay = At & { call: CallRow };

/** Whom somebody chose by hand, where that is not whom the kept request is for. */
export async function chosenInstead(
  db: Connection,
  call: CallRow,
  { requesterId }: TicketRequest,
): Promise<number | null> {
  const chosen = chosenOf(call);
  if (chosen === null || requesterId === null) return null;
  const present = await presentId(db, call.integrationId, chosen);
  return present === requesterId ? null : present;
}

/**
 * Says of a call that it has the ticket, its row locked. Whoever was chosen by hand while the request was on its way
 * is the requester by then: later choices find the ticket and move it themselves. @throws {GatewayError}
 */
export async function saveWithChosen(
  deps: FollowDeps,
  work: OnItsWay,
  ticketId: number,
  save: (tx: JobTransaction, now: CallRow) => Promise<void>,
): Promise<void> {
  const followed = await followChoice(deps, work, ticketId);
  const isSaved = await deps.db.transaction(async (tx) => {
    const now = await lockCall(tx, work.call.id);
    if (now === null) return true;
    if (chosenOf(now) !== followed) return false;
    await save(tx, now);
    return true;
  });
  if (!isSaved) await saveWithChosen(deps, work, ticketId, save);
}

/** Gives the ticket to whoever was chosen meanwhile; returns the choice. */
async function followChoice(deps: FollowDeps, work: OnItsWay, ticketId: number): Promise<number | null> {
  const { db, clock } = deps;
  const call = await callById(db, work.call.id);
  const chosen = call === null ? null : chosenOf(call);
  // Where the call names the ticket already, whoever chose has seen to it; one that was linked elsewhere has another.
  if (call === null || chosen === null || call.ticketId === ticketId) return chosen;
  if (targetOf(call) !== targetOf(work.call)) return chosen;
  const own = await ticketRequestOf(db, call.id);
  const userId = own?.ticketId === ticketId ? await chosenInstead(db, call, own) : null;
  if (own === null || own.requesterId === null || userId === null) return chosen;
  const before = await presentId(db, call.integrationId, own.requesterId);
  const given = await give(deps, work, { call, ticketId, before, userId });
  const because = given.kind === "stays" ? { because: given.because } : {};
  const at = new Date(clock.now());
  await trace(db, call.id, `requester_${given.kind}`, { ticketId, userId, ...because }, at);
  return chosen;
}

/** A call whose ticket is made is not given up because the ticket cannot be given away. */
async function give(deps: FollowDeps, at: At, gift: Gift): Promise<Given> {
  try {
    return await giveTicket(deps, at, gift);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return { kind: "stays", because: error.message };
  }
}
