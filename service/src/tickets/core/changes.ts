import type { RefusedField } from "@deskline/shared/admin-tickets";
import type { VoiceComment } from "./draft.ts";
import type { TicketPlan } from "./plan.ts";

/** What a comment's request is to change of its ticket. */
export type CommentChanges = {
  /** We chose the ticket, and nobody by hand. */
  byRule?: true;
  public?: boolean;
  /** Only while the ticket has the one that we gave it. */
  subject?: { from: string; to: string };
  /** Only while it belongs to whom we gave it; null where that was nobody. */
  assignee?: { from: number | null; to: number };
  tags?: string[];
  removedTags?: string[];
  /** Each only while the ticket has in it what we gave it; empty where that was nothing. */
  customFields?: { id: number; from: string; to: string }[];
  /** Only while the ticket is new or open; its assignee then, where it has none. */
  solve?: { by: number | null };
  voice?: VoiceComment;
  uploads?: string[];
};

/** What is sent of them. */
export type TicketChange = {
  public: boolean;
  subject: string | null;
  assigneeId: number | null;
  /** The ticket's own, which goes along with an assignee: else it becomes one of theirs. */
  groupId: number | null;
  tags: string[];
  removedTags: string[];
  customFields: { id: number; value: string }[];
  solve: boolean;
  voice: VoiceComment | null;
  uploads: string[];
};

/** A ticket as it stands in the helpdesk. */
export type StandingTicket = {
  subject: string;
  status: string;
  assigneeId: number | null;
  groupId: number | null;
  /** As text; empty where there is no value. */
  customFields: { id: number; value: string }[];
};

/** What a ticket is given that the end of its call may change. */
export type Given = Pick<TicketPlan, "tags" | "customFields" | "assigneeId">;

/** What of a plan was to be given, and was refused. */
export function refusedOf(plan: Given, leftOut: readonly RefusedField["field"][]): Given {
  return {
    tags: leftOut.includes("tags") ? plan.tags : [],
    customFields: leftOut.includes("custom_fields") ? plan.customFields : [],
    assigneeId: leftOut.includes("assignee") ? plan.assigneeId : null,
  };
}

/**
 * What the end of a call changes of what its ticket was given while it rang. What is to stay is not sent again, nor
 * what was refused then.
 */
export function sinceTheRing(
  given: Given,
  refused: Given,
  { tags, customFields, assigneeId }: Given,
): Pick<CommentChanges, "assignee" | "tags" | "removedTags" | "customFields"> {
  const added = tags.filter((tag) => !given.tags.includes(tag) && !refused.tags.includes(tag));
  const removed = given.tags.filter((tag) => !tags.includes(tag));
  const isRefused = (id: number, value: string) =>
    refused.customFields.some((field) => field.id === id && field.value === value);
  const changed = customFields
    .filter(({ id, value }) => !isRefused(id, value))
    .map(({ id, value }) => ({ id, from: valueIn(given.customFields, id), to: value }))
    .filter(({ from, to }) => from !== to);
  const isOther = ![null, given.assigneeId, refused.assigneeId].includes(assigneeId);
  return {
    ...(assigneeId !== null && isOther ? { assignee: { from: given.assigneeId, to: assigneeId } } : {}),
    ...(added.length === 0 ? {} : { tags: added }),
    ...(removed.length === 0 ? {} : { removedTags: removed }),
    ...(changed.length === 0 ? {} : { customFields: changed }),
  };
}

function valueIn(fields: Given["customFields"], id: number): string {
  return fields.find((field) => field.id === id)?.value ?? "";
}

/** A checkbox that nobody has ticked is one without a value. */
function isSameValue(one: string, other: string): boolean {
  const bare = (value: string) => value.trim().replace(/^false$/, "");
  return bare(one) === bare(other);
}

/** What is wanted of whichever ticket takes a comment in the end; all else is made for that one. */
export function carriedOver({ byRule, solve }: CommentChanges): CommentChanges {
  return { ...(byRule === undefined ? {} : { byRule }), ...(solve === undefined ? {} : { solve }) };
}

/** What may be changed without undoing what somebody did. */
export function changeOf(changes: CommentChanges, ticket: StandingTicket): TicketChange {
  const { subject, assignee, solve } = changes;
  const ours = subject !== undefined && subject.from.trim() === ticket.subject.trim();
  const solves = solve !== undefined && (ticket.status === "new" || ticket.status === "open");
  const solver = solves && ticket.assigneeId === null ? solve.by : null;
  const assigneeId = assignee?.from === ticket.assigneeId ? assignee.to : solver;
  return {
    public: changes.public ?? false,
    subject: ours && subject.to !== subject.from ? subject.to : null,
    assigneeId,
    groupId: assigneeId === null ? null : ticket.groupId,
    tags: changes.tags ?? [],
    removedTags: changes.removedTags ?? [],
    customFields: (changes.customFields ?? [])
      .filter(({ id, from }) => isSameValue(valueIn(ticket.customFields, id), from))
      .map(({ id, to }) => ({ id, value: to })),
    solve: solves,
    voice: changes.voice ?? null,
    uploads: changes.uploads ?? [],
  };
}
