import type { JobTransaction, Queue } from "../queue/postgres.ts";
import { askFor } from "./contact-store.ts";
import { waitsFor } from "./core/waits.ts";

/** Has whoever calls or is called brought to the phonebook, if one is bound. */
export async function wantInPhonebook(
  { queue }: { queue: Queue },
  tx: JobTransaction,
  integrationId: string,
  userId: number,
): Promise<void> {
  if (await askFor(tx, integrationId, userId, waitsFor.call))
    await queue.add("sync-phonebook", { integrationId }, { key: integrationId }, tx);
}
