import { AutoBinding, Bindings } from "@deskline/shared/admin-bindings";
import { queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "../api/console-api.ts";

export function bindingsQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: ["integrations", id, "bindings"],
    queryFn: ({ signal }) => api.get(`integrations/${id}/bindings`, Bindings, signal),
  });
}

/** Of the bindings of that version, as they were read then. */
export function autoBindingQuery(api: ConsoleApi, id: string, { version, readAt }: Bindings) {
  return queryOptions({
    queryKey: ["integrations", id, "auto-binding", version, readAt],
    queryFn: ({ signal }) => api.get(`integrations/${id}/bindings/auto`, AutoBinding, signal),
    staleTime: Infinity,
  });
}
