import type { CallView } from "@deskline/shared/app";

/** What one stream follows: its agent's own calls, and those of the people and numbers that are looked at. */
export type Interest = {
  extension: string | null;
  users: ReadonlySet<number>;
  /** As numbers are compared. */
  numbers: ReadonlySet<string>;
};

export type Told = {
  view: CallView;
  outsideKey: string | null;
  contactUserId: number | null;
  /** Somebody said whose call it is: then the number says nothing more. */
  byHand: boolean;
};

/** Calls between extensions concern nobody but those who take part. */
export function concerns({ view, outsideKey, contactUserId, byHand }: Told, interest: Interest): boolean {
  if (view.phones.some((phone) => phone.number === interest.extension)) return true;
  if (view.direction === "internal") return false;
  return (
    (contactUserId !== null && interest.users.has(contactUserId)) ||
    (!byHand && outsideKey !== null && interest.numbers.has(outsideKey))
  );
}
