import { z } from "zod";
import { PbxTrouble } from "./admin-pbx.ts";

/** What the console and the service say of the PBX's phonebook, below `/api/admin/integrations/{id}/contacts/phonebook`. */

/** Why a contact is not in the phonebook. `refused`: by the PBX, in its words. */
export const UnfitReason = z.enum([
  "no_name",
  "no_number",
  "suspended",
  "not_end_user",
  "number_taken",
  "refused",
]);
export type UnfitReason = z.infer<typeof UnfitReason>;

/** What keeps the phonebook from being as it should. `pbx`: the PBX could not be asked. */
export const PhonebookTrouble = z.object({
  kind: z.enum(["pbx", "phonebook_gone", "contacts_full", "not_offered"]),
  /** Of `pbx` alone. */
  pbx: PbxTrouble.nullable(),
  detail: z.string().nullable(),
  at: z.number(),
});
export type PhonebookTrouble = z.infer<typeof PhonebookTrouble>;

const PhonebookCopy = z.object({
  state: z.enum(["running", "done", "stopped"]),
  done: z.number(),
  total: z.number(),
  /** Where it can be told. */
  msLeft: z.number().nullable(),
  /** When it ended. */
  endedAt: z.number().nullable(),
});

export const BoundPhonebook = z.object({
  name: z.string(),
  /** As the PBX counts; null until it was asked. */
  count: z.number().nullable(),
  /** Contacts of ours that are in it, that wait, and that cannot be. */
  written: z.number(),
  waiting: z.number(),
  unfit: z.number(),
  /** When nothing was left to do last. */
  syncedAt: z.number().nullable(),
  trouble: PhonebookTrouble.nullable(),
  /** Contacts that the PBX holds in all, and at most. */
  used: z.number().nullable(),
  limit: z.number(),
  copy: PhonebookCopy.nullable(),
});
export type BoundPhonebook = z.infer<typeof BoundPhonebook>;

/** `GET …/phonebook`, and the answer to everything that changes it. `DELETE …/phonebook` lets go of it; contacts stay. */
export const PhonebookState = z.object({
  phonebook: BoundPhonebook.nullable(),
  /** People that a copy of everybody would bring. */
  people: z.number(),
});
export type PhonebookState = z.infer<typeof PhonebookState>;

export const longestPhonebookName = 60;

/** `PUT …/phonebook`: an empty one that exists, or a new one. One that was deleted on the PBX is made again by its name. */
export const PhonebookInput = z.union([
  z.object({ id: z.number().int() }),
  z.object({ name: z.string().trim().min(1).max(longestPhonebookName) }),
]);
export type PhonebookInput = z.infer<typeof PhonebookInput>;

/** `GET …/phonebook/choices`: asks the PBX. */
export const PhonebookChoices = z.object({
  phonebooks: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      count: z.number().nullable(),
      /** Empty, and no phonebook of everybody. */
      fits: z.boolean(),
    }),
  ),
  /** How many there can be. */
  limit: z.number(),
});
export type PhonebookChoices = z.infer<typeof PhonebookChoices>;

/** `GET …/phonebook/unfit?after=`, by user, a hundred at a time. */
export const UnfitQuery = z.object({ after: z.coerce.number().int().default(0) });
export const UnfitContacts = z.object({
  contacts: z.array(
    z.object({ userId: z.number(), name: z.string(), reason: UnfitReason, detail: z.string().nullable() }),
  ),
  next: z.number().nullable(),
});
export type UnfitContacts = z.infer<typeof UnfitContacts>;
