import type { PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { CallRow } from "../calls/store.ts";
import { isSomebodysAnyway } from "../contacts/meet-caller.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { recordingAddress } from "../recordings/address.ts";
import type { Database } from "../storage/database.ts";
import { asksForVip } from "../tickets/core/decide.ts";
import { preview, type PastCall } from "../tickets/core/preview.ts";
import type { Helpdesk } from "../tickets/ports.ts";
import { contextOf, factsFor, wasKnown } from "../tickets/surroundings.ts";
import { newestCalls } from "./store.ts";

export type PreviewDeps = {
  db: Database;
  publicUrl: string;
  zendeskOf: (integrationId: string) => Promise<Helpdesk>;
};

/** Calls before those that are shown, in whose light they are judged. */
const backgroundCalls = 200;

/** What settings would make of the newest calls that are over. Nothing is changed. */
export async function previewCalls(
  deps: PreviewDeps,
  integration: KnownIntegration,
  settings: TicketSettings,
  limit: number,
): Promise<PreviewedCall[]> {
  const with_ = { ...integration, tickets: { ...integration.tickets, settings } };
  const rows = await newestCalls(deps.db, integration.id, Math.max(limit, backgroundCalls));
  const over = rows.filter((row) => row.summary?.state === "ended" && row.summary.direction !== "internal");
  const vips = asksForVip(settings)
    ? await vipsAmong(deps, integration, over, settings.vipTag)
    : new Set<number>();
  const past = over.toReversed().flatMap((row): PastCall[] => {
    const call = row.summary;
    if (call === null) return [];
    const userId = row.contactUserId;
    const isKnown = userId !== null && wasKnown(row);
    const contactName = row.candidates?.find((one) => one.userId === userId)?.name ?? null;
    const context = contextOf(with_, call, {
      note: null,
      contactName,
      recordingLink: recordingAddress(deps.publicUrl, row.id),
    });
    const facts = factsFor(with_, call, {
      open: context.open,
      contact: { known: isKnown, vip: isKnown && vips.has(userId) },
    });
    const hasContact = userId !== null || isSomebodysAnyway(integration, call);
    return [{ id: row.id, call, outsideKey: row.outsideKey, facts, context, hasContact }];
  });
  const made = preview(past, settings, integration.boundExtensions);
  return over.slice(0, limit).flatMap((row) => {
    const previewed = made.get(row.id);
    if (previewed === undefined || row.summary === null) return [];
    const { startedAt, direction, outcome, outsideNumber } = row.summary;
    return [
      {
        id: row.id,
        startedAt,
        direction,
        outcome,
        number: outsideNumber,
        ticketId: row.ticketId,
        ...previewed,
      },
    ];
  });
}

/** Where Zendesk cannot be asked, nobody counts as one. */
async function vipsAmong(
  deps: PreviewDeps,
  integration: KnownIntegration,
  rows: readonly CallRow[],
  vipTag: string,
): Promise<ReadonlySet<number>> {
  const ids = [...new Set(rows.flatMap((row) => row.contactUserId ?? []))].slice(0, 100);
  if (ids.length === 0) return new Set();
  try {
    const tags = await (await deps.zendeskOf(integration.id)).tagsOf(ids);
    return new Set(ids.filter((id) => tags.get(id)?.includes(vipTag.toLowerCase()) === true));
  } catch (error) {
    if (error instanceof GatewayError) return new Set();
    throw error;
  }
}
