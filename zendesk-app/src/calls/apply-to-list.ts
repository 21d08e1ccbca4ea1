import type { CallsPage, CallView, Me } from "@deskline/shared/app";
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { mergeCall } from "./merge.ts";
import { meKey } from "./queries.ts";
import { belongs, type Scope } from "./scope.ts";

/** Puts a view of a call into one list, where it belongs there and is the newer one. */
export function applyToList(queries: QueryClient, queryKey: QueryKey, call: CallView): void {
  const extension = queries.getQueryData<Me>(meKey)?.extension?.number ?? null;
  const scope = queryKey[1] as Scope;
  queries.setQueryData<InfiniteData<CallsPage>>(queryKey, (data) => {
    if (data === undefined) return undefined;
    const pages = mergeCall(data.pages, call, belongs(call, scope, extension));
    return pages === data.pages ? data : { ...data, pages };
  });
}
