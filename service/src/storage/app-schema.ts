import { bigId, instant } from "./columns.ts";
import { boolean, pgTable, primaryKey, text, uuid } from "./drizzle.ts";

export const agentSettings = pgTable(
  "agent_settings",
  {
    integrationId: uuid("integration_id").notNull(),
    agentId: bigId("agent_id").notNull(),
    pop: text("pop", { enum: ["off", "notify", "pop"] })
      .notNull()
      .default("pop"),
    openTopBar: boolean("open_top_bar").notNull().default(false),
    missedSeenAt: instant("missed_seen_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.agentId] })],
);

export const callPops = pgTable(
  "call_pops",
  {
    callId: uuid("call_id").notNull(),
    agentId: bigId("agent_id").notNull(),
    moment: text("moment", { enum: ["ring", "answer", "end"] }).notNull(),
    /** The browser tab that shows it. */
    tab: uuid("tab"),
    /** Why Zendesk did not, in its words. */
    failure: text("failure"),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.agentId, t.moment] })],
);

/** What Zendesk said of an agent who loaded the app; asked again when it is old. */
export const appAgents = pgTable(
  "app_agents",
  {
    integrationId: uuid("integration_id").notNull(),
    agentId: bigId("agent_id").notNull(),
    name: text("name").notNull(),
    admin: boolean("admin").notNull(),
    active: boolean("active").notNull(),
    /** Which tickets the agent may see only; null when all. */
    ticketRestriction: text("ticket_restriction"),
    checkedAt: instant("checked_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.agentId] })],
);
