import type { RefusedField } from "@deskline/shared/admin-tickets";
import { trace } from "../calls/store.ts";
import { noteRefusedFields } from "./settings-store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** Says in the call's trace and among the integration's problems that a ticket goes without some fields. */
export async function tellRefused(
  deps: Pick<LogCallDeps, "db" | "clock">,
  { call }: Pick<Work, "call">,
  fields: readonly RefusedField["field"][],
  because: string,
): Promise<void> {
  const at = new Date(deps.clock.now());
  await deps.db.transaction(async (tx) => {
    await noteRefusedFields(tx, call.integrationId, fields, because, at);
    await trace(tx, call.id, "fields_refused", { fields, because }, at);
  });
}
