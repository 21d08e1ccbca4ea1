import type { PhonebookTrouble, UnfitReason } from "@deskline/shared/admin-phonebook";
import { bigId, instant } from "./columns.ts";
import { boolean, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from "./drizzle.ts";

/** What is known of the phonebook of a PBX that contacts are copied to. */

/** The phonebook that is bound; there is no row where none is. */
export const phonebooks = pgTable("phonebooks", {
  integrationId: uuid("integration_id").primaryKey(),
  /** The PBX's number of it. Together with the name it is recognised. */
  phonebookId: bigId("phonebook_id").notNull(),
  name: text("name").notNull(),
  boundAt: instant("bound_at").notNull().defaultNow(),
  /** How many contacts the PBX says it holds, and how many the PBX holds in all. */
  count: integer("count"),
  contactsUsed: integer("contacts_used"),
  /** When nothing was left to do last. */
  syncedAt: instant("synced_at"),
  /** When it was compared with what it is to be last; null to have it done next. */
  checkedAt: instant("checked_at"),
  trouble: jsonb("trouble").$type<PhonebookTrouble>(),
  /** Of the copy of everybody. */
  copyState: text("copy_state", { enum: ["running", "done", "stopped"] }),
  copyTotal: integer("copy_total").notNull().default(0),
  copyStartedAt: instant("copy_started_at"),
  copyEndedAt: instant("copy_ended_at"),
});

/** Somebody who is to be in the phonebook, or cannot be. */
export const phonebookContacts = pgTable(
  "phonebook_contacts",
  {
    integrationId: uuid("integration_id").notNull(),
    userId: bigId("user_id").notNull(),
    name: text("name").notNull().default(""),
    /** The PBX's number of the contact; null until it was made. */
    contactId: bigId("contact_id"),
    /** What was written last, in one line; null when it has to be written whatever it is. */
    written: text("written"),
    /** What the PBX made of that, where it made something else of it. */
    shown: text("shown"),
    /** It may have been made: the PBX has to be looked through before it is made. */
    unsure: boolean("unsure").notNull().default(false),
    /** Why it is to be looked at: 0 for a call, 1 for a change, 2 for the copy of everybody; null when it is not. */
    waiting: smallint("waiting"),
    /** Counts how often it was asked for, so that no request is lost while one is done. */
    asked: integer("asked").notNull().default(0),
    unfit: text("unfit").$type<UnfitReason>(),
    /** The PBX's words for that. */
    detail: text("detail"),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.userId] })],
);

/** The name of an organization of the helpdesk as it was read last. */
export const phonebookCompanies = pgTable(
  "phonebook_companies",
  {
    integrationId: uuid("integration_id").notNull(),
    organizationId: bigId("organization_id").notNull(),
    name: text("name").notNull(),
    readAt: instant("read_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.integrationId, t.organizationId] })],
);
