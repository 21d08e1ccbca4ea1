import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { integrations } from "../storage/schema.ts";
import { tellChanged } from "./store.ts";

/**
 * Whether the integration of a call is switched off. Until the transaction ends nobody can switch it. Ask before
 * the call's row is locked: whoever switches it on locks in this order too.
 */
export async function isCallSwitchedOff(tx: Connection, callId: string): Promise<boolean> {
  const [row] = await tx
    .select({ disabledAt: integrations.disabledAt })
    .from(integrations)
    .where(
      eq(integrations.id, sql`(select ${calls.integrationId} from ${calls} where ${calls.id} = ${callId})`),
    )
    .for("share");
  return row !== undefined && row.disabledAt !== null;
}

/** Since when an integration is switched off; null when it is on. Nobody else can switch it until the transaction ends. */
export async function lockSwitch(tx: Connection, integrationId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ disabledAt: integrations.disabledAt })
    .from(integrations)
    .where(eq(integrations.id, integrationId))
    .for("no key update");
  return row?.disabledAt ?? null;
}

/** Switches an integration off since an instant, or on. */
export async function setSwitch(
  tx: Connection,
  integrationId: string,
  disabledAt: Date | null,
): Promise<void> {
  await tx
    .update(integrations)
    .set({ disabledAt, updatedAt: sql`now()` })
    .where(eq(integrations.id, integrationId));
  await tellChanged(tx);
}
