import type { RefusedField } from "@deskline/shared/admin-tickets";
import type { VoiceComment } from "./draft.ts";

/** What a comment's request is to change of its ticket. */
export type CommentChanges = {
  /** We chose the ticket, and nobody by hand. */
  byRule?: true;
  public?: boolean;
  /** Only while the ticket has the one that we gave it. */
  subject?: { from: string; to: string };
  /** Only while nobody is assigned. */
  assigneeId?: number;
  tags?: string[];
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
  tags: string[];
  solve: boolean;
  voice: VoiceComment | null;
  uploads: string[];
};

/** A ticket as it stands in the helpdesk. */
export type StandingTicket = { subject: string; status: string; assigneeId: number | null };

/** What may be changed without undoing what somebody did. */
export function changeOf(changes: CommentChanges, ticket: StandingTicket): TicketChange {
  const { subject, solve } = changes;
  const ours = subject !== undefined && subject.from.trim() === ticket.subject.trim();
  const solves = solve !== undefined && (ticket.status === "new" || ticket.status === "open");
  const assignee = solves ? (changes.assigneeId ?? solve.by) : (changes.assigneeId ?? null);
  return {
    public: changes.public ?? false,
    subject: ours && subject.to !== subject.from ? subject.to : null,
    assigneeId: ticket.assigneeId === null ? assignee : null,
    tags: changes.tags ?? [],
    solve: solves,
    voice: changes.voice ?? null,
    uploads: changes.uploads ?? [],
  };
}

/** Without all that may be refused: the comment, and the subject where it is ours. */
export const bareChange = {
  assigneeId: null,
  tags: [],
  solve: false,
  voice: null,
  uploads: [],
} satisfies Partial<TicketChange>;

/** What of a change Zendesk may refuse. */
export function changedFields({
  assigneeId,
  tags,
  solve,
  voice,
  uploads,
}: TicketChange): RefusedField["field"][] {
  return [
    ...(assigneeId === null ? [] : (["assignee"] as const)),
    ...(tags.length === 0 ? [] : (["tags"] as const)),
    ...(solve ? (["status"] as const) : []),
    ...(voice === null ? [] : (["voice_comment"] as const)),
    ...(uploads.length === 0 ? [] : (["attachment"] as const)),
  ];
}

/** Whether a refusal may be due to the file alone, whose token is good for an hour: then all else is kept. */
export function mayBeTheFile(changed: readonly RefusedField["field"][], named: string[] = []): boolean {
  if (!changed.includes("attachment")) return false;
  return named.length === 0 || named.some((name) => /upload|attachment/.test(name));
}
