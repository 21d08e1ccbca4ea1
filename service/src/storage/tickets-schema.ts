import type { RefusedField, TicketChoices, TicketSettings } from "@deskline/shared/admin-tickets";
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "./drizzle.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const bigId = (name: string) => bigint(name, { mode: "number" });

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
  ticketId: bigId("ticket_id"),
  /** Attempts that may have been applied though no answer came. */
  unanswered: integer("unanswered").notNull().default(0),
  recordId: bigId("record_id"),
  ended: text("ended", { enum: ["written", "found", "unsure", "refused"] }),
});
