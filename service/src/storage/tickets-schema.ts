import { bigId, instant } from "./columns.ts";
import { boolean, integer, pgTable, text, uuid } from "./drizzle.ts";

export const ticketRequests = pgTable("ticket_requests", {
  callId: uuid("call_id").primaryKey(),
  idempotencyKey: text("idempotency_key").notNull(),
  externalId: text("external_id").notNull(),
  body: text("body").notNull(),
  attempts: integer("attempts").notNull().default(0),
  firstAttemptAt: instant("first_attempt_at"),
  refused: boolean("refused").notNull().default(false),
  ticketId: bigId("ticket_id"),
  /** The closed ticket that this one is to follow up. */
  followUpOf: bigId("follow_up_of"),
});

/** A comment that was or is to be written on a ticket that existed before; its id marks it in the helpdesk. */
export const ticketComments = pgTable("ticket_comments", {
  id: uuid("id").primaryKey().defaultRandom(),
  callId: uuid("call_id").notNull(),
  kind: text("kind", { enum: ["call", "note"] }).notNull(),
  ticketId: bigId("ticket_id").notNull(),
  html: text("html").notNull(),
  /** What of the call's note is in it. */
  noteText: text("note_text"),
  attempts: integer("attempts").notNull().default(0),
  /** Written, or why it never will be; null while it is to be written. */
  ended: text("ended", { enum: ["written", "closed", "merged", "gone"] }),
});
