import type { TicketChange } from "./changes.ts";
import { isNamed } from "./refused.ts";

/** What of a change Zendesk may refuse, and a change without it. The subject is none of it. */
const nothingOf = {
  group: { groupId: null },
  assignee: { assigneeId: null, groupId: null },
  tags: { tags: [], removedTags: [] },
  custom_fields: { customFields: [] },
  status: { solve: false },
  voice_comment: { voice: null },
  attachment: { uploads: [] },
} satisfies Record<string, Partial<TicketChange>>;

export type ChangedField = keyof typeof nothingOf;

type Refusal = { status: number; fields?: string[] };

/** To blame where Zendesk names nothing: the token of a file is good for an hour, and fields have rules of their own. */
const suspects: ChangedField[] = ["attachment", "custom_fields"];

/**
 * The fields without which a change that was refused is tried again, one try after the other: those that were named;
 * besides each of those that may be to blame unnamed; at last all. Whoever solves a ticket may have it without its
 * group, which not everybody is in, before it stays open.
 */
export function triesWithout(change: TicketChange, refusal: Refusal): ChangedField[][] {
  const changed = changedFields(change);
  const named = changed.filter((field) => isNamedIn(refusal, field));
  const isElsewhere = named.length === 0 && (refusal.fields ?? []).length > 0;
  const tries = [named, ...(isElsewhere ? [] : suspects.map((one) => [...named, one])), changed]
    .map((left) => changed.filter((field) => left.includes(field) || goesWith(change, field, left)))
    .filter((left) => left.length > 0);
  const stay = tries[0]?.filter((field) => field !== "assignee" && field !== "status") ?? [];
  const solver: ChangedField[][] =
    named.includes("assignee") && isGroupInTheWay(change) ? [["group", ...stay]] : [];
  return [...new Map([...solver, ...tries].map((left) => [left.join(), left])).values()];
}

/** The change without these fields. */
export function changeWithout(change: TicketChange, fields: readonly ChangedField[]): TicketChange {
  return fields.reduce<TicketChange>((left, field) => ({ ...left, ...nothingOf[field] }), change);
}

function isGroupInTheWay({ solve, assigneeId, groupId }: TicketChange): boolean {
  return solve && assigneeId !== null && groupId !== null;
}

function changedFields(change: TicketChange): ChangedField[] {
  const { assigneeId, tags, removedTags, customFields, solve, voice, uploads } = change;
  const given: [ChangedField, boolean][] = [
    ["assignee", assigneeId !== null],
    ["tags", tags.length + removedTags.length > 0],
    ["custom_fields", customFields.length > 0],
    ["status", solve],
    ["voice_comment", voice !== null],
    ["attachment", uploads.length > 0],
  ];
  return given.filter(([, there]) => there).map(([field]) => field);
}

function isNamedIn({ status, fields = [] }: Refusal, field: ChangedField): boolean {
  // Zendesk's own kind of comment is forbidden to some.
  if (field === "voice_comment" && status === 403 && fields.length === 0) return true;
  // An assignee has the ticket's group along.
  return isNamed(field, fields) || (field === "assignee" && isNamed("group", fields));
}

/** A ticket that nobody has cannot be solved without an assignee, and is given one for nothing else. */
function goesWith(
  { solve, assigneeId }: TicketChange,
  field: ChangedField,
  left: readonly ChangedField[],
): boolean {
  const pair: ChangedField[] = solve && assigneeId !== null ? ["assignee", "status"] : [];
  return pair.includes(field) && pair.some((one) => left.includes(one));
}
