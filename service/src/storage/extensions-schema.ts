import { bigId } from "./columns.ts";
import { pgTable, primaryKey, text, unique, uuid } from "./drizzle.ts";

/** The account's agents as they were last read; one that is gone is kept while it is bound. */
export const zendeskAgents = pgTable(
  "zendesk_agents",
  {
    integrationId: uuid("integration_id").notNull(),
    agentId: bigId("agent_id").notNull(),
    name: text("name").notNull(),
    email: text("email"),
    role: text("role", { enum: ["agent", "admin"] }).notNull(),
    standing: text("standing", { enum: ["active", "gone", "downgraded"] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.agentId] })],
);

export const bindings = pgTable(
  "bindings",
  {
    integrationId: uuid("integration_id").notNull(),
    extension: text("extension").notNull(),
    agentId: bigId("agent_id").notNull(),
    agentName: text("agent_name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.extension] }), unique().on(t.integrationId, t.agentId)],
);

export const pbxNumbers = pgTable(
  "pbx_numbers",
  {
    integrationId: uuid("integration_id").notNull(),
    number: text("number").notNull(),
    kind: text("kind", { enum: ["extension", "queue"] }).notNull(),
    name: text("name").notNull(),
    email: text("email"),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.number] })],
);
