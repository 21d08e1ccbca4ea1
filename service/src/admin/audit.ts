import type { Context } from "hono";
import type { Connection } from "../storage/database.ts";
import { auditLog } from "../storage/console-schema.ts";
import type { Actor } from "./actor.ts";
import type { AdminEnv } from "./env.ts";

/** Who changes something, and of which integration. */
export type AuditedBy = { actor: Actor; integration: { id: string; name: string } | null };

/** Only what changed; of a secret no more than that it is `set` or `changed`. */
export type AuditedChange = { before?: Record<string, unknown>; after?: Record<string, unknown> };

/** Notes a change in the transaction that makes it. Actions are `noun.verb`, such as `pbx.changed`. */
export async function audit(
  db: Connection,
  { actor, integration }: AuditedBy,
  action: string,
  { before, after }: AuditedChange,
): Promise<void> {
  await db.insert(auditLog).values({
    actor: actor.name,
    actorKind: actor.kind,
    actorId: actor.id,
    integrationId: integration?.id ?? null,
    integrationName: integration?.name ?? null,
    action,
    before: before ?? null,
    after: after ?? null,
  });
}

/** Of a request below `integrations/{id}`. */
export function auditedBy(c: Context<AdminEnv>) {
  const { id, name } = c.get("integration");
  return { actor: c.get("actor"), integration: { id, name } } satisfies AuditedBy;
}
