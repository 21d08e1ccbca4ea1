import { CallsPage, Me } from "@deskline/shared/app";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "../api/api.ts";
import { queryOf, type Scope } from "./scope.ts";

export const meKey = ["me"] as const;

/** The agent, the extension and the rules. */
export function meQuery(api: Api) {
  return queryOptions({
    queryKey: meKey,
    queryFn: ({ signal }) => api.get("me", Me, signal),
  });
}

const callsKey = (scope: Scope) => ["calls", scope] as const;

/** A list of calls, newest first, page by page. */
export function callsQuery(api: Api, scope: Scope) {
  return infiniteQueryOptions({
    queryKey: callsKey(scope),
    queryFn: ({ pageParam, signal }) => api.get(`calls?${searchOf(scope, pageParam)}`, CallsPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ calls }) => calls),
  });
}

function searchOf(scope: Scope, before: string | null): string {
  const entries = Object.entries({ ...queryOf(scope), ...(before === null ? {} : { before }) });
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
}
