/** A ticket as far as it decides who may see it. */
export type Involved = {
  /** Requester, submitter, assignee, followers and those in copy. */
  people: number[];
  groupId: number | null;
  organizationId: number | null;
};

export type Reaching = {
  agentId: number;
  /** What Zendesk restricts the agent to; null when to nothing. */
  restriction: string | null;
  groupIds: number[];
  organizationId: number | null;
};

/** Whether an agent whom Zendesk restricts to some tickets may see one. What is not known to allow it does not. */
export function mayReach(
  { agentId, restriction, groupIds, organizationId }: Reaching,
  ticket: Involved,
): boolean {
  if (restriction === null || ticket.people.includes(agentId)) return true;
  if (restriction === "groups") return ticket.groupId !== null && groupIds.includes(ticket.groupId);
  if (restriction === "organization")
    return organizationId !== null && organizationId === ticket.organizationId;
  return false;
}
