import { calls } from "../storage/calls-schema.ts";
import type { Connection } from "../storage/database.ts";
import { and, asc, eq, inArray, isNull, lte } from "../storage/drizzle.ts";
import { attachedRecordings, ticketComments } from "../storage/tickets-schema.ts";
import { ticketRequestOf } from "./store.ts";

/** Calls that ended by then and have recordings on tickets of the account, the oldest first. */
export async function attachedUntil(
  db: Connection,
  integrationId: string,
  { account, endedBy, limit }: { account: string; endedBy: Date; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ callId: attachedRecordings.callId })
    .from(attachedRecordings)
    .innerJoin(calls, eq(calls.id, attachedRecordings.callId))
    .where(
      and(
        isNull(attachedRecordings.ended),
        eq(attachedRecordings.account, account),
        eq(calls.integrationId, integrationId),
        lte(calls.endedAt, endedBy),
      ),
    )
    .orderBy(asc(calls.endedAt), asc(calls.id))
    .limit(limit);
  return rows.map(({ callId }) => callId);
}

/** A comment of a call that may have files: the one with this marker, or the first of the ticket that was made of it. */
export type JournalPlace = { ticketId: number } & ({ marker: string } | { externalId: string });

export async function journalPlaces(db: Connection, callId: string): Promise<JournalPlace[]> {
  const { id, callId: call, ticketId, kind, ended } = ticketComments;
  const own = await ticketRequestOf(db, callId);
  const written = await db
    .select({ ticketId, marker: id })
    .from(ticketComments)
    .where(and(eq(call, callId), inArray(kind, ["call", "completion"]), eq(ended, "written")));
  const made =
    own !== null && own.ticketId !== null ? [{ ticketId: own.ticketId, externalId: own.externalId }] : [];
  return [...made, ...written];
}

/** Notes how it ended with a call's recordings on tickets, which are not looked for again. */
export async function endAttached(
  tx: Connection,
  callId: string,
  { refusal, at }: { refusal: string | null; at: Date },
): Promise<void> {
  await tx
    .update(attachedRecordings)
    .set({ ended: refusal === null ? "removed" : "refused", detail: refusal, endedAt: at })
    .where(eq(attachedRecordings.callId, callId));
}
