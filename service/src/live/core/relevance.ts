import type { CallView } from "@deskline/shared/app";

/** What one stream follows: its agent's own calls, and those of the people and numbers that are looked at. */
export type Interest = {
  extension: string | null;
  users: ReadonlySet<number>;
  /** As numbers are compared. */
  numbers: ReadonlySet<string>;
};

export type Told = { view: CallView; outsideKey: string | null; contactUserId: number | null };

/** Calls between extensions concern nobody but those who take part. */
export function concerns({ view, outsideKey, contactUserId }: Told, interest: Interest): boolean {
  if (view.phones.some((phone) => phone.number === interest.extension)) return true;
  if (view.direction === "internal") return false;
  return (
    (contactUserId !== null && interest.users.has(contactUserId)) ||
    (outsideKey !== null && interest.numbers.has(outsideKey))
  );
}
