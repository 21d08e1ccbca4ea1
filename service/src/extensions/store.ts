import { and, eq } from "../storage/drizzle.ts";
import { tellChanged } from "../integrations/store.ts";
import type { PbxNumber } from "../pbx/port.ts";
import type { Connection, Database } from "../storage/database.ts";
import { bindings, pbxNumbers } from "../storage/schema.ts";

export type Binding = { extension: string; agentId: number; agentName: string };

export async function listBindings(db: Connection, integrationId: string): Promise<Binding[]> {
  return db
    .select({ extension: bindings.extension, agentId: bindings.agentId, agentName: bindings.agentName })
    .from(bindings)
    .where(eq(bindings.integrationId, integrationId))
    .orderBy(bindings.extension);
}

/** Binds an agent to an extension. Both sides are free for one binding only: what either was bound to before is undone. */
export async function bind(db: Database, integrationId: string, binding: Binding): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(bindings)
      .where(and(eq(bindings.integrationId, integrationId), eq(bindings.agentId, binding.agentId)));
    await tx
      .insert(bindings)
      .values({ integrationId, ...binding })
      .onConflictDoUpdate({
        target: [bindings.integrationId, bindings.extension],
        set: { agentId: binding.agentId, agentName: binding.agentName },
      });
    await tellChanged(tx);
  });
}

/** True when there was such a binding. */
export async function unbind(db: Connection, integrationId: string, extension: string): Promise<boolean> {
  const gone = await db
    .delete(bindings)
    .where(and(eq(bindings.integrationId, integrationId), eq(bindings.extension, extension)))
    .returning({ extension: bindings.extension });
  await tellChanged(db);
  return gone.length > 0;
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

/** Replaces the known numbers of the PBX by this list. */
export async function replacePbxNumbers(
  db: Database,
  integrationId: string,
  numbers: PbxNumber[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(pbxNumbers).where(eq(pbxNumbers.integrationId, integrationId));
    if (numbers.length > 0) {
      await tx
        .insert(pbxNumbers)
        .values(numbers.map((number) => ({ integrationId, ...number })))
        .onConflictDoNothing();
    }
    await tellChanged(tx);
  });
}
