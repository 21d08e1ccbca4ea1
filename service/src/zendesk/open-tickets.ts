import type { OpenTickets } from "../live/ports.ts";
import type { Helpdesk } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { RequestedTickets } from "./tickets-schema.ts";

const over = new Set(["solved", "closed", "deleted"]);

/** Read from the list of the requester's tickets, which unlike the search knows a ticket at once. */
export function zendeskOpenTickets(account: ZendeskAccount): OpenTickets & Pick<Helpdesk, "openTicketSince"> {
  const newest = async (userId: number) => {
    const tickets = await askZendesk(account, {
      method: "GET",
      path: `/api/v2/users/${userId}/tickets/requested`,
      query: { sort_by: "updated_at", sort_order: "desc", exclude_count: "true", per_page: "50" },
      answer: RequestedTickets,
    });
    return tickets.find((ticket) => !over.has(ticket.status)) ?? null;
  };
  return {
    newestOpenTicket: async (userId) => (await newest(userId))?.id ?? null,
    openTicketSince: async (userId, since) => {
      const ticket = await newest(userId);
      return ticket !== null && Date.parse(ticket.updated_at ?? "") >= since ? ticket.id : null;
    },
  };
}
