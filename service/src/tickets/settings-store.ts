import type { RefusedField, TicketChoices, TicketSettings } from "@deskline/shared/admin-tickets";
import type { Connection } from "../storage/database.ts";
import { and, eq, gt, sql } from "../storage/drizzle.ts";
import { ticketChoices, ticketRefusals, ticketSettings } from "../storage/tickets-schema.ts";
import { settingsFrom, type ReadSettings } from "./core/kept-settings.ts";

export async function readTicketSettings(
  db: Connection,
  integrationId: string,
): Promise<ReadSettings & { version: number }> {
  const [row] = await db.select().from(ticketSettings).where(eq(ticketSettings.integrationId, integrationId));
  return { version: row?.version ?? 0, ...settingsFrom(row?.settings) };
}

/** Of every integration that has its own; the others have the default. */
export async function allTicketSettings(db: Connection): Promise<Map<string, ReadSettings>> {
  const rows = await db.select().from(ticketSettings);
  return new Map(rows.map((row) => [row.integrationId, settingsFrom(row.settings)]));
}

/** Keeps settings in the place of that version, 0 where none are kept yet, and forgets what was refused under them; false when they are another by now. */
export async function saveTicketSettings(
  tx: Connection,
  integrationId: string,
  { version, settings }: { version: number; settings: TicketSettings },
): Promise<boolean> {
  const next = { version: version + 1, settings };
  const { integrationId: id, version: present } = ticketSettings;
  const saved =
    version === 0
      ? await tx
          .insert(ticketSettings)
          .values({ integrationId, ...next })
          .onConflictDoNothing()
          .returning({ present })
      : await tx
          .update(ticketSettings)
          .set(next)
          .where(and(eq(id, integrationId), eq(present, version)))
          .returning({ present });
  if (saved.length === 0) return false;
  await tx.delete(ticketRefusals).where(eq(ticketRefusals.integrationId, integrationId));
  return true;
}

export type KeptChoices = {
  choices: TicketChoices | null;
  readAt: Date | null;
  trouble: string | null;
  callRecords: boolean | null;
};

const nothingRead: KeptChoices = { choices: null, readAt: null, trouble: null, callRecords: null };

export async function readKeptChoices(db: Connection, integrationId: string): Promise<KeptChoices> {
  const [row] = await db.select().from(ticketChoices).where(eq(ticketChoices.integrationId, integrationId));
  return row ?? nothingRead;
}

export async function allTicketChoices(db: Connection): Promise<Map<string, KeptChoices>> {
  const rows = await db.select().from(ticketChoices);
  return new Map(rows.map((row) => [row.integrationId, row]));
}

/** Notes whether the account keeps call records. */
export async function saveCallRecords(
  db: Connection,
  integrationId: string,
  callRecords: boolean,
): Promise<void> {
  await db
    .insert(ticketChoices)
    .values({ integrationId, callRecords })
    .onConflictDoUpdate({ target: ticketChoices.integrationId, set: { callRecords } });
}

/** Keeps what could be read, or why it could not; what was read before stays then. */
export async function saveChoices(
  db: Connection,
  integrationId: string,
  read: { choices: TicketChoices; at: Date } | { trouble: string },
): Promise<void> {
  const row =
    "trouble" in read ? { trouble: read.trouble } : { choices: read.choices, readAt: read.at, trouble: null };
  await db
    .insert(ticketChoices)
    .values({ integrationId, ...row })
    .onConflictDoUpdate({ target: ticketChoices.integrationId, set: row });
}

/** Notes that Zendesk refused fields of a ticket. */
export async function noteRefusedFields(
  tx: Connection,
  integrationId: string,
  fields: readonly RefusedField["field"][],
  detail: string,
  at: Date,
): Promise<void> {
  if (fields.length === 0) return;
  await tx
    .insert(ticketRefusals)
    .values(fields.map((field) => ({ integrationId, field, detail, at })))
    .onConflictDoUpdate({
      target: [ticketRefusals.integrationId, ticketRefusals.field],
      set: { detail, at, count: sql`${ticketRefusals.count} + 1` },
    });
}

/** Refusals count this long: an agent may have got the seat back. */
const countedMs = 7 * 24 * 3600_000;

export async function refusedFields(
  db: Connection,
  integrationId: string,
  now: number,
): Promise<RefusedField[]> {
  const rows = await db
    .select()
    .from(ticketRefusals)
    .where(
      and(eq(ticketRefusals.integrationId, integrationId), gt(ticketRefusals.at, new Date(now - countedMs))),
    );
  return rows.map(({ field, detail, count, at }) => ({ field, detail, count, at: at.getTime() }));
}
