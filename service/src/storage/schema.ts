import type { PbxAbout, PbxTrouble } from "@deskline/shared/admin-pbx";
import type { ContactSettings } from "@deskline/shared/admin-contacts";
import type { AppState, AuthorizationEnd } from "@deskline/shared/admin-zendesk";
import type { PopRules } from "@deskline/shared/app";
import { bigId, instant } from "./columns.ts";
import { boolean, integer, jsonb, pgTable, sql, text, uuid } from "./drizzle.ts";

/**
 * The tables as code sees them: an integration and its two sides here, every other subject in a file beside. The
 * migrations make them; a test compares the two.
 */

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
  contactSettings: jsonb("contact_settings")
    .$type<ContactSettings>()
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
  /** The address that we entered there as our webhook; null while nobody had us do so. */
  webhookPlaced: text("webhook_placed"),
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
  /** How often an account was left: what was begun before is stored no more. */
  timesLeft: integer("times_left").notNull().default(0),
});

/** `code_verifier` is sealed. A row lives until its answer comes, once, or until it expires. */
export const oauthRequests = pgTable("oauth_requests", {
  stateHash: text("state_hash").primaryKey(),
  integrationId: uuid("integration_id").notNull(),
  codeVerifier: text("code_verifier").notNull(),
  redirectUri: text("redirect_uri").notNull(),
  expiresAt: instant("expires_at").notNull(),
});
