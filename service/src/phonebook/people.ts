import type { Connection } from "../storage/database.ts";
import { and, asc, count, eq, inArray, isNull } from "../storage/drizzle.ts";
import { contactNumbers, contactPeople } from "../storage/contacts-schema.ts";
import type { KnownPerson } from "./core/fit-contact.ts";

/** A person of the contacts, with the organization whose name is not kept with them. */
export type IndexedPerson = Omit<KnownPerson, "company"> & { organizationId: number | null };

/** These users as the contacts are known; who is absent has no number. */
export async function readPeople(
  db: Connection,
  integrationId: string,
  userIds: number[],
): Promise<Map<number, IndexedPerson>> {
  const [people, numbers] = await Promise.all([
    db
      .select()
      .from(contactPeople)
      .where(and(eq(contactPeople.integrationId, integrationId), inArray(contactPeople.userId, userIds))),
    db
      .select()
      .from(contactNumbers)
      .where(and(eq(contactNumbers.integrationId, integrationId), inArray(contactNumbers.userId, userIds)))
      .orderBy(asc(contactNumbers.place)),
  ]);
  const numbersOf = Map.groupBy(numbers, ({ userId }) => userId);
  return new Map(
    people.map(({ userId, name, email, organizationId, role, suspended, gone, mergedInto }) => [
      userId,
      {
        userId,
        name,
        email,
        organizationId,
        endUser: role === "end-user",
        suspended,
        gone: gone !== null,
        mergedInto,
        numbers: (numbersOf.get(userId) ?? []).map(({ value, field }) => ({ value, field })),
      },
    ]),
  );
}

/** How many end users the contacts hold. */
export async function countPeople(db: Connection, integrationId: string): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(contactPeople)
    .where(
      and(
        eq(contactPeople.integrationId, integrationId),
        eq(contactPeople.role, "end-user"),
        isNull(contactPeople.gone),
      ),
    );
  return row?.people ?? 0;
}
