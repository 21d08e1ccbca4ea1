import { lineOf, userOfMark, type PhonebookContact, type StoredContact } from "./contact.ts";
import type { Fitting } from "./fit-contact.ts";

/** What is known of a contact on the PBX. */
export type Kept = { contactId: number | null; written: string | null; shown: string | null };

type Unfit = Extract<Fitting, { kind: "unfit" }>["reason"];

export type Plan =
  | { kind: "nothing" }
  /** `contactId` null: it is made. */
  | { kind: "write"; contactId: number | null; contact: PhonebookContact }
  /** Taken away from the PBX where it is there. `reason` null: nobody needs to know of it any more. */
  | { kind: "remove"; contactId: number | null; reason: Unfit | null };

/** What is to be done so that the PBX has of a user what it is to have. */
export function planFor({ contactId, written }: Kept, fitting: Fitting): Plan {
  switch (fitting.kind) {
    case "gone":
      return { kind: "remove", contactId, reason: null };
    case "unfit":
      return { kind: "remove", contactId, reason: fitting.reason };
    case "fits":
      if (contactId !== null && written === lineOf(fitting.contact)) return { kind: "nothing" };
      return { kind: "write", contactId, contact: fitting.contact };
  }
}

/**
 * Whether the contact that a remembered number leads to is still this user's. The PBX may be another one by now, or may
 * have been put back to an older state: then the number is somebody else's.
 */
export function isStillOf(userId: number, stored: StoredContact, phonebookId: number): boolean {
  const owner = userOfMark(stored.mark);
  return owner === userId || (owner === null && stored.phonebookIds.includes(phonebookId));
}

/**
 * What a contact on the PBX is to us. `adopted`: it was made for this user and its number got lost. `drifted`:
 * somebody changed it. `foreign`: another contact has its number by now.
 */
export type Comparison = "as_written" | "drifted" | "adopted" | "foreign" | "none_of_ours";

export function compare(
  stored: StoredContact,
  kept: (Kept & { userId: number }) | undefined,
  phonebookId: number,
): Comparison {
  const here = stored.phonebookIds.includes(phonebookId);
  const owner = userOfMark(stored.mark);
  if (kept?.contactId === stored.id) {
    if (!here && owner !== kept.userId) return "foreign";
    const line = lineOf(stored);
    return here && (line === kept.written || line === kept.shown) ? "as_written" : "drifted";
  }
  if (!here || owner === null) return "none_of_ours";
  return kept === undefined || kept.contactId === null ? "adopted" : "none_of_ours";
}
