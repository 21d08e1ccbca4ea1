import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import {
  contactChoices,
  contactCreations,
  contactIndex,
  contactNews,
  contactPeople,
} from "../storage/contacts-schema.ts";
import { integrations } from "../storage/schema.ts";

/** Forgets everything that is known of an account's people: it is another account's now, or nobody's. */
export async function forgetContacts(tx: Connection, integrationId: string): Promise<void> {
  // The integration first, as whoever changes its settings does.
  await tx
    .update(integrations)
    .set({ contactSettings: sql`jsonb_set(${integrations.contactSettings}, '{fallbackRequester}', 'null')` })
    .where(eq(integrations.id, integrationId));
  for (const table of [contactIndex, contactPeople, contactNews, contactChoices, contactCreations])
    await tx.delete(table).where(eq(table.integrationId, integrationId));
}
