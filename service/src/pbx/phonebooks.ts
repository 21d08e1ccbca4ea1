/** A company phonebook of a PBX. */
export type Phonebook = {
  id: number;
  name: string;
  /** How many contacts it holds; null where the PBX does not tell. */
  count: number | null;
  /** Whether it holds every contact there is by itself. */
  holdsAll: boolean;
};

/** Null where firmware or plan have no phonebooks. */
export type PhonebookList = Phonebook[] | null;
export type PhonebookMade = { kind: "made"; id: number } | { kind: "full" | "name_taken" | "not_offered" };

/**
 * `full`: the PBX takes no more contacts. `number_taken`: another of its contacts has one of the numbers. `gone`: it
 * has no contact with this id.
 */
export type ContactWritten =
  | { kind: "written"; id: number }
  | { kind: "full" | "number_taken" | "gone" | "phonebook_gone" }
  | { kind: "refused"; words: string };

/** What a PBX holds at most, and how long what it holds may be. */
export type PhonebookLimits = { phonebooks: number; contacts: number; text: number; number: number };
