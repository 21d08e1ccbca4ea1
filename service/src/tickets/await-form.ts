import { lockCall, saveLogging, trace } from "../calls/store.ts";
import { touchCall } from "../live/touch.ts";
import type { Payload } from "../queue/jobs.ts";
import { waitUntil } from "./core/form.ts";
import { formsOf, keepForm, takenTickets, type FormRow } from "./forms-store.ts";
import { ticketRequestOf } from "./store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * The ticket that an agent has written of a call, where its form did not get to say so; `waits` while one is being
 * written, the job added again for later; null when the call is to get a ticket of ours. @throws {GatewayError}
 */
export async function awaitForm(
  deps: LogCallDeps,
  job: Payload<"log-call">,
  work: Work,
): Promise<number | "waits" | null> {
  const { call } = work;
  const forms = await formsOf(deps.db, call.id);
  if (forms.length === 0 || (await ticketRequestOf(deps.db, call.id)) !== null) return null;
  const until = waitUntil(
    forms.map((form) => ({
      state: form.state,
      openedAt: form.openedAt.getTime(),
      heldUntil: form.heldUntil.getTime(),
    })),
    deps.clock.now(),
  );
  if (until !== null) {
    const { id: key, integrationId } = call;
    await deps.queue.add("log-call", job, { key, integrationId, startAfter: new Date(until) }, deps.db);
    return "waits";
  }
  return ticketOf(deps, work, forms);
}

/** A frame may go before it can say which ticket came of its form, or be offline: it is looked for among the requester's. */
async function ticketOf(deps: LogCallDeps, work: Work, forms: FormRow[]): Promise<number | "waits" | null> {
  for (const form of forms) {
    const { agentId } = form;
    const requesterId = form.requesterId ?? work.call.contactUserId;
    if (requesterId === null) continue;
    const since = (form.savingAt ?? form.openedAt).getTime();
    const written = await work.zendesk.writtenBy({ agentId, requesterId, since });
    const others = await takenTickets(deps.db, work.integration.id, written);
    const ticketId = written.find((one) => !others.has(one));
    if (ticketId !== undefined) return take(deps, work, form, ticketId);
  }
  await trace(deps.db, work.call.id, "form_left", { forms: forms.length }, new Date(deps.clock.now()));
  return null;
}

/** `waits` when somebody has said meanwhile which ticket it is: that link has a job of its own. */
async function take(
  deps: LogCallDeps,
  { call, integration }: Work,
  form: FormRow,
  ticketId: number,
): Promise<number | "waits"> {
  return deps.db.transaction(async (tx) => {
    const now = await lockCall(tx, call.id);
    if (now === null || now.ticketId !== null) return "waits";
    await keepForm(tx, { ...form, state: "saved", ticketId });
    await saveLogging(tx, call.id, { logging: "pending", loggingReason: null, ticketId });
    const detail = { agentId: form.agentId, ticketId };
    await trace(tx, call.id, "form_ticket_found", detail, new Date(deps.clock.now()));
    await touchCall(tx, integration.id, call.id);
    return ticketId;
  });
}
