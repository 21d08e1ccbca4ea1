import type { Connection } from "../storage/database.ts";
import { and, eq, inArray, ne, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { ticketForms } from "../storage/forms-schema.ts";

export type FormRow = typeof ticketForms.$inferSelect;

export async function formsOf(db: Connection, callId: string): Promise<FormRow[]> {
  return db.select().from(ticketForms).where(eq(ticketForms.callId, callId));
}

/** Whether the ticket came of a form of the call. */
export async function isWrittenInForm(db: Connection, callId: string, ticketId: number): Promise<boolean> {
  return (await formsOf(db, callId)).some((form) => form.ticketId === ticketId);
}

/** Notes how a form stands; when it was opened stays, and so does a ticket that came of it. */
export async function keepForm(tx: Connection, form: FormRow): Promise<void> {
  const { callId: _, holder: __, openedAt: ___, ...set } = form;
  await tx
    .insert(ticketForms)
    .values(form)
    .onConflictDoUpdate({
      target: [ticketForms.callId, ticketForms.holder],
      set: {
        ...set,
        savingAt: sql`coalesce(${ticketForms.savingAt}, excluded.saving_at)`,
        requesterId: sql`coalesce(excluded.requester_id, ${ticketForms.requesterId})`,
      },
      setWhere: ne(ticketForms.state, "saved"),
    });
}

/** A form that was opened has come: the tab need not hold its place any more. */
export async function forgetOpening(tx: Connection, callId: string, agentId: number): Promise<void> {
  const { callId: call, agentId: agent, state } = ticketForms;
  await tx.delete(ticketForms).where(and(eq(call, callId), eq(agent, agentId), eq(state, "opening")));
}

/** False when there was none that is not saved. */
export async function forgetForm(tx: Connection, callId: string, holder: string): Promise<boolean> {
  const gone = await tx
    .delete(ticketForms)
    .where(
      and(eq(ticketForms.callId, callId), eq(ticketForms.holder, holder), ne(ticketForms.state, "saved")),
    )
    .returning({ holder: ticketForms.holder });
  return gone.length > 0;
}

/** Which of these tickets are calls' already. */
export async function takenTickets(
  db: Connection,
  integrationId: string,
  ticketIds: number[],
): Promise<Set<number>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await db
    .select({ ticketId: calls.ticketId })
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.ticketId, ticketIds)));
  return new Set(rows.flatMap(({ ticketId }) => ticketId ?? []));
}
