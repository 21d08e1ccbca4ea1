import { Preview } from "@deskline/shared/admin-ticket-preview";
import { TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "../api/console-api.ts";

/** So many of the last calls are looked at. */
const shownCalls = 10;
/** New calls come by themselves. */
const previewMs = 15_000;

const keyOf = (id: string, ...rest: unknown[]) => ["integrations", id, "tickets", ...rest];

export function ticketsQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get(`integrations/${id}/tickets`, TicketPage, signal),
  });
}

/** What settings would make of the last calls; the answer before stays until the next is there. */
export function previewQuery(api: ConsoleApi, id: string, settings: TicketSettings) {
  return queryOptions({
    queryKey: keyOf(id, "preview", settings),
    queryFn: () =>
      api.send("POST", `integrations/${id}/tickets/preview`, { settings, limit: shownCalls }, Preview),
    placeholderData: keepPreviousData,
    refetchInterval: previewMs,
    gcTime: 30_000,
  });
}
