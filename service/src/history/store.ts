import type { CallRow } from "../calls/store.ts";
import { shownColumns, type ShownCall } from "../live/call-view.ts";
import { isUuid } from "../platform/uuid.ts";
import type { Connection } from "../storage/database.ts";
import { and, desc, eq, inArray, sql } from "../storage/drizzle.ts";
import { callNotes, calls } from "../storage/calls-schema.ts";
import type { Place } from "./core/cursor.ts";
import type { Whose } from "./core/whose.ts";

export type Page = { missed: boolean; after: Place | null; limit: number };

/** Calls of one integration, newest first. Each way of asking is a scan of an index that ends after `limit` rows. */
export async function callsOf(
  db: Connection,
  integrationId: string,
  whose: Whose,
  page: Page,
): Promise<ShownCall[]> {
  return db
    .select(shownColumns)
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.id, idsOf(integrationId, whose, page))))
    .orderBy(desc(calls.startedAt), desc(calls.id));
}

function idsOf(integrationId: string, whose: Whose, page: Page) {
  switch (whose.kind) {
    case "extension":
      return sql`(select call_id from call_extensions
        where integration_id = ${integrationId} and extension = ${whose.extension} ${further(page, "call_id")}
        order by started_at desc, call_id desc limit ${page.limit})`;
    case "ticket":
      return sql`(select id from calls
        where integration_id = ${integrationId} and ticket_id = ${whose.ticketId} ${further(page, "id")}
        order by started_at desc, id desc limit ${page.limit})`;
    case "outside":
      return idsOutside(integrationId, whose, page);
  }
}

/**
 * A user's calls are those that are known to be the user's, and those of the numbers; but a call that somebody
 * said to be another user's is not. One index for each, since a single condition with `or` would read them all; what
 * both have counts once. To leave the user's own out of those of the numbers would read a regular's calls to the end.
 */
function idsOutside(integrationId: string, { userId, keys }: Whose & { kind: "outside" }, page: Page) {
  const last = sql`order by started_at desc, id desc limit ${page.limit}`;
  const ofUser = sql`(select id, started_at from calls
    where integration_id = ${integrationId} and contact_user_id = ${userId} ${further(page, "id")} ${last})`;
  const others =
    userId === null
      ? sql``
      : sql`and (not contact_by_hand or contact_user_id is not distinct from ${userId})`;
  const ofNumbers = sql`(select found.id, found.started_at
    from unnest(${sql.param(keys)}::text[]) as key cross join lateral (
      select id, started_at from calls
      where integration_id = ${integrationId} and outside_key = key ${others} ${further(page, "id")} ${last}
    ) found)`;
  const both = userId === null ? ofNumbers : sql`${ofUser} union ${ofNumbers}`;
  return sql`(select id from (${both}) found ${last})`;
}

function further({ missed, after }: Page, id: "id" | "call_id") {
  const only = missed ? sql`and missed` : sql``;
  return after === null
    ? sql`${only} and started_at is not null`
    : sql`${only} and (started_at, ${sql.raw(id)}) < (${new Date(after.startedAt)}, ${after.id})`;
}

/** A call of this integration; null when there is none. */
export async function callOf(db: Connection, integrationId: string, callId: string): Promise<CallRow | null> {
  if (!isUuid(callId)) return null;
  const [row] = await db
    .select()
    .from(calls)
    .where(and(eq(calls.id, callId), eq(calls.integrationId, integrationId)));
  return row ?? null;
}

export type NewNote = Omit<typeof callNotes.$inferSelect, "journalText">;

export async function saveNoteRow(tx: Connection, note: NewNote): Promise<void> {
  const { callId: _, ...set } = note;
  await tx.insert(callNotes).values(note).onConflictDoUpdate({ target: callNotes.callId, set });
}

/** What somebody said of a call. */
export async function saveSaid(
  tx: Connection,
  callId: string,
  said: Partial<
    Pick<
      CallRow,
      "ticketId" | "dialledFromTicket" | "ticketByHand" | "contactUserId" | "contactByHand" | "candidates"
    >
  >,
): Promise<void> {
  await tx.update(calls).set(said).where(eq(calls.id, callId));
}
