import { randomBytes } from "node:crypto";
import type { ContactSettings } from "@deskline/shared/admin-contacts";
import { eq, sql } from "../storage/drizzle.ts";
import type { SecretBox } from "../platform/secrets.ts";
import type { Connection } from "../storage/database.ts";
import { integrations, pbxConnections, zendeskConnections } from "../storage/schema.ts";
import { secretContext, type Integration } from "./integration.ts";

/** What is not given is entered later. */
export type NewIntegration = {
  name: string;
  defaultCountry?: string;
  quietMs?: number;
  awaitingMs?: number;
  pbx?: {
    url: string;
    clientId: string;
    clientSecret: string;
    timeZone: string;
    webhook: boolean;
    websocket: boolean;
    webhookSecret: string | null;
  };
  zendesk?: { subdomain: string; clientId: string; clientSecret: string };
};

/** Channel on which a change of any integration is told to all replicas. */
export const changedChannel = "deskline_integrations";

export async function tellChanged(db: Connection): Promise<void> {
  await db.execute(sql`select pg_notify(${changedChannel}, '')`);
}

/** Adds an integration, in the caller's transaction. */
export async function addIntegration(
  tx: Connection,
  box: SecretBox,
  { name, defaultCountry = "US", quietMs = 3000, awaitingMs = 30_000, pbx, zendesk }: NewIntegration,
): Promise<Integration> {
  const key = randomBytes(24).toString("base64url");
  const [row] = await tx
    .insert(integrations)
    .values({ key, name, defaultCountry, quietMs, awaitingMs })
    .returning({ id: integrations.id });
  if (row === undefined) throw new Error("the new integration has no row");
  const seal = (value: string | null, column: `${string}.${string}`) =>
    value === null ? null : box.seal(value, secretContext(column, row.id));
  await tx.insert(pbxConnections).values({
    ...(pbx ?? { timeZone: "UTC", webhook: false, websocket: true }),
    integrationId: row.id,
    clientSecret: seal(pbx?.clientSecret ?? null, "pbx_connections.client_secret"),
    webhookSecret: seal(pbx?.webhookSecret ?? null, "pbx_connections.webhook_secret"),
  });
  await tx.insert(zendeskConnections).values({
    ...zendesk,
    integrationId: row.id,
    clientSecret: seal(zendesk?.clientSecret ?? null, "zendesk_connections.client_secret"),
  });
  await tellChanged(tx);
  const added = await readIntegration(tx, row.id);
  if (added === null) throw new Error("the new integration cannot be read back");
  return added;
}

export async function listIntegrations(db: Connection): Promise<Integration[]> {
  return (await integrationRows(db)).map(toIntegration);
}

/** One integration as it is stored now; null when there is none. */
export async function readIntegration(db: Connection, id: string): Promise<Integration | null> {
  const [row] = await integrationRows(db, id);
  return row === undefined ? null : toIntegration(row);
}

/** One integration, which nobody else changes until the transaction ends. */
export async function lockIntegration(tx: Connection, id: string): Promise<Integration | null> {
  await tx
    .select({ id: integrations.id })
    .from(integrations)
    .where(eq(integrations.id, id))
    .for("no key update");
  return readIntegration(tx, id);
}

/** The settings of contacts as they are stored now, which nobody else changes until the transaction ends. */
export async function lockContactSettings(tx: Connection, id: string): Promise<ContactSettings> {
  const [row] = await tx
    .select({ settings: integrations.contactSettings })
    .from(integrations)
    .where(eq(integrations.id, id))
    .for("update");
  if (row === undefined) throw new Error("there is no such integration");
  return row.settings;
}

async function integrationRows(db: Connection, id?: string) {
  return db
    .select()
    .from(integrations)
    .innerJoin(pbxConnections, eq(pbxConnections.integrationId, integrations.id))
    .innerJoin(zendeskConnections, eq(zendeskConnections.integrationId, integrations.id))
    .where(id === undefined ? undefined : eq(integrations.id, id))
    .orderBy(integrations.createdAt);
}

function toIntegration({
  integrations: row,
  pbx_connections: pbx,
  zendesk_connections: zendesk,
}: Awaited<ReturnType<typeof integrationRows>>[number]): Integration {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    status: row.disabledAt === null ? row.status : "disabled",
    defaultCountry: row.defaultCountry,
    quietMs: row.quietMs,
    awaitingMs: row.awaitingMs,
    dispositions: row.dispositions,
    popRules: row.popRules,
    agentsChoosePops: row.agentsChoosePops,
    dialRules: row.dialRules,
    contacts: row.contactSettings,
    pbx: {
      vendor: pbx.vendor,
      url: pbx.url,
      clientId: pbx.clientId,
      timeZone: pbx.timeZone,
      webhook: pbx.webhook,
      websocket: pbx.websocket,
      webhookSecretSet: pbx.webhookSecret !== null,
      loginProblem: pbx.loginProblem,
    },
    zendesk: {
      subdomain: zendesk.subdomain,
      clientId: zendesk.clientId,
      scope: zendesk.scope,
      adminName: zendesk.adminName,
      authorized: zendesk.accessToken !== null,
      appId: zendesk.appId,
      installationId: zendesk.installationId,
    },
  };
}

/** Of the connection with Zendesk; whether the integration is switched off is apart from it. */
export async function setStatus(
  db: Connection,
  integrationId: string,
  status: (typeof integrations.$inferSelect)["status"],
): Promise<void> {
  await db
    .update(integrations)
    .set({ status, updatedAt: sql`now()` })
    .where(eq(integrations.id, integrationId));
  await tellChanged(db);
}

/** Removes an integration with everything that belongs to it. Zendesk and the PBX are left as they are. */
export async function removeIntegration(db: Connection, integrationId: string): Promise<void> {
  await db.delete(integrations).where(eq(integrations.id, integrationId));
  await tellChanged(db);
}

/** The secrets that a webhook of this integration may be signed with: the present one, and the one before while it is rotated. */
export async function webhookSecrets(db: Connection, box: SecretBox): Promise<Map<string, string[]>> {
  const rows = await db
    .select({
      id: pbxConnections.integrationId,
      present: pbxConnections.webhookSecret,
      previous: pbxConnections.previousWebhookSecret,
    })
    .from(pbxConnections);
  return new Map(
    rows.map((row) => [
      row.id,
      [row.present, row.previous].flatMap((sealed) =>
        sealed === null ? [] : [box.open(sealed, secretContext("pbx_connections.webhook_secret", row.id))],
      ),
    ]),
  );
}

/** Sets a new webhook secret. The one before stays valid, so that the PBX can be changed without losing an event. */
export async function setWebhookSecret(
  db: Connection,
  box: SecretBox,
  integrationId: string,
  secret: string,
): Promise<void> {
  await db
    .update(pbxConnections)
    .set({
      webhookSecret: box.seal(secret, secretContext("pbx_connections.webhook_secret", integrationId)),
      previousWebhookSecret: sql`${pbxConnections.webhookSecret}`,
    })
    .where(eq(pbxConnections.integrationId, integrationId));
  await tellChanged(db);
}

/** A test message of the PBX's webhook came: what it sends finds us. */
export async function noteTest(db: Connection, integrationId: string, heardAt: Date): Promise<void> {
  await db.update(pbxConnections).set({ heardAt }).where(eq(pbxConnections.integrationId, integrationId));
}
