import type { Preview } from "@deskline/shared/admin-ticket-preview";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../calls/core/call.ts";
import type { CallRow } from "../calls/store.ts";
import { isSomebodysAnyway } from "../contacts/meet-caller.ts";
import { presentId } from "../contacts/people-store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { recordingAddress } from "../recordings/address.ts";
import type { Database } from "../storage/database.ts";
import { asksForVip } from "../tickets/core/decide.ts";
import { earlyCall } from "../tickets/core/early-call.ts";
import { preview, type PastCall } from "../tickets/core/preview.ts";
import type { Helpdesk } from "../tickets/ports.ts";
import { linkedAmong } from "../tickets/linked-store.ts";
import { notesOf } from "../tickets/store.ts";
import { contextOf, factsFor, noteFrom, wasKnown } from "../tickets/surroundings.ts";
import { newestPastCalls } from "./store.ts";

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
): Promise<Preview> {
  const with_ = { ...integration, tickets: { ...integration.tickets, settings } };
  const rows = await newestPastCalls(deps.db, integration.id, Math.max(limit, backgroundCalls));
  const callers = await callersOf(deps.db, integration, rows);
  const linked = await linkedAmong(
    deps.db,
    rows.map((row) => row.id),
  );
  const notes = await notesOf(
    deps.db,
    rows.slice(0, limit).map((row) => row.id),
  );
  const asked = asksForVip(settings)
    ? await vipsAmong(deps, integration, [...new Set(callers.values())], settings.vipTag)
    : new Set<number>();
  const vips = asked ?? new Set<number>();
  const past = rows.toReversed().flatMap((row): PastCall[] => {
    const call = row.summary;
    if (call === null) return [];
    const userId = callers.get(row.id) ?? null;
    const isKnown = userId !== null && wasKnown(row);
    const contactName = row.candidates?.find((one) => one.userId === row.contactUserId)?.name ?? null;
    const context = contextOf(with_, call, {
      note: noteFrom(notes.get(row.id) ?? null),
      contactName,
      recordingLink: recordingAddress(deps.publicUrl, row.id),
    });
    const around = {
      open: context.open,
      contact: { known: isKnown, vip: isKnown && vips.has(userId) },
    };
    const facts = factsFor(with_, call, around);
    const ringing = settings.moment === "before" ? ringingOf(integration, row) : null;
    const early = ringing && { call: ringing, facts: factsFor(with_, ringing, around) };
    const hasContact = userId !== null || isSomebodysAnyway(integration, call);
    const ticket = ticketOf(row, linked.has(row.id));
    const { id, outsideKey, ticketId: standsOn } = row;
    return [{ id, call, outsideKey, facts, context, early, hasContact, ticket, standsOn }];
  });
  const made = preview(past, settings, integration.boundExtensions);
  const calls = rows.slice(0, limit).flatMap((row) => {
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
  return { calls, vipsUnknown: asked === null };
}

function ringingOf(
  { directory, boundExtensions }: KnownIntegration,
  { pbxCallId, facts }: CallRow,
): Call | null {
  return facts && earlyCall(pbxCallId, facts, directory, boundExtensions);
}

function ticketOf({ ticketId, dialledFromTicket }: CallRow, linked: boolean): PastCall["ticket"] {
  const isSaid = linked || dialledFromTicket !== null;
  const id = isSaid ? (ticketId ?? dialledFromTicket) : null;
  return id === null ? null : { id, linked };
}

/** Who is at the other end, by the id of the call: whoever has come to stand for one that was merged. */
async function callersOf(
  db: Database,
  { id }: KnownIntegration,
  rows: readonly CallRow[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Set(rows.flatMap((row) => row.contactUserId ?? []));
  const present = new Map(
    await Promise.all([...ids].map(async (one) => [one, await presentId(db, id, one)] as const)),
  );
  return new Map(
    rows.flatMap((row) => {
      const userId = row.contactUserId === null ? null : present.get(row.contactUserId);
      return userId == null ? [] : [[row.id, userId] as const];
    }),
  );
}

/** So many does Zendesk tell of at once. */
const atOnce = 100;

/** Null where Zendesk cannot be asked. */
async function vipsAmong(
  deps: PreviewDeps,
  integration: KnownIntegration,
  ids: readonly number[],
  vipTag: string,
): Promise<ReadonlySet<number> | null> {
  const vips = new Set<number>();
  try {
    const zendesk = await deps.zendeskOf(integration.id);
    for (let i = 0; i < ids.length; i += atOnce)
      for (const [id, tags] of await zendesk.tagsOf(ids.slice(i, i + atOnce)))
        if (tags.includes(vipTag.toLowerCase())) vips.add(id);
    return vips;
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
}
