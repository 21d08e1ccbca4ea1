import { bigId, instant } from "./columns.ts";
import { boolean, integer, pgTable, primaryKey, text, uuid } from "./drizzle.ts";

/** The contacts of a helpdesk as they are kept here. */

/** How far an integration's contacts are known, and what tells of their changes. */
export const contactIndex = pgTable("contact_index", {
  integrationId: uuid("integration_id").primaryKey(),
  /** The country in which the stored keys of numbers were made, and the user fields that were read. */
  country: text("country").notNull(),
  numberFields: text("number_fields").array().notNull(),
  /** Of the pass that reads everybody. */
  begunAt: instant("begun_at").notNull(),
  /** Null until everybody was read once: so long callers are searched for as well. */
  filledAt: instant("filled_at"),
  /** Where the helpdesk's list of changes goes on. */
  cursor: text("cursor"),
  /** A cursor of a while ago: when it comes again the list runs in a circle. */
  mark: text("mark"),
  pages: integer("pages").notNull().default(0),
  /** Of the next page; smaller than usual when larger ones did not come in time. */
  pageSize: integer("page_size").notNull().default(1000),
  /** In the pass that reads everybody. */
  peopleRead: integer("people_read").notNull().default(0),
  peopleTotal: integer("people_total"),
  /** The newest change that was read. */
  changesUntil: instant("changes_until"),
  /** When the helpdesk was asked last, and before when it is not to be asked again. */
  askedAt: instant("asked_at"),
  nextAt: instant("next_at"),
  /** When the end of the list was reached last. */
  readAt: instant("read_at"),
  /** Why it could not be read on the last time. */
  trouble: text("trouble"),
  /** Where it leads; null while there is none. */
  webhookUrl: text("webhook_url"),
  /** When it was last seen in the helpdesk. */
  webhookSeenAt: instant("webhook_seen_at"),
  /** Sealed. */
  webhookSecret: text("webhook_secret"),
  /** Why there is none. */
  webhookTrouble: text("webhook_trouble"),
});

/** A user with a number, or who had one. Who is gone stays with what became of them. */
export const contactPeople = pgTable(
  "contact_people",
  {
    integrationId: uuid("integration_id").notNull(),
    userId: bigId("user_id").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["end-user", "agent", "admin"] }).notNull(),
    email: text("email"),
    organizationId: bigId("organization_id"),
    suspended: boolean("suspended").notNull().default(false),
    gone: text("gone", { enum: ["deleted", "merged"] }),
    mergedInto: bigId("merged_into"),
    /** In the helpdesk's words; `changedAt` is when it was changed here. */
    updatedAt: instant("updated_at").notNull(),
    /** Tells whether they differ from what is told of them now. */
    digest: text("digest").notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.userId] })],
);

export const contactNumbers = pgTable(
  "contact_numbers",
  {
    integrationId: uuid("integration_id").notNull(),
    userId: bigId("user_id").notNull(),
    /** From 0, the main number first. */
    place: integer("place").notNull(),
    /** As it is written there. */
    number: text("number").notNull(),
    source: text("source", { enum: ["phone", "identity", "field"] }).notNull(),
    /** The key of the user field it stands in. */
    field: text("field"),
    shared: boolean("shared").notNull().default(false),
    /** As it is compared: E.164 where it is valid, without extension, else its digits. */
    value: text("value").notNull(),
    /** Its digits from the last to the first. */
    tail: text("tail").notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.userId, t.place] })],
);

/** Users of whom a webhook told, until they are read. */
export const contactNews = pgTable(
  "contact_news",
  {
    integrationId: uuid("integration_id").notNull(),
    userId: bigId("user_id").notNull(),
    toldAt: instant("told_at").notNull(),
    /** The number that was told of, empty for a new user: who is known with it need not be read. Null: to be read. */
    number: text("number"),
    /** The other one of two that became one. */
    mergedWith: bigId("merged_with"),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.userId] })],
);

/** Whom an agent said a number belongs to. */
export const contactChoices = pgTable(
  "contact_choices",
  {
    integrationId: uuid("integration_id").notNull(),
    /** As numbers are compared. */
    number: text("number").notNull(),
    userId: bigId("user_id").notNull(),
    /** As that one was called then: whoever has no number is not known otherwise. */
    name: text("name").notNull(),
    agentId: bigId("agent_id").notNull(),
    chosenAt: instant("chosen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.number] })],
);

/** A contact that is being made. Whoever has the row may ask for it; its id is found again in the helpdesk. */
export const contactCreations = pgTable(
  "contact_creations",
  {
    integrationId: uuid("integration_id").notNull(),
    number: text("number").notNull(),
    id: uuid("id").notNull().defaultRandom(),
    claimedUntil: instant("claimed_until").notNull(),
    /** Whether the helpdesk may have been asked already. */
    sent: boolean("sent").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.number] })],
);
