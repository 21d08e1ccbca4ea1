import { z } from "zod";
import type { OpenTickets } from "../live/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";

const Tickets = z.object({
  tickets: z.array(z.unknown()).transform((items) =>
    items.flatMap((item) => {
      const ticket = z.object({ id: z.number(), status: z.string() }).safeParse(item);
      return ticket.success ? [ticket.data] : [];
    }),
  ),
});

const over = new Set(["solved", "closed", "deleted"]);

/** Read from the list of the requester's tickets, which unlike the search knows a ticket at once. */
export function zendeskOpenTickets(account: ZendeskAccount): OpenTickets {
  return {
    newestOpenTicket: async (userId) => {
      const { tickets } = await askZendesk(account, {
        method: "GET",
        path: `/api/v2/users/${userId}/tickets/requested`,
        query: { sort_by: "updated_at", sort_order: "desc", exclude_count: "true", per_page: "50" },
        answer: Tickets,
      });
      return tickets.find((ticket) => !over.has(ticket.status))?.id ?? null;
    },
  };
}
