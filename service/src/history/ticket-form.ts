import type { FormInput } from "@deskline/shared/app";
import type { Agent } from "../app/agent.ts";
import { tookPart } from "../calls/core/may-see.ts";
import { trace, type CallRow } from "../calls/store.ts";
import type { JobTransaction } from "../queue/postgres.ts";
import { leaseMs } from "../tickets/core/form.ts";
import { forgetForm, forgetOpening, formsOf, keepForm } from "../tickets/forms-store.ts";
import { reaches } from "../tickets/reach.ts";
import { ticketRequestOf } from "../tickets/store.ts";
import { changeCall, type Changed, type HistoryDeps } from "./change.ts";
import { link } from "./link-ticket.ts";

/**
 * Notes how a new ticket's form stands that is filled in from a call: while it is open the call gets no ticket of
 * ours, and the one that is saved is the call's. Said twice it does nothing.
 */
export async function noteForm(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  form: FormInput,
): Promise<Changed> {
  if (form.state === "saved" && !(await reaches(deps.zendeskOf, agent, form.ticketId)))
    return { refused: "ticket_unknown" };
  return changeCall(deps, agent, callId, async (tx, call) => {
    if (call.summary?.direction === "internal") return { refused: "call_internal" };
    if (form.state === "saved") return saved(deps, tx, call, agent, form);
    if (!tookPart(agent.extension, call)) return { refused: "not_your_call" };
    if (form.state === "closed") return closed(deps, tx, call, agent, form.holder);
    return hold(deps, tx, call, agent, form);
  });
}

async function hold(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  form: Exclude<FormInput, { state: "saved" | "closed" }>,
): Promise<undefined> {
  const { holder, state } = form;
  const now = deps.clock.now();
  const at = new Date(now);
  const heldUntil = new Date(now + leaseMs[state]);
  const known = (await formsOf(tx, call.id)).some((one) => one.holder === holder);
  if (!known && state !== "opening") {
    await forgetOpening(tx, call.id, agent.id);
    await trace(tx, call.id, "form_opened", { by: agent.name, agentId: agent.id }, at);
  }
  await keepForm(tx, {
    callId: call.id,
    holder,
    agentId: agent.id,
    state,
    openedAt: at,
    heldUntil,
    savingAt: state === "saving" ? at : null,
    requesterId: form.state === "saving" ? form.requesterId : null,
    ticketId: null,
  });
  if (state === "saving") await waitOnly(deps, tx, call, heldUntil);
}

async function closed(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  holder: string,
): Promise<undefined> {
  if (!(await forgetForm(tx, call.id, holder))) return;
  const at = new Date(deps.clock.now());
  await trace(tx, call.id, "form_closed", { by: agent.name, agentId: agent.id }, at);
  await waitOnly(deps, tx, call, at);
}

/** A call that waits for the form, which would be until the end of its lease, waits no longer than this. */
async function waitOnly(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  startAfter: Date,
): Promise<void> {
  if (call.settledAt === null || call.logging !== "pending") return;
  const job = { callId: call.id, attempt: 0, firstTriedAt: deps.clock.now() };
  const { id: key, integrationId } = call;
  await deps.queue.reschedule("log-call", job, { key, integrationId, startAfter }, tx);
}

/**
 * The ticket is the call's, also where ours was made meanwhile: that one is merged into it. A ticket that somebody
 * chose before, or wrote in another form, stays the call's.
 */
async function saved(
  deps: HistoryDeps,
  tx: JobTransaction,
  call: CallRow,
  agent: Agent,
  { holder, ticketId }: Extract<FormInput, { state: "saved" }>,
): Promise<undefined> {
  const at = new Date(deps.clock.now());
  const own = (await ticketRequestOf(tx, call.id))?.ticketId ?? null;
  if (call.ticketId === ticketId) return;
  await keepForm(tx, {
    callId: call.id,
    holder,
    agentId: agent.id,
    state: "saved",
    openedAt: at,
    heldUntil: at,
    savingAt: at,
    requesterId: null,
    ticketId,
  });
  if (call.ticketId !== null && call.ticketId !== own) {
    await trace(tx, call.id, "form_saved_beside", { ticketId, kept: call.ticketId }, at);
    return;
  }
  await link(deps, tx, call, agent, {
    ticketId,
    step: "form_saved",
    more: own === null ? {} : { late: own },
  });
}
