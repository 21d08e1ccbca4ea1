import type { RefusedField, TicketPage, TicketSettings } from "@deskline/shared/admin-tickets";
import type { ErrorCode } from "@deskline/shared/errors";
import { tellChanged } from "../integrations/store.ts";
import { enteredTimeZone } from "../integrations/entered.ts";
import type { Database } from "../storage/database.ts";
import { mistakesIn } from "../tickets/core/check-templates.ts";
import { recordsReallyBy } from "../tickets/core/record-way.ts";
import {
  readKeptChoices,
  readTicketSettings,
  refusedFields,
  saveTicketSettings,
} from "../tickets/settings-store.ts";
import { isAppKnown } from "./app-store.ts";
import { knownLines } from "./known-lines.ts";
import { audit, type AuditedBy } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";

/** Everything that the console shows of an integration's tickets, as it is stored now. */
export async function ticketPageOf(db: Database, integrationId: string, now: number): Promise<TicketPage> {
  const [{ version, settings, unreadable }, kept, refused, known, hasApp] = await Promise.all([
    readTicketSettings(db, integrationId),
    readKeptChoices(db, integrationId),
    refusedFields(db, integrationId, now),
    knownLines(db, integrationId),
    isAppKnown(db, integrationId),
  ]);
  const { choices, readAt, trouble, callRecords } = kept;
  return {
    version,
    settings,
    unreadable,
    choices,
    choicesReadAt: readAt?.getTime() ?? null,
    choicesTrouble: trouble,
    callRecords,
    hasApp,
    recordsBy: recordsReallyBy(settings, { callRecords, hasApp }),
    known,
    refused: refused satisfies RefusedField[],
  };
}

/** Saves the settings as an administrator has entered them; null, or why nothing was saved. */
export async function saveTickets(
  db: Database,
  by: AuditedBy & { integration: { id: string } },
  { version, settings }: { version: number; settings: TicketSettings },
): Promise<ErrorCode | null> {
  const [mistake] = mistakesIn(settings);
  if (mistake !== undefined) return "template_wrong";
  const zone = settings.hours.timeZone;
  if (zone !== null && enteredTimeZone(zone).kind === "wrong") return "time_zone_unknown";
  const { id } = by.integration;
  return db.transaction(async (tx) => {
    const before = await readTicketSettings(tx, id);
    if (!(await saveTicketSettings(tx, id, { version, settings }))) return "tickets_changed";
    const was = before.unreadable === null ? before.settings : before.document;
    const change = changesBetween(was, settings);
    if (change !== null) await audit(tx, by, "tickets.changed", change);
    await tellChanged(tx);
    return null;
  });
}
