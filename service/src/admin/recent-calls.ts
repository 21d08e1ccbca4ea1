import type { RecentCall } from "@deskline/shared/admin";
import type { CallRow } from "../calls/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Connection } from "../storage/database.ts";
import { ourSideOf } from "../tickets/core/subject.ts";
import { newestCalls } from "./store.ts";

const howMany = 10;

/** The newest calls of an integration, and what became of them. */
export async function recentCalls(db: Connection, integration: KnownIntegration): Promise<RecentCall[]> {
  return (await newestCalls(db, integration.id, howMany)).map((row) => toRecent(row, integration));
}

export function toRecent(row: CallRow, { names }: Pick<KnownIntegration, "names">): RecentCall {
  const number = row.summary === null ? "" : ourSideOf(row.summary);
  return {
    id: row.id,
    startedAt: row.startedAt?.getTime() ?? null,
    direction: row.summary?.direction ?? null,
    outcome: row.outcome,
    number: row.summary?.outsideNumber ?? null,
    extension: number === "" ? null : { number, name: names.get(number) ?? "" },
    ticketId: row.ticketId,
    logging: row.logging,
    reason: row.loggingReason,
  };
}
