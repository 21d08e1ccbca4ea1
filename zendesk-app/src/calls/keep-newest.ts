import type { CallView } from "@deskline/shared/app";
import type { QueryClient } from "@tanstack/react-query";
import { applyToList } from "./apply-to-list.ts";

type Newest = {
  /** A view that came by another way than a list. */
  note(call: CallView): void;
};

/** Far more than come while one list is read. */
const kept = 500;

/**
 * A list that is read while a call changes brings the call as it was, or not at all: what came in between is put into
 * the list again. Which of two views is the newer one, the revision says.
 */
function keepNewest(queries: QueryClient): Newest {
  const recent = new Map<string, { call: CallView; order: number }>();
  const begunAt = new Map<string, number>();
  let order = 0;

  queries.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.query.queryKey[0] !== "calls") return;
    const { query, action } = event;
    if (action.type === "fetch") begunAt.set(query.queryHash, order);
    if (action.type !== "success" || action.manual === true) return;
    const since = begunAt.get(query.queryHash) ?? 0;
    for (const view of recent.values())
      if (view.order > since) applyToList(queries, query.queryKey, view.call);
  });

  return {
    note(call) {
      const before = recent.get(call.id);
      if (before !== undefined && before.call.revision > call.revision) return;
      order += 1;
      recent.delete(call.id);
      recent.set(call.id, { call, order });
      const [oldest = ""] = recent.keys();
      if (recent.size > kept) recent.delete(oldest);
    },
  };
}

const newest = new WeakMap<QueryClient, Newest>();

/** What came of late beside the lists of these queries. */
export function newestOf(queries: QueryClient): Newest {
  const known = newest.get(queries) ?? keepNewest(queries);
  newest.set(queries, known);
  return known;
}
