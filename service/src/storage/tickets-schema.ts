import type { RefusedField, TicketChoices, TicketSettings } from "@deskline/shared/admin-tickets";
import type { NotAttached } from "../tickets/core/attachment.ts";
import type { CommentChanges } from "../tickets/core/changes.ts";
import { bigId, instant } from "./columns.ts";
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from "./drizzle.ts";

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
  /** Made while the call runs; completed at its end. */
  early: boolean("early").notNull().default(false),
  subject: text("subject"),
  /** Attempts that may have made the ticket though no answer came. */
  unanswered: integer("unanswered").notNull().default(0),
  /** Whom it is for, or its ticket was given to since; null where a version before kept it. */
  requesterId: bigId("requester_id"),
  /** What Zendesk refused, and it is without. */
  leftOut: text("left_out").array().$type<RefusedField["field"][]>().notNull().default([]),
});

/** A comment that was or is to be written on a ticket that existed before; its id marks it in the helpdesk. */
export const ticketComments = pgTable("ticket_comments", {
  id: uuid("id").primaryKey().defaultRandom(),
  callId: uuid("call_id").notNull(),
  /** `completion` ends a ticket that was made while its call rang. */
  kind: text("kind", { enum: ["call", "note", "completion"] }).notNull(),
  ticketId: bigId("ticket_id").notNull(),
  html: text("html").notNull(),
  /** What the same request changes of the ticket, where nobody else has changed it. */
  changes: jsonb("changes").$type<CommentChanges>().notNull().default({}),
  /** What of the call's note is in it. */
  noteText: text("note_text"),
  attempts: integer("attempts").notNull().default(0),
  /** Written, or why it never will be; null while it is to be written. */
  ended: text("ended", { enum: ["written", "closed", "merged", "gone"] }),
});

/** Requests that changed a ticket in the last minutes. */
export const ticketUpdates = pgTable("ticket_updates", {
  /** Its subdomain; tickets of one account are written for several integrations. */
  account: text("account").notNull(),
  ticketId: bigId("ticket_id").notNull(),
  sentAt: instant("sent_at").notNull(),
});

/** The recordings of a call, brought to the helpdesk for its journal. */
export const recordingUploads = pgTable("recording_uploads", {
  callId: uuid("call_id").primaryKey(),
  /** So long the journal waits for them. */
  wantedUntil: instant("wanted_until").notNull(),
  tokens: text("tokens").array().notNull().default([]),
  /** Why one of them was not brought. */
  missing: text("missing").$type<NotAttached>(),
  /** What was brought counts until then; null while it is on its way. */
  endsAt: instant("ends_at"),
});

/** Calls whose recordings are attached to tickets; how it ended once they were too old to be kept there. */
export const attachedRecordings = pgTable("attached_recordings", {
  callId: uuid("call_id").primaryKey(),
  /** The subdomain: numbers of tickets mean others in another account. */
  account: text("account").notNull(),
  ended: text("ended", { enum: ["removed", "refused"] }),
  /** Why they cannot be taken out. */
  detail: text("detail"),
  endedAt: instant("ended_at"),
});

/** Which calls become tickets, and what those say. No row: as a new integration has it. */
export const ticketSettings = pgTable("ticket_settings", {
  integrationId: uuid("integration_id").primaryKey(),
  version: integer("version").notNull(),
  settings: jsonb("settings").$type<TicketSettings>().notNull(),
});

/** What Zendesk offers for the fields of a ticket, as it was last read. */
export const ticketChoices = pgTable("ticket_choices", {
  integrationId: uuid("integration_id").primaryKey(),
  choices: jsonb("choices").$type<TicketChoices>(),
  readAt: instant("read_at"),
  /** Why they could not be read the last time; null when they could. */
  trouble: text("trouble"),
  /** Whether the account keeps call records; null when that could not be told yet. */
  callRecords: boolean("call_records"),
});

/** Fields that Zendesk refused, without which tickets were made. */
export const ticketRefusals = pgTable(
  "ticket_refusals",
  {
    integrationId: uuid("integration_id").notNull(),
    field: text("field").$type<RefusedField["field"]>().notNull(),
    detail: text("detail").notNull(),
    count: integer("count").notNull().default(1),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.field] })],
);

/** The record of a call on an account with Talk Partner Edition: what is or was to be sent, and how it ended. */
export const callRecords = pgTable("call_records", {
  callId: uuid("call_id").primaryKey(),
  body: text("body").notNull(),
  /** What it says of the call: as it was asked for, or corrected since. */
  ticketId: bigId("ticket_id"),
  endUserId: bigId("end_user_id"),
  disposition: text("disposition"),
  /** Attempts that may have been applied though no answer came. */
  unanswered: integer("unanswered").notNull().default(0),
  /** When the last one was sent. */
  sentAt: instant("sent_at"),
  recordId: bigId("record_id"),
  ended: text("ended", { enum: ["written", "found", "unsure", "refused"] }),
});

/** The comment of a call record on a ticket. */
export const callRecordComments = pgTable(
  "call_record_comments",
  {
    callId: uuid("call_id").notNull(),
    ticketId: bigId("ticket_id").notNull(),
    /** Attempts that may have been applied though no answer came. */
    unanswered: integer("unanswered").notNull().default(0),
    /** When the last one was sent. */
    sentAt: instant("sent_at"),
    /** Null while it is to be written. */
    ended: text("ended", { enum: ["written", "found", "refused"] }),
  },
  (t) => [primaryKey({ columns: [t.callId, t.ticketId] })],
);
