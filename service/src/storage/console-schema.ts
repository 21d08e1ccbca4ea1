import { bigId, instant } from "./columns.ts";
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from "./drizzle.ts";

/** One row at most: whoever knows the password is the operator. */
export const operatorPassword = pgTable("operator_password", {
  id: boolean("id").primaryKey().default(true),
  hash: text("hash").notNull(),
  setAt: instant("set_at").notNull().defaultNow(),
});

/** Links with which the password can be set, until one is used. */
export const setupLinks = pgTable("setup_links", {
  tokenHash: text("token_hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

export const consoleSessions = pgTable("console_sessions", {
  id: uuid("id").primaryKey().defaultRandom(),
  tokenHash: text("token_hash").notNull(),
  createdAt: instant("created_at").notNull(),
  lastSeenAt: instant("last_seen_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  address: text("address").notNull(),
  device: text("device").notNull(),
});

export const failedLogins = pgTable("failed_logins", {
  id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
  address: text("address").notNull(),
  at: instant("at").notNull(),
});

/** Outlives the integration that it tells of. */
export const auditLog = pgTable("audit_log", {
  id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull().defaultNow(),
  actor: text("actor").notNull(),
  actorKind: text("actor_kind", { enum: ["operator", "command_line", "zendesk_user"] }).notNull(),
  /** Of a user of Zendesk. */
  actorId: bigId("actor_id"),
  integrationId: uuid("integration_id"),
  integrationName: text("integration_name"),
  action: text("action").notNull(),
  before: jsonb("before").$type<Record<string, unknown>>(),
  after: jsonb("after").$type<Record<string, unknown>>(),
});

/** What was answered to a request with an `Idempotency-Key`, for when it comes again. */
export const keptAnswers = pgTable(
  "kept_answers",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    body: text("body").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] })],
);
