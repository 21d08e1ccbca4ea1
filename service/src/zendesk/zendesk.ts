import type { ZendeskAccount } from "./client.ts";
import { zendeskHelpdesk } from "./helpdesk.ts";
import { zendeskOpenTickets } from "./open-tickets.ts";
import { organizationNames } from "./organizations.ts";
import { zendeskPeople } from "./people.ts";
import { zendeskPeopleBook } from "./people-book.ts";
import { zendeskTicketReach } from "./ticket-reach.ts";

/** Everything that is asked of one Zendesk account. */
export function zendeskOn(account: ZendeskAccount) {
  return {
    ...zendeskPeople(account),
    ...zendeskPeopleBook(account),
    ...zendeskHelpdesk(account),
    ...zendeskOpenTickets(account),
    ...zendeskTicketReach(account),
    organizationNames: (ids: readonly number[]) => organizationNames(account, ids),
  };
}
