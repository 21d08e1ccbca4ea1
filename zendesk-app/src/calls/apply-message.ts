import type { CallsPage, CallView, LiveMessage, Me } from "@deskline/shared/app";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { mergeCall } from "./merge.ts";
import { meKey } from "./queries.ts";
import { belongs, type Scope } from "./scope.ts";

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
  const extension = queries.getQueryData<Me>(meKey)?.extension?.number ?? null;
  for (const query of queries.getQueryCache().findAll({ queryKey: ["calls"] })) {
    const scope = query.queryKey[1] as Scope;
    queries.setQueryData<InfiniteData<CallsPage>>(query.queryKey, (data) => {
      if (data === undefined) return undefined;
      const pages = mergeCall(data.pages, call, belongs(call, scope, extension));
      return pages === data.pages ? data : { ...data, pages };
    });
  }
}
