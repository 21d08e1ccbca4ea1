import type { AuditEntry, AuditPage, AuditQuery } from "@deskline/shared/admin-audit";
import type { z } from "zod";
import type { Connection } from "../storage/database.ts";
import { and, desc, eq, gte, lt, sql } from "../storage/drizzle.ts";
import { auditLog } from "../storage/console-schema.ts";
import { csvLine } from "./core/csv.ts";

/** Which entries: what is absent is not asked for. */
export type AuditFilter = Omit<z.output<typeof AuditQuery>, "limit">;

/** The newest entries first; `next` is where the page after begins. */
export async function readAudit(db: Connection, filter: AuditFilter, limit: number): Promise<AuditPage> {
  const rows = await entriesOf(db, filter, limit + 1);
  const entries = rows.slice(0, limit);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

const atOnce = 1000;

/** By it Excel knows that a file is UTF-8; without, it garbles Chinese names. */
const byteOrderMark = "\ufeff";

/** All entries as the lines of a CSV file, read as they are taken. */
export async function* auditLines(db: Connection, filter: AuditFilter): AsyncGenerator<string> {
  const heads = csvLine([
    "id",
    "time",
    "actor",
    "actor kind",
    "actor id",
    "integration",
    "action",
    "before",
    "after",
  ]);
  yield `${byteOrderMark}${heads}`;
  let before = filter.before;
  for (;;) {
    const rows = await entriesOf(db, { ...filter, before }, atOnce);
    yield rows.map(lineOf).join("");
    if (rows.length < atOnce) return;
    before = rows.at(-1)?.id;
  }
}

function lineOf(entry: AuditEntry): string {
  const json = (values: AuditEntry["before"]) => (values === null ? null : JSON.stringify(values));
  return csvLine([
    entry.id,
    new Date(entry.at).toISOString(),
    entry.actor,
    entry.actorKind,
    entry.actorId,
    entry.integrationName,
    entry.action,
    json(entry.before),
    json(entry.after),
  ]);
}

async function entriesOf(db: Connection, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const { integration, actor, action, from, to, before } = filter;
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        integration === undefined ? undefined : eq(auditLog.integrationId, integration),
        actor === undefined
          ? undefined
          : sql`(position(lower(${actor}) in lower(${auditLog.actor})) > 0 or ${auditLog.actorId}::text = ${actor})`,
        action === undefined ? undefined : eq(auditLog.action, action),
        from === undefined ? undefined : gte(auditLog.at, new Date(from)),
        to === undefined ? undefined : lt(auditLog.at, new Date(to)),
        before === undefined ? undefined : lt(auditLog.id, before),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
