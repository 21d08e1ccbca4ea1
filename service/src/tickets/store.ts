import { and, eq, inArray, isNull, sql } from "../storage/drizzle.ts";
import type { Connection } from "../storage/database.ts";
import { callNotes } from "../storage/calls-schema.ts";
import { ticketComments, ticketRequests } from "../storage/tickets-schema.ts";

export type TicketRequest = typeof ticketRequests.$inferSelect;
export type TicketComment = typeof ticketComments.$inferSelect;
export type CommentEnd = NonNullable<TicketComment["ended"]>;
export type NoteRow = typeof callNotes.$inferSelect;

/** What was or is to be asked of the helpdesk for this call; null when nothing yet. */
export async function ticketRequestOf(db: Connection, callId: string): Promise<TicketRequest | null> {
  const [row] = await db.select().from(ticketRequests).where(eq(ticketRequests.callId, callId));
  return row ?? null;
}

/**
 * Keeps a request before it is first sent. The first one kept stays unless it was refused; the one that
 * counts is returned.
 */
export async function keepTicketRequest(
  db: Connection,
  request: Pick<
    TicketRequest,
    | "callId"
    | "idempotencyKey"
    | "externalId"
    | "body"
    | "followUpOf"
    | "early"
    | "subject"
    | "requesterId"
    | "leftOut"
  >,
): Promise<TicketRequest> {
  const { callId: _, externalId: __, ...anew } = request;
  await db
    .insert(ticketRequests)
    .values(request)
    .onConflictDoUpdate({
      target: ticketRequests.callId,
      set: { ...anew, refused: false },
      setWhere: eq(ticketRequests.refused, true),
    });
  const kept = await ticketRequestOf(db, request.callId);
  if (kept === null) throw new Error("a kept request cannot be read back");
  return kept;
}

/** Notes that the helpdesk refused the request with this key for good: no ticket came of it. */
export async function noteRefusal(db: Connection, request: TicketRequest): Promise<void> {
  const { callId, idempotencyKey } = request;
  await db
    .update(ticketRequests)
    .set({ refused: true, unanswered: sql`${ticketRequests.unanswered} - 1` })
    .where(and(eq(ticketRequests.callId, callId), eq(ticketRequests.idempotencyKey, idempotencyKey)));
}

/** Notes that the request is about to be sent. */
export async function noteAttempt(db: Connection, callId: string, at: Date): Promise<void> {
  await db
    .update(ticketRequests)
    .set({
      attempts: sql`${ticketRequests.attempts} + 1`,
      unanswered: sql`${ticketRequests.unanswered} + 1`,
      firstAttemptAt: sql`coalesce(${ticketRequests.firstAttemptAt}, ${at})`,
    })
    .where(eq(ticketRequests.callId, callId));
}

/** Notes that the last attempt certainly made no ticket. */
export async function noteNotSent(db: Connection, callId: string): Promise<void> {
  await db
    .update(ticketRequests)
    .set({ unanswered: sql`${ticketRequests.unanswered} - 1` })
    .where(eq(ticketRequests.callId, callId));
}

/** Has the request written anew: what it was to make was never made, or is gone and `again` says under which external id. */
export async function retireRequest(db: Connection, callId: string, again?: string): Promise<void> {
  await db
    .update(ticketRequests)
    .set({
      refused: true,
      ...(again === undefined
        ? {}
        : {
            early: false,
            externalId: again,
            ticketId: null,
            unanswered: 0,
            attempts: 0,
            firstAttemptAt: null,
          }),
    })
    .where(eq(ticketRequests.callId, callId));
}

export async function saveTicketId(db: Connection, callId: string, ticketId: number): Promise<void> {
  await db.update(ticketRequests).set({ ticketId }).where(eq(ticketRequests.callId, callId));
}

/** Notes whom the ticket was given to. */
export async function saveRequester(db: Connection, callId: string, requesterId: number): Promise<void> {
  await db.update(ticketRequests).set({ requesterId }).where(eq(ticketRequests.callId, callId));
}

export async function noteOf(db: Connection, callId: string): Promise<NoteRow | null> {
  const [row] = await db.select().from(callNotes).where(eq(callNotes.callId, callId));
  return row ?? null;
}

/** Of several calls at once, by the id of the call. */
export async function notesOf(
  db: Connection,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, NoteRow>> {
  if (callIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(callNotes)
    .where(inArray(callNotes.callId, [...callIds]));
  return new Map(rows.map((row) => [row.callId, row]));
}

/** Remembers what of the call's note stands in its ticket. */
export async function saveJournalText(db: Connection, callId: string, text: string): Promise<void> {
  await db.update(callNotes).set({ journalText: text }).where(eq(callNotes.callId, callId));
}

/** The comment that puts this call on this ticket; null when none was written down yet. */
export async function commentOfCall(
  db: Connection,
  callId: string,
  ticketId: number,
): Promise<TicketComment | null> {
  const { callId: call, ticketId: ticket, kind } = ticketComments;
  const [row] = await db
    .select()
    .from(ticketComments)
    .where(and(eq(call, callId), eq(ticket, ticketId), eq(kind, "call")));
  return row ?? null;
}

/** The comment that puts this call on a ticket which a rule has chosen; null when none was written down yet. */
export async function commentByRule(db: Connection, callId: string): Promise<TicketComment | null> {
  const { callId: call, kind, changes } = ticketComments;
  const [row] = await db
    .select()
    .from(ticketComments)
    .where(and(eq(call, callId), eq(kind, "call"), sql`${changes} ? 'byRule'`));
  return row ?? null;
}

/** The comment that ends this call's own ticket; null when it was not written down yet. */
export async function completionOf(
  db: Connection,
  callId: string,
  ticketId: number,
): Promise<TicketComment | null> {
  const { callId: call, ticketId: ticket, kind } = ticketComments;
  const [row] = await db
    .select()
    .from(ticketComments)
    .where(and(eq(call, callId), eq(ticket, ticketId), eq(kind, "completion")));
  return row ?? null;
}

/** The tickets on which this call's journal stands. */
export async function journalsOf(db: Connection, callId: string): Promise<number[]> {
  const { callId: call, ticketId, kind, ended } = ticketComments;
  const own = (await ticketRequestOf(db, callId))?.ticketId ?? null;
  const written = await db
    .select({ ticketId })
    .from(ticketComments)
    .where(and(eq(call, callId), eq(kind, "call"), eq(ended, "written")));
  return [...(own === null ? [] : [own]), ...written.map((row) => row.ticketId)];
}

/** The markers of all comments of this call for this ticket. */
export async function markersOf(db: Connection, callId: string, ticketId: number): Promise<string[]> {
  const { id, callId: call, ticketId: ticket } = ticketComments;
  const rows = await db
    .select({ id })
    .from(ticketComments)
    .where(and(eq(call, callId), eq(ticket, ticketId)));
  return rows.map((row) => row.id);
}

/** The comment with the call's note that is still to be written, if any. */
export async function openNoteComment(db: Connection, callId: string): Promise<TicketComment | null> {
  const { callId: call, kind, ended } = ticketComments;
  const [row] = await db
    .select()
    .from(ticketComments)
    .where(and(eq(call, callId), eq(kind, "note"), isNull(ended)));
  return row ?? null;
}

/** Keeps a comment before it is first sent. */
export async function keepComment(
  db: Connection,
  comment: Pick<TicketComment, "callId" | "kind" | "ticketId" | "html" | "changes" | "noteText">,
): Promise<TicketComment> {
  const [row] = await db.insert(ticketComments).values(comment).returning();
  if (row === undefined) throw new Error("a kept comment cannot be read back");
  return row;
}

/** Notes that the comment is about to be sent. */
export async function noteCommentAttempt(db: Connection, comment: TicketComment): Promise<void> {
  await db
    .update(ticketComments)
    .set({ attempts: sql`${ticketComments.attempts} + 1` })
    .where(eq(ticketComments.id, comment.id));
}

/** Notes how it ended with a comment, and what of the note is in the ticket now. */
export async function endComment(db: Connection, comment: TicketComment, ended: CommentEnd): Promise<void> {
  await db.update(ticketComments).set({ ended }).where(eq(ticketComments.id, comment.id));
  if (ended === "written" && comment.noteText !== null)
    await saveJournalText(db, comment.callId, comment.noteText);
}
