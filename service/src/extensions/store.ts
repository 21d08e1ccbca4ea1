import type { ConsoleAgent } from "@deskline/shared/admin-bindings";
import { tellChanged } from "../integrations/store.ts";
import type { PbxNumber } from "../pbx/port.ts";
import type { Connection, Database } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { bindings, pbxNumbers, zendeskAgents } from "../storage/extensions-schema.ts";
import { integrations, pbxConnections, zendeskConnections } from "../storage/schema.ts";
import { changesOf } from "./core/binding-changes.ts";

export type Binding = { extension: string; agentId: number; agentName: string };

export async function listBindings(db: Connection, integrationId: string): Promise<Binding[]> {
  return db
    .select({ extension: bindings.extension, agentId: bindings.agentId, agentName: bindings.agentName })
    .from(bindings)
    .where(eq(bindings.integrationId, integrationId))
    .orderBy(bindings.extension);
}

/** How often they were changed. */
export async function bindingsVersion(db: Connection, integrationId: string): Promise<number> {
  const [row] = await db
    .select({ version: integrations.bindingsVersion })
    .from(integrations)
    .where(eq(integrations.id, integrationId));
  if (row === undefined) throw new Error("the integration is gone");
  return row.version;
}

/** The present version. Until the transaction ends nobody else changes the bindings; events go on meanwhile. */
export async function lockBindings(tx: Connection, integrationId: string): Promise<number> {
  const [row] = await tx
    .select({ version: integrations.bindingsVersion })
    .from(integrations)
    .where(eq(integrations.id, integrationId))
    .for("no key update");
  if (row === undefined) throw new Error("the integration is gone");
  return row.version;
}

/** Makes the bindings these, and their version the next, in the caller's transaction. */
export async function replaceBindings(
  tx: Connection,
  integrationId: string,
  before: readonly Binding[],
  after: readonly Binding[],
): Promise<void> {
  const { made, undone } = changesOf(before, after);
  // First what is undone: an extension or agent that changes hands would be bound twice otherwise.
  await tx.execute(sql`delete from bindings where integration_id = ${integrationId}
    and extension in (select jsonb_array_elements_text(${JSON.stringify(undone.map((one) => one.extension))}::jsonb))`);
  await tx.execute(sql`insert into bindings (integration_id, extension, agent_id, agent_name)
    select ${integrationId}, extension, "agentId", "agentName"
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as made (extension text, "agentId" bigint, "agentName" text)`);
  await tx
    .update(integrations)
    .set({ bindingsVersion: sql`${integrations.bindingsVersion} + 1` })
    .where(eq(integrations.id, integrationId));
  await tellChanged(tx);
}

export async function listPbxNumbers(db: Connection, integrationId: string): Promise<PbxNumber[]> {
  return db
    .select({
      number: pbxNumbers.number,
      kind: pbxNumbers.kind,
      name: pbxNumbers.name,
      email: pbxNumbers.email,
    })
    .from(pbxNumbers)
    .where(eq(pbxNumbers.integrationId, integrationId))
    .orderBy(pbxNumbers.number);
}

/** Replaces the known numbers of the PBX by this list, unless the one at `url` was left meanwhile. */
export async function replacePbxNumbers(
  db: Database,
  { id: integrationId, url }: { id: string; url: string },
  numbers: PbxNumber[],
  now: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [present] = await tx
      .select({ url: pbxConnections.url })
      .from(pbxConnections)
      .where(eq(pbxConnections.integrationId, integrationId))
      .for("update");
    if (present?.url !== url) return;
    await tx.delete(pbxNumbers).where(eq(pbxNumbers.integrationId, integrationId));
    if (numbers.length > 0) {
      await tx
        .insert(pbxNumbers)
        .values(numbers.map((number) => ({ integrationId, ...number })))
        .onConflictDoNothing();
    }
    await tx
      .update(pbxConnections)
      .set({ numbersReadAt: new Date(now), numbersTrouble: null })
      .where(eq(pbxConnections.integrationId, integrationId));
    await tellChanged(tx);
  });
}

export async function listAgents(db: Connection, integrationId: string): Promise<ConsoleAgent[]> {
  return db
    .select({
      id: zendeskAgents.agentId,
      name: zendeskAgents.name,
      email: zendeskAgents.email,
      role: zendeskAgents.role,
      standing: zendeskAgents.standing,
    })
    .from(zendeskAgents)
    .where(eq(zendeskAgents.integrationId, integrationId))
    .orderBy(zendeskAgents.name, zendeskAgents.agentId);
}

/** Replaces the known agents by these, unless their account was left meanwhile. Bindings of theirs take over a changed name. */
export async function replaceAgents(
  db: Database,
  { integrationId, timesLeft }: Pick<typeof zendeskConnections.$inferSelect, "integrationId" | "timesLeft">,
  agents: readonly ConsoleAgent[],
  now: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [present] = await tx
      .select({ timesLeft: zendeskConnections.timesLeft })
      .from(zendeskConnections)
      .where(eq(zendeskConnections.integrationId, integrationId))
      .for("update");
    if (present?.timesLeft !== timesLeft) return;
    await lockBindings(tx, integrationId);
    await tx.delete(zendeskAgents).where(eq(zendeskAgents.integrationId, integrationId));
    await tx.execute(sql`insert into zendesk_agents (integration_id, agent_id, name, email, role, standing)
      select ${integrationId}, id, name, email, role, standing
      from jsonb_to_recordset(${JSON.stringify(agents)}::jsonb)
        as agent (id bigint, name text, email text, role text, standing text)
      on conflict do nothing`);
    await tx.execute(sql`update bindings b set agent_name = a.name from zendesk_agents a
      where a.integration_id = b.integration_id and a.agent_id = b.agent_id
        and b.integration_id = ${integrationId} and a.name <> '' and a.name <> b.agent_name`);
    await tx
      .update(zendeskConnections)
      .set({ agentsReadAt: new Date(now), agentsTrouble: null })
      .where(eq(zendeskConnections.integrationId, integrationId));
  });
}

export type Side = "zendesk" | "pbx";

/** Keeps why a side could not be read; what is known of it stays. */
export async function noteReadTrouble(
  db: Connection,
  integrationId: string,
  side: Side,
  detail: string,
): Promise<void> {
  if (side === "zendesk")
    await db
      .update(zendeskConnections)
      .set({ agentsTrouble: detail })
      .where(eq(zendeskConnections.integrationId, integrationId));
  else
    await db
      .update(pbxConnections)
      .set({ numbersTrouble: detail })
      .where(eq(pbxConnections.integrationId, integrationId));
}

/** When each side was last read, and why it could not be since. */
export async function readings(
  db: Connection,
  integrationId: string,
): Promise<Record<Side, { at: Date | null; trouble: string | null }>> {
  const [row] = await db
    .select({
      zendesk: { at: zendeskConnections.agentsReadAt, trouble: zendeskConnections.agentsTrouble },
      pbx: { at: pbxConnections.numbersReadAt, trouble: pbxConnections.numbersTrouble },
    })
    .from(zendeskConnections)
    .innerJoin(pbxConnections, eq(pbxConnections.integrationId, zendeskConnections.integrationId))
    .where(eq(zendeskConnections.integrationId, integrationId));
  if (row === undefined) throw new Error("the integration is gone");
  return row;
}
