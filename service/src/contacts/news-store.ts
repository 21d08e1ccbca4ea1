import type { Connection } from "../storage/database.ts";
import { asc, eq, sql } from "../storage/drizzle.ts";
import { contactNews } from "../storage/contacts-schema.ts";
import type { News } from "./core/user-event.ts";

export type NewsRow = typeof contactNews.$inferSelect;

/** Keeps that there is news of some, until they are read. News of one before is not forgotten over it. */
export async function keepNews(
  tx: Connection,
  integrationId: string,
  news: readonly News[],
  toldAt: Date,
): Promise<void> {
  for (const one of news)
    await tx
      .insert(contactNews)
      .values({ integrationId, toldAt, ...one })
      .onConflictDoUpdate({
        target: [contactNews.integrationId, contactNews.userId],
        set: {
          toldAt,
          number: sql`case
            when ${contactNews.number} is null or excluded.number is null then null
            when ${contactNews.number} in (excluded.number, '') then excluded.number
            when excluded.number = '' then ${contactNews.number} end`,
          mergedWith: sql`coalesce(excluded.merged_with, ${contactNews.mergedWith})`,
        },
      });
}

/** The oldest news, of so many at most. */
export async function oldestNews(db: Connection, integrationId: string, most: number): Promise<NewsRow[]> {
  return db
    .select()
    .from(contactNews)
    .where(eq(contactNews.integrationId, integrationId))
    .orderBy(asc(contactNews.toldAt), asc(contactNews.userId))
    .limit(most);
}

/** Forgets news that was dealt with, but for what came again meanwhile. */
export async function forgetNews(tx: Connection, integrationId: string, news: NewsRow[]): Promise<void> {
  const dealt = news.map(({ userId, toldAt }) => ({ user_id: userId, told_at: toldAt.toISOString() }));
  await tx.execute(sql`
    delete from contact_news n
    using jsonb_to_recordset(${JSON.stringify(dealt)}::jsonb) as g(user_id bigint, told_at timestamptz)
    where n.integration_id = ${integrationId} and n.user_id = g.user_id
      and date_trunc('milliseconds', n.told_at) = g.told_at`);
}
