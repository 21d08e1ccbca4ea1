import type { CallRecordWay, TicketSettings } from "@deskline/shared/admin-tickets";

/** How calls are recorded on their tickets: what is chosen, else by the Calls API where the account has it. */
export function recordsBy(
  { record }: Pick<TicketSettings, "record">,
  callRecords: boolean | null,
): Exclude<CallRecordWay, "auto"> {
  if (record !== "auto") return record;
  return callRecords === true ? "calls_api" : "note";
}
