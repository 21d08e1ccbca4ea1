import type { Connection } from "../storage/database.ts";
import { and, eq, sql } from "../storage/drizzle.ts";
import { contactChoices } from "../storage/contacts-schema.ts";
import type { Candidate } from "./core/match.ts";
import { peopleKnown, presentId } from "./people-store.ts";

/** Whom an agent said a number belongs to, as they are now; null when nobody said so, or that one is gone. */
export async function choiceOf(
  db: Connection,
  integrationId: string,
  number: string,
): Promise<Candidate | null> {
  const [row] = await db
    .select()
    .from(contactChoices)
    .where(and(eq(contactChoices.integrationId, integrationId), eq(contactChoices.number, number)));
  if (row === undefined) return null;
  const userId = await presentId(db, integrationId, row.userId);
  if (userId === null) return null;
  const [known] = await peopleKnown(db, integrationId, [userId]);
  return (
    known ?? {
      userId,
      name: row.name,
      numbers: [],
      active: true,
      suspended: false,
      agent: false,
      updatedAt: null,
    }
  );
}

/** Remembers whom an agent said a number belongs to. */
export async function rememberChoice(
  tx: Connection,
  choice: Omit<typeof contactChoices.$inferInsert, "integrationId"> & { integrationId: string },
): Promise<void> {
  await tx
    .insert(contactChoices)
    .values(choice)
    .onConflictDoUpdate({
      target: [contactChoices.integrationId, contactChoices.number],
      set: {
        userId: sql`excluded.user_id`,
        name: sql`excluded.name`,
        agentId: sql`excluded.agent_id`,
        chosenAt: sql`excluded.chosen_at`,
      },
    });
}
