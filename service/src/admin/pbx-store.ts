import type { PbxAbout } from "@deskline/shared/admin-pbx";
import { tellChanged } from "../integrations/store.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, isNotNull, sql } from "../storage/drizzle.ts";
import { pbxConnections } from "../storage/schema.ts";

/** Pins a certificate (PEM), or none. What was found out of another PBX is forgotten. */
export async function keepCertificate(
  tx: Connection,
  integrationId: string,
  certificate: string | null,
  { forgetAbout }: { forgetAbout: boolean },
): Promise<void> {
  await tx
    .update(pbxConnections)
    .set({ certificate, trouble: null, ...(forgetAbout ? { about: null, testedAt: null } : {}) })
    .where(eq(pbxConnections.integrationId, integrationId));
  await tellChanged(tx);
}

/** Keeps the address that was entered on the PBX as our webhook; null when somebody enters it by hand. */
export async function keepPlaced(
  tx: Connection,
  integrationId: string,
  webhookPlaced: string | null,
): Promise<void> {
  await tx
    .update(pbxConnections)
    .set({ webhookPlaced })
    .where(eq(pbxConnections.integrationId, integrationId));
}

/** Lets a log-in be tried again that was refused for something other than the credentials. */
export async function allowLogIn(db: Connection, integrationId: string): Promise<void> {
  await db
    .update(pbxConnections)
    .set({ loginProblem: null })
    .where(eq(pbxConnections.integrationId, integrationId));
}

export async function keepAbout(
  db: Connection,
  integrationId: string,
  about: PbxAbout,
  testedAt: Date,
): Promise<void> {
  await db
    .update(pbxConnections)
    .set({ about, testedAt, trouble: null })
    .where(and(eq(pbxConnections.integrationId, integrationId), isNotNull(pbxConnections.url)));
}

/**
 * Whether trunks report their calls: told by the newest calls with the outside of which a channel is known. Null
 * while there are none. The PBX itself does not tell.
 */
export async function trunksReport(db: Connection, integrationId: string): Promise<boolean | null> {
  const { rows } = await db.execute<{ reports: boolean | null }>(sql`
    select bool_or(exists (
      select from jsonb_each(newest.facts -> 'channels') channel where channel.value ->> 'kind' <> 'extension'
    )) as reports
    from (
      select facts from calls
      where integration_id = ${integrationId} and summary ->> 'direction' in ('inbound', 'outbound')
        and facts -> 'channels' <> '{}'::jsonb
      order by started_at desc limit 20
    ) newest`);
  return rows[0]?.reports ?? null;
}
