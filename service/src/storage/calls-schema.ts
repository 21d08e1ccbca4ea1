import type { Candidate } from "@deskline/shared/app";
import type { ErrorCode } from "@deskline/shared/errors";
import type { Call } from "../calls/core/call.ts";
import type { CallFacts } from "../calls/core/facts.ts";
import { bigId, instant } from "./columns.ts";
import { boolean, integer, jsonb, pgTable, primaryKey, sql, text, uuid } from "./drizzle.ts";

export const calls = pgTable("calls", {
  id: uuid("id").primaryKey().defaultRandom(),
  integrationId: uuid("integration_id").notNull(),
  pbxCallId: text("pbx_call_id").notNull(),
  facts: jsonb("facts").$type<CallFacts>(),
  summary: jsonb("summary").$type<Call>(),
  state: text("state", { enum: ["ringing", "talking", "ended"] }),
  outcome: text("outcome", { enum: ["answered", "no_answer", "busy", "failed", "voicemail", "abandoned"] }),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  dueAt: instant("due_at"),
  askedPbxAt: instant("asked_pbx_at"),
  settledAt: instant("settled_at"),
  logging: text("logging", { enum: ["pending", "held", "done", "not_wanted", "not_possible", "parked"] })
    .notNull()
    .default("pending"),
  loggingReason: text("logging_reason"),
  ticketId: bigId("ticket_id"),
  createdAt: instant("created_at").notNull().defaultNow(),
  /** Taken anew from a sequence at each change, for those who follow. */
  revision: bigId("revision")
    .notNull()
    .default(sql`nextval('call_revisions')`),
  changedAt: instant("changed_at").notNull().defaultNow(),
  /** The number outside as it is compared: E.164 where it is valid, else digits. */
  outsideKey: text("outside_key"),
  /** Extensions that took part. */
  extensions: text("extensions").array().notNull().default([]),
  /** Who may be at the other end; null until looked for. */
  candidates: jsonb("candidates").$type<Candidate[]>(),
  contactUserId: bigId("contact_user_id"),
  /** Somebody said that it is this user; what is found later does not change it. */
  contactByHand: boolean("contact_by_hand").notNull().default(false),
  controls: jsonb("controls")
    .$type<{ muted: boolean; recording: "on" | "paused" | null }>()
    .notNull()
    .default({ muted: false, recording: null }),
  /** Its contact was made of this very call: nobody knew the number before. */
  contactMade: boolean("contact_made").notNull().default(false),
  /** A ticket was asked for while it rang. */
  earlyTicket: boolean("early_ticket").notNull().default(false),
  dialledByAgent: bigId("dialled_by_agent"),
  dialledFromTicket: bigId("dialled_from_ticket"),
  /** Somebody wants a ticket of it, whatever the rules say, until it is linked or unlinked. */
  ticketByHand: boolean("ticket_by_hand").notNull().default(false),
  /** Inbound, over, and answered by nobody. Computed by the database. */
  missed: boolean("missed")
    .notNull()
    .generatedAlwaysAs(sql`inbound and not answered`),
});

/** Kept by a trigger on `calls`: an extension's own calls, newest first, without looking through everybody's. */
export const callExtensions = pgTable(
  "call_extensions",
  {
    callId: uuid("call_id").notNull(),
    extension: text("extension").notNull(),
    integrationId: uuid("integration_id").notNull(),
    startedAt: instant("started_at").notNull(),
    missed: boolean("missed").notNull(),
    /** When we came to know that it was missed. */
    missedAt: instant("missed_at"),
  },
  (t) => [primaryKey({ columns: [t.callId, t.extension] })],
);

/** `journalText` is the note as it last went into the ticket. */
export const callNotes = pgTable("call_notes", {
  callId: uuid("call_id").primaryKey(),
  text: text("text").notNull(),
  disposition: text("disposition"),
  agentId: bigId("agent_id").notNull(),
  agentName: text("agent_name").notNull(),
  savedAt: instant("saved_at").notNull().defaultNow(),
  journalText: text("journal_text"),
});

/** How a call's recordings stood when the PBX was asked last. No row: it was not asked. */
export const callRecordings = pgTable("call_recordings", {
  callId: uuid("call_id").primaryKey(),
  state: text("state", { enum: ["waiting", "ready", "gone"] }).notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** The last order to dial of each agent: its call, or the code of what was wrong; neither while the PBX is asked. */
export const dials = pgTable(
  "dials",
  {
    integrationId: uuid("integration_id").notNull(),
    agentId: bigId("agent_id").notNull(),
    number: text("number").notNull(),
    at: instant("at").notNull().defaultNow(),
    callId: uuid("call_id"),
    refusal: text("refusal").$type<ErrorCode>(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.agentId] })],
);

export const pbxEvents = pgTable("pbx_events", {
  id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
  integrationId: uuid("integration_id").notNull(),
  contentHash: text("content_hash").notNull(),
  occurrence: integer("occurrence").notNull(),
  type: integer("type").notNull(),
  pbxCallId: text("pbx_call_id"),
  envelope: text("envelope").notNull(),
  seenOn: text("seen_on").array().notNull(),
  receivedAt: instant("received_at").notNull(),
  state: text("state", { enum: ["applied", "kept", "failed"] }).notNull(),
  reason: text("reason"),
});

export const callTrace = pgTable("call_trace", {
  id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
  callId: uuid("call_id").notNull(),
  at: instant("at").notNull(),
  step: text("step").notNull(),
  detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
});
