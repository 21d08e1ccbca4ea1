import type { Connection } from "../storage/database.ts";
import { sql } from "../storage/drizzle.ts";

/**
 * Which of these people had the last call; null when none of them had one. Calls of whoever was merged into one of
 * them count as theirs.
 */
export async function lastCallerAmong(
  db: Connection,
  integrationId: string,
  userIds: number[],
): Promise<number | null> {
  const { rows } = await db.execute<{ user_id: string }>(sql`
    with recursive are as (
      select id as user_id, id as earlier_id from unnest(${sql.param(userIds)}::bigint[]) as id
      union
      select are.user_id, p.user_id from are join contact_people p
        on p.integration_id = ${integrationId} and p.merged_into = are.earlier_id
    )
    select are.user_id from are join calls c
      on c.integration_id = ${integrationId} and c.contact_user_id = are.earlier_id
    order by c.started_at desc, c.id desc limit 1`);
  const [row] = rows;
  return row === undefined ? null : Number(row.user_id);
}
