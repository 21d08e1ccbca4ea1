import { GatewayError } from "../platform/gateway-error.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Connection } from "../storage/database.ts";
import { and, eq, gt, inArray, sql } from "../storage/drizzle.ts";
import { phonebookCompanies } from "../storage/phonebook-schema.ts";

/** Names of organizations, as the helpdesk has them. */
export type Companies = { organizationNames(ids: readonly number[]): Promise<Map<number, string>> };

export type CompaniesDeps = {
  db: Connection;
  clock: Clock;
  log: Logger;
  zendeskOf: (integrationId: string) => Promise<Companies>;
};

/** A name that was read is believed for so long: organizations are seldom renamed. */
const believedMs = 24 * 3600_000;

/**
 * Names of organizations by id, asked for once a day. While the helpdesk does not answer those that are not known
 * stay so: a contact without its company is better than none, and gets it later.
 */
export async function companyNames(
  deps: CompaniesDeps,
  integrationId: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const known = await readKnown(deps.db, integrationId, wanted, new Date(deps.clock.now() - believedMs));
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  try {
    const read = await (await deps.zendeskOf(integrationId)).organizationNames(missing);
    await keep(deps, integrationId, new Map(missing.map((id) => [id, read.get(id) ?? ""])));
    return new Map([...known, ...read]);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, integrationId }, "companies could not be read");
    return readKnown(deps.db, integrationId, wanted, new Date(0));
  }
}

async function readKnown(
  db: Connection,
  integrationId: string,
  ids: number[],
  since: Date,
): Promise<Map<number, string>> {
  const rows = await db
    .select()
    .from(phonebookCompanies)
    .where(
      and(
        eq(phonebookCompanies.integrationId, integrationId),
        inArray(phonebookCompanies.organizationId, ids),
        gt(phonebookCompanies.readAt, since),
      ),
    );
  return new Map(rows.map(({ organizationId, name }) => [organizationId, name]));
}

async function keep(
  { db, clock }: CompaniesDeps,
  integrationId: string,
  names: ReadonlyMap<number, string>,
): Promise<void> {
  const readAt = new Date(clock.now());
  await db
    .insert(phonebookCompanies)
    .values([...names].map(([organizationId, name]) => ({ integrationId, organizationId, name, readAt })))
    .onConflictDoUpdate({
      target: [phonebookCompanies.integrationId, phonebookCompanies.organizationId],
      set: { name: sql`excluded.name`, readAt: sql`excluded.read_at` },
    });
}
