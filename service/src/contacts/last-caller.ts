import type { Connection } from "../storage/database.ts";
import { and, desc, eq, inArray } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";

/** Which of these people had the last call; null when none of them had one. */
export async function lastCallerAmong(
  db: Connection,
  integrationId: string,
  userIds: number[],
): Promise<number | null> {
  const [row] = await db
    .select({ userId: calls.contactUserId })
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.contactUserId, userIds)))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(1);
  return row?.userId ?? null;
}
