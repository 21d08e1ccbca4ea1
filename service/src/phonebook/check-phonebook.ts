import {
  adopt,
  allSure,
  askForAll,
  changeContactRow,
  rowsOf,
  usersOnPbx,
  writeAgain,
} from "./contact-store.ts";
import type { Target } from "./bring-contact.ts";
import { userOfMark, type StoredContact } from "./core/contact.ts";
import { compare } from "./core/plan.ts";
import { waitsFor } from "./core/waits.ts";

/**
 * Looks through all contacts of the PBX: what somebody changed or deleted there is written again, and contacts whose
 * making was never confirmed are found. Then everybody is held against the helpdesk once more. @throws {GatewayError}
 */
export async function checkPhonebook(target: Target, integrationId: string): Promise<void> {
  const { db, vendor, pbx } = target;
  const present = new Set<number>();
  for await (const page of vendor.readContacts(pbx)) await comparePage(target, integrationId, page, present);
  const missing = (await usersOnPbx(db, integrationId)).filter((userId) => !present.has(userId));
  await writeAgain(db, integrationId, missing);
  await allSure(db, integrationId);
  await askForAll(db, integrationId);
}

async function comparePage(
  { db, phonebookId }: Target,
  integrationId: string,
  page: StoredContact[],
  present: Set<number>,
): Promise<void> {
  const userIds = page.flatMap(({ mark }) => userOfMark(mark) ?? []);
  const rows = await rowsOf(db, integrationId, { userIds, contactIds: page.map(({ id }) => id) });
  const byContact = new Map(rows.map((row) => [row.contactId, row]));
  const byUser = new Map(rows.map((row) => [row.userId, row]));
  const drifted: number[] = [];
  for (const stored of page) {
    const owner = userOfMark(stored.mark);
    const row = byContact.get(stored.id) ?? (owner === null ? undefined : byUser.get(owner));
    const userId = row?.userId ?? owner;
    if (userId === null) continue;
    switch (compare(stored, row, phonebookId)) {
      case "as_written":
        present.add(userId);
        break;
      case "drifted":
        present.add(userId);
        drifted.push(userId);
        break;
      case "adopted":
        present.add(userId);
        await adopt(db, integrationId, userId, stored.id);
        break;
      case "foreign":
        if (row !== undefined)
          await changeContactRow(db, row, { contactId: null, written: null, waiting: waitsFor.change });
        break;
      case "none_of_ours":
        break;
    }
  }
  await writeAgain(db, integrationId, drifted);
}
