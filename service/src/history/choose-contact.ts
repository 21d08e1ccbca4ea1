import type { Candidate } from "@deskline/shared/app";
import type { Agent } from "../app/agent.ts";
import { trace, type CallRow } from "../calls/store.ts";
import { rememberChoice } from "../contacts/choices.ts";
import type { FoundPerson } from "../contacts/ports.ts";
import { touchCall } from "../live/touch.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
import { correctRecordLater } from "../tickets/correct-later.ts";
import { bringAgain } from "../tickets/retry-call.ts";
import { callFor, changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { moveRequester } from "./move-requester.ts";
import { saveSaid } from "./store.ts";

/**
 * Notes that it is this user at the other end. A call that got no ticket because the caller was not known
 * gets it now; a ticket that was made of it already is given to them. Asked twice it does nothing. @throws {GatewayError}
 */
export async function chooseContact(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  userId: number,
): Promise<Changed> {
  const found = await callFor(deps, agent, callId);
  if (found === null) return { refused: "call_unknown" };
  if (found.contactByHand && found.contactUserId === userId) return { call: found };
  const zendesk = await deps.zendeskOf(agent.integration.id);
  const person = await zendesk.person(userId);
  if (person === null || !person.active) return { refused: "person_unknown" };
  const openTicketId = await zendesk.newestOpenTicket(userId);
  if (found.summary?.direction === "internal") return { refused: "call_internal" };
  const moved = await moveRequester(deps, agent, found, userId);
  let isOvertaken = false;
  const changed = await changeCall(deps, agent, callId, async (tx, call) => {
    isOvertaken = call.contactUserId !== found.contactUserId || call.ticketId !== found.ticketId;
    if (isOvertaken) return;
    if (moved.kind !== "no_ticket") {
      const because = moved.kind === "stays" ? { because: moved.because } : {};
      const detail = { ticketId: found.ticketId, userId, ...because };
      await trace(tx, call.id, `requester_${moved.kind}`, detail, new Date(deps.clock.now()));
    }
    await choose(deps, tx, call, agent, person, openTicketId);
    return { requester: moved };
  });
  // Whoever comes last sees to it that the ticket has the same requester as the call.
  return isOvertaken ? chooseContact(deps, agent, callId, userId) : changed;
}

async function choose(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  { userId, name }: FoundPerson,
  openTicketId: number | null,
): Promise<void> {
  const before = call.candidates?.find((one) => one.userId === userId);
  const chosen: Candidate = { userId, name, why: before?.why ?? "last_call", openTicketId };
  await saveSaid(tx, call.id, { contactUserId: userId, contactByHand: true, candidates: [chosen] });
  if (call.outsideKey !== null)
    await rememberChoice(tx, {
      integrationId: call.integrationId,
      number: call.outsideKey,
      userId,
      name,
      agentId: agent.id,
      chosenAt: new Date(deps.clock.now()),
    });
  await wantInPhonebook(deps, tx, call.integrationId, userId);
  const detail = { by: agent.name, agentId: agent.id, userId, before: call.contactUserId };
  if (isWithoutTicket(call)) await bringAgain(deps, tx, call, "contact_chosen", detail);
  else await trace(tx, call.id, "contact_chosen", detail, new Date(deps.clock.now()));
  await correctRecordLater({ queue: deps.queue, tx, callId: call.id, now: deps.clock.now() });
  await touchCall(tx, call.integrationId, call.id);
}

/** Given up for want of a caller, or because the one that was found was refused. */
function isWithoutTicket({ settledAt, logging }: CallRow): boolean {
  return settledAt !== null && (logging === "not_possible" || logging === "parked");
}
