import type { CallView, LiveMessage } from "@deskline/shared/app";
import type { QueryClient } from "@tanstack/react-query";
import { applyToList } from "./apply-to-list.ts";
import { newestOf } from "./keep-newest.ts";
import { meKey } from "./queries.ts";

/** Brings what the live stream told into every list that is shown. */
export function applyMessage(queries: QueryClient, message: LiveMessage): void {
  switch (message.kind) {
    case "call":
      return applyCall(queries, message.call);
    case "me":
      void queries.invalidateQueries({ queryKey: meKey });
      return;
    case "reset":
      void queries.invalidateQueries();
      return;
  }
}

/** Also for the view of a call that an answer of the service carries. */
export function applyCall(queries: QueryClient, call: CallView): void {
  newestOf(queries).note(call);
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: ["calls"] }))
    applyToList(queries, queryKey, call);
}
