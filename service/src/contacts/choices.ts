import type { Connection } from "../storage/database.ts";
import { and, asc, eq, gt, sql } from "../storage/drizzle.ts";
import { contactChoices } from "../storage/contacts-schema.ts";
import { appAgents } from "../storage/app-schema.ts";
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

/** What is remembered of numbers behind `after`, in their order. */
export async function listChoices(
  db: Connection,
  integrationId: string,
  { after, limit }: { after: string; limit: number },
): Promise<
  (Omit<typeof contactChoices.$inferSelect, "integrationId" | "agentId"> & { agent: string | null })[]
> {
  return db
    .select({
      number: contactChoices.number,
      userId: contactChoices.userId,
      name: contactChoices.name,
      agent: appAgents.name,
      chosenAt: contactChoices.chosenAt,
    })
    .from(contactChoices)
    .leftJoin(
      appAgents,
      and(
        eq(appAgents.integrationId, contactChoices.integrationId),
        eq(appAgents.agentId, contactChoices.agentId),
      ),
    )
    .where(and(eq(contactChoices.integrationId, integrationId), gt(contactChoices.number, after)))
    .orderBy(asc(contactChoices.number))
    .limit(limit);
}

/** Forgets whom a number belongs to. The name that was remembered; null when nothing was. */
export async function forgetChoice(
  tx: Connection,
  integrationId: string,
  number: string,
): Promise<string | null> {
  const [row] = await tx
    .delete(contactChoices)
    .where(and(eq(contactChoices.integrationId, integrationId), eq(contactChoices.number, number)))
    .returning({ name: contactChoices.name });
  return row?.name ?? null;
}
