import { bigId, instant } from "./columns.ts";
import { pgTable, primaryKey, text, uuid } from "./drizzle.ts";

/** A new ticket's form in an agent's browser that is filled in from a call: its ticket is to be the call's. */
export const ticketForms = pgTable(
  "ticket_forms",
  {
    callId: uuid("call_id").notNull(),
    /** The frame beside the form, or the browser tab that opens it. */
    holder: uuid("holder").notNull(),
    agentId: bigId("agent_id").notNull(),
    state: text("state", { enum: ["opening", "open", "saving", "saved"] }).notNull(),
    openedAt: instant("opened_at").notNull(),
    /** Until then its word counts, unless it is given again. */
    heldUntil: instant("held_until").notNull(),
    /** When the agent submitted, and for whom. */
    savingAt: instant("saving_at"),
    requesterId: bigId("requester_id"),
    /** The ticket that came of it. */
    ticketId: bigId("ticket_id"),
  },
  (t) => [primaryKey({ columns: [t.callId, t.holder] })],
);
