import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
  uuid,
} from "./drizzle.ts";
import type { AppState, AuthorizationEnd, PbxAbout, PbxTrouble } from "@deskline/shared/admin";
import type { Candidate, PopRules } from "@deskline/shared/app";
import type { ErrorCode } from "@deskline/shared/errors";
import type { Call } from "../calls/core/call.ts";
import type { CallFacts } from "../calls/core/facts.ts";
import type { CommentChanges } from "../tickets/core/changes.ts";

/** How numbers are rewritten before they are dialled. */
export type DialRules = {
  strip_plus: boolean;
  /** What stands for the `+`, such as `00`; empty keeps it. */
  international_prefix: string;
  /** What gets a line to the outside, such as `0`. */
  outside_prefix: string;
};

/** Why the PBX could not be asked, in what words, and when (epoch ms). */
export type NotedTrouble = { kind: PbxTrouble; detail: string | null; at: number };

/** The tables as code sees them. The migrations make them; a test compares the two. */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const bigId = (name: string) => bigint(name, { mode: "number" });

export const integrations = pgTable("integrations", {
  id: uuid("id").primaryKey().defaultRandom(),
  key: text("key").notNull(),
  name: text("name").notNull(),
  /** Of the connection with Zendesk, whether or not the integration is switched off. */
  status: text("status", { enum: ["draft", "connected", "reconnect_needed"] })
    .notNull()
    .default("draft"),
  disabledAt: instant("disabled_at"),
  agentsChoosePops: boolean("agents_choose_pops").notNull().default(true),
  bindingsVersion: integer("bindings_version").notNull().default(0),
  defaultCountry: text("default_country").notNull(),
  quietMs: integer("quiet_ms").notNull(),
  awaitingMs: integer("awaiting_ms").notNull(),
  dispositions: text("dispositions").array().notNull().default([]),
  popRules: jsonb("pop_rules")
    .$type<PopRules>()
    .notNull()
    .default(sql`default`),
  dialRules: jsonb("dial_rules")
    .$type<DialRules>()
    .notNull()
    .default(sql`default`),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** Columns that hold sealed text: the client secret, the webhook secrets and the tokens. */
export const pbxConnections = pgTable("pbx_connections", {
  integrationId: uuid("integration_id").primaryKey(),
  vendor: text("vendor").notNull().default("yeastar"),
  url: text("url"),
  clientId: text("client_id"),
  clientSecret: text("client_secret"),
  timeZone: text("time_zone").notNull(),
  webhook: boolean("webhook").notNull(),
  websocket: boolean("websocket").notNull(),
  webhookSecret: text("webhook_secret"),
  previousWebhookSecret: text("previous_webhook_secret"),
  accessToken: text("access_token"),
  accessExpiresAt: instant("access_expires_at"),
  refreshToken: text("refresh_token"),
  refreshExpiresAt: instant("refresh_expires_at"),
  loginProblem: text("login_problem"),
  recordsReadUntil: instant("records_read_until"),
  /** Whether the live connection stood when it was last heard of. */
  subscribed: boolean("subscribed").notNull().default(false),
  /** The one that is trusted beside those of known authorities, as PEM. */
  certificate: text("certificate"),
  about: jsonb("about").$type<PbxAbout>(),
  testedAt: instant("tested_at"),
  /** What failed when the PBX was asked last; null when nothing did. */
  trouble: jsonb("trouble").$type<NotedTrouble>(),
  /** When a test message of the webhook came last. */
  heardAt: instant("heard_at"),
  /** Of extensions and queues. */
  numbersReadAt: instant("numbers_read_at"),
  /** Why they could not be read the last time; null when they could. */
  numbersTrouble: text("numbers_trouble"),
});

/** Columns that hold sealed text: the client secret and the tokens. */
export const zendeskConnections = pgTable("zendesk_connections", {
  integrationId: uuid("integration_id").primaryKey(),
  subdomain: text("subdomain"),
  clientId: text("client_id"),
  clientSecret: text("client_secret"),
  accessToken: text("access_token"),
  accessExpiresAt: instant("access_expires_at"),
  refreshToken: text("refresh_token"),
  scope: text("scope"),
  adminId: bigId("admin_id"),
  adminName: text("admin_name"),
  /** The app in Zendesk that agents load us from: tokens are accepted from this installation alone. */
  appId: bigId("app_id"),
  installationId: bigId("installation_id"),
  lastAuthorization: jsonb("last_authorization").$type<AuthorizationEnd>(),
  appVersion: text("app_version"),
  appWork: jsonb("app_work").$type<AppState["work"]>(),
  /** Zendesk's own job that makes or changes the app, while it runs. */
  appJob: text("app_job"),
  agentsReadAt: instant("agents_read_at"),
  /** Why they could not be read the last time; null when they could. */
  agentsTrouble: text("agents_trouble"),
});

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

/** `code_verifier` is sealed. A row lives until its answer comes, once, or until it expires. */
export const oauthRequests = pgTable("oauth_requests", {
  stateHash: text("state_hash").primaryKey(),
  integrationId: uuid("integration_id").notNull(),
  codeVerifier: text("code_verifier").notNull(),
  redirectUri: text("redirect_uri").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

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
  /** A ticket was asked for while it rang. */
  earlyTicket: boolean("early_ticket").notNull().default(false),
  dialledByAgent: bigId("dialled_by_agent"),
  dialledFromTicket: bigId("dialled_from_ticket"),
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
    checkedAt: instant("checked_at").notNull().defaultNow(),
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

/** People made a moment ago, whom the helpdesk's search does not show yet. */
export const madeContacts = pgTable(
  "made_contacts",
  {
    integrationId: uuid("integration_id").notNull(),
    /** As numbers are compared. */
    number: text("number").notNull(),
    userId: bigId("user_id").notNull(),
    name: text("name").notNull(),
    madeAt: instant("made_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.number] })],
);

export const callTrace = pgTable("call_trace", {
  id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
  callId: uuid("call_id").notNull(),
  at: instant("at").notNull(),
  step: text("step").notNull(),
  detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
});

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
