import type { CallRecordWay, TicketSettings } from "@deskline/shared/admin-tickets";

/** How calls are recorded on their tickets: what is chosen, else by the Calls API where the account has it. */
export function recordsBy(
  { record }: Pick<TicketSettings, "record">,
  callRecords: boolean | null,
): Exclude<CallRecordWay, "auto"> {
  if (record !== "auto") return record;
  return callRecords === true ? "calls_api" : "note";
}

/** What that comes to: Zendesk keeps records of calls only for an app. */
export function recordsReallyBy(
  settings: Pick<TicketSettings, "record">,
  { callRecords, hasApp }: { callRecords: boolean | null; hasApp: boolean },
): Exclude<CallRecordWay, "auto"> {
  const way = recordsBy(settings, callRecords);
  return way === "calls_api" && !hasApp ? "note" : way;
}
