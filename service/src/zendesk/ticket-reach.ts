import { z } from "zod";
import { isRejected } from "../platform/gateway-error.ts";
import { mayReach } from "../tickets/core/reach.ts";
import type { TicketReach } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";

const Id = z.number().nullish();
const Ids = z.array(z.number()).nullish();

const Ticket = z
  .object({
    ticket: z.object({
      requester_id: Id,
      submitter_id: Id,
      assignee_id: Id,
      collaborator_ids: Ids,
      follower_ids: Ids,
      email_cc_ids: Ids,
      group_id: Id,
      organization_id: Id,
    }),
  })
  .transform(({ ticket }) => ({
    people: [
      ...[ticket.requester_id, ticket.submitter_id, ticket.assignee_id].flatMap((id) => id ?? []),
      ...[ticket.collaborator_ids, ticket.follower_ids, ticket.email_cc_ids].flatMap((ids) => ids ?? []),
    ],
    groupId: ticket.group_id ?? null,
    organizationId: ticket.organization_id ?? null,
  }));

const User = z
  .object({ user: z.object({ organization_id: Id }) })
  .transform(({ user }) => user.organization_id ?? null);

const Groups = z
  .object({ groups: z.array(z.object({ id: z.number() })) })
  .transform(({ groups }) => groups.map(({ id }) => id));

export function zendeskTicketReach(account: ZendeskAccount): TicketReach {
  const read = <T>(path: string, answer: z.ZodType<T>) =>
    askZendesk(account, { method: "GET", path, answer });
  return {
    mayReach: async ({ agentId, restriction, ticketId }) => {
      try {
        const ticket = await read(`/api/v2/tickets/${ticketId}`, Ticket);
        const agent = { agentId, restriction, groupIds: [], organizationId: null };
        if (mayReach(agent, ticket)) return true;
        if (restriction === "groups")
          return mayReach(
            { ...agent, groupIds: await read(`/api/v2/users/${agentId}/groups`, Groups) },
            ticket,
          );
        if (restriction === "organization")
          return mayReach({ ...agent, organizationId: await read(`/api/v2/users/${agentId}`, User) }, ticket);
        return false;
      } catch (error) {
        if (isRejected(error, 404)) return false;
        throw error;
      }
    },
  };
}
