import type { Connection } from "../storage/database.ts";
import { eq } from "../storage/drizzle.ts";
import { pbxConnections } from "../storage/schema.ts";

export type PbxRow = typeof pbxConnections.$inferSelect;

/** The row of the PBX, which nobody else changes until the transaction ends. */
export async function lockPbx(tx: Connection, integrationId: string): Promise<PbxRow> {
  const [row] = await tx
    .select()
    .from(pbxConnections)
    .where(eq(pbxConnections.integrationId, integrationId))
    .for("update");
  if (row === undefined) throw new Error("the integration has no PBX connection");
  return row;
}

export async function readPbx(db: Connection, integrationId: string): Promise<PbxRow> {
  const [row] = await db.select().from(pbxConnections).where(eq(pbxConnections.integrationId, integrationId));
  if (row === undefined) throw new Error("the integration has no PBX connection");
  return row;
}
