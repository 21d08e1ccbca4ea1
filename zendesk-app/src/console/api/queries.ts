import { ConsoleSessions, ConsoleState } from "@deskline/shared/admin-access";
import { IntegrationDetail, IntegrationList, RecentCalls } from "@deskline/shared/admin";
import { AuditPage } from "@deskline/shared/admin-audit";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "./console-api.ts";

/** What changes by itself is asked for this often while it is looked at. */
const pollMs = 2_500;

export function sessionQuery(api: ConsoleApi) {
  return queryOptions({
    queryKey: ["session"],
    queryFn: ({ signal }) => api.get("session", ConsoleState, signal),
    staleTime: Infinity,
  });
}

export function listQuery(api: ConsoleApi) {
  return queryOptions({
    queryKey: ["integrations"],
    queryFn: ({ signal }) => api.get("integrations", IntegrationList, signal),
    refetchInterval: pollMs,
  });
}

export function integrationQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: ["integrations", id],
    queryFn: ({ signal }) => api.get(`integrations/${id}`, IntegrationDetail, signal),
    refetchInterval: pollMs,
  });
}

export function recentCallsQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: ["integrations", id, "recent-calls"],
    queryFn: ({ signal }) => api.get(`integrations/${id}/recent-calls`, RecentCalls, signal),
    refetchInterval: pollMs,
  });
}

export function consoleSessionsQuery(api: ConsoleApi) {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api.get("sessions", ConsoleSessions, signal),
  });
}

/** Which of the audit log; what is empty is left out of the question. */
export type AuditFilter = { integration: string; actor: string; action: string; from: string; to: string };

export function auditQuery(api: ConsoleApi, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      api.get(`audit?${auditSearch(filter, { limit: "50", before: pageParam })}`, AuditPage, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => (next === null ? undefined : String(next)),
  });
}

export function auditSearch(filter: AuditFilter, more: Record<string, string>): string {
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString();
}
