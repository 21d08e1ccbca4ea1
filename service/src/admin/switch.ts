import { lockSwitch, setSwitch } from "../integrations/switch.ts";
import type { Clock } from "../platform/clock.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { releaseHeld } from "../tickets/release.ts";
import { audit, type AuditedBy } from "./audit.ts";

export type SwitchDeps = { db: Database; queue: Queue; clock: Clock };

type By = AuditedBy & { integration: { id: string } };

/** Switches an integration off: nothing is written and nobody is told from now on. Off already, it stays so. */
export async function disable({ db, clock }: SwitchDeps, by: By): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await lockSwitch(tx, by.integration.id)) !== null) return;
    await setSwitch(tx, by.integration.id, new Date(clock.now()));
    await audit(tx, by, "integration.disabled", {});
  });
}

/** Switches an integration on, and decides on the calls of the meantime. On already, it stays so. */
export async function enable({ db, queue, clock }: SwitchDeps, by: By, catchUp: boolean): Promise<void> {
  const { id } = by.integration;
  await db.transaction(async (tx) => {
    const since = await lockSwitch(tx, id);
    if (since === null) return;
    await setSwitch(tx, id, null);
    const calls = await releaseHeld({ queue, now: clock.now() }, tx, { integrationId: id, since, catchUp });
    await audit(tx, by, "integration.enabled", { after: { catchUp, calls } });
  });
}
