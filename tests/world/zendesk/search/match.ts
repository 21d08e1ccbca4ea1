import type { Account } from "../account.ts";
import type { TicketRecord, UserRecord } from "../records.ts";
import { compareWith, instantMatches, phoneMatches, textMatches, type Term } from "./query.ts";

/** Search keys per type; a key outside these is a mistake in the query. */
export const userKeys = [
  "role",
  "name",
  "email",
  "phone",
  "external_id",
  "notes",
  "details",
  "tags",
  "created",
  "updated",
  "is_suspended",
];
export const ticketKeys = [
  "status",
  "requester",
  "assignee",
  "submitter",
  "group",
  "subject",
  "description",
  "tags",
  "priority",
  "ticket_type",
  "via",
  "external_id",
  "created",
  "updated",
  "brand",
];
/** Keys that order results rather than choose them. */
export const orderKeys = ["order_by", "sort"];

export function numbersOf(user: UserRecord): string[] {
  const identities = user.identities.filter((one) => one.type === "phone_number").map((one) => one.value);
  return [...new Set([...(user.phone === null ? [] : [user.phone]), ...identities])];
}

/** Terms with the same key widen the result, different keys narrow it; every negated term narrows. */
export function matchesAll<T>(
  terms: Term[],
  subject: T,
  matches: (term: Term, subject: T) => boolean,
): boolean {
  const groups = new Map<string, Term[]>();
  for (const [index, term] of terms.entries()) {
    if (term.key !== null && orderKeys.includes(term.key)) continue;
    const alone = term.negated || term.key === null || term.operator !== ":";
    const key = alone ? `#${index}` : (term.key ?? "");
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()].every((group) => group.some((term) => matches(term, subject) !== term.negated));
}

export function userMatches(term: Term, user: UserRecord): boolean {
  const { value } = term;
  switch (term.key) {
    case null:
      return [user.name, user.email ?? "", user.notes ?? "", ...numbersOf(user)].some((one) =>
        textMatches(value, one),
      );
    case "role":
      return user.role === value.toLowerCase();
    case "name":
      return textMatches(value, user.name);
    case "email":
      return user.identities.some((one) => one.type === "email" && textMatches(value, one.value));
    case "phone":
      return numbersOf(user).some((number) => phoneMatches(value, number));
    case "external_id":
      return user.externalId !== null && textMatches(value, user.externalId);
    case "notes":
      return textMatches(value, user.notes ?? "");
    case "details":
      return textMatches(value, user.details ?? "");
    case "tags":
      return value === "none" ? user.tags.length === 0 : user.tags.some((tag) => textMatches(value, tag));
    case "created":
      return instantMatches(term, user.createdAt);
    case "updated":
      return instantMatches(term, user.updatedAt);
    case "is_suspended":
      return String(user.suspended) === value;
    default:
      return false;
  }
}

const statusOrder = ["new", "open", "pending", "hold", "solved", "closed"];
const priorityOrder = ["low", "normal", "high", "urgent"];

export function ticketMatches(account: Account, term: Term, ticket: TicketRecord): boolean {
  const { value } = term;
  const person = (id: number | null) => {
    if (id === null) return value === "none";
    const user = account.users.get(id);
    return (
      String(id) === value || textMatches(value, user?.email ?? "") || textMatches(value, user?.name ?? "")
    );
  };
  switch (term.key) {
    case null:
      return (
        String(ticket.id) === value ||
        [ticket.subject, ticket.description].some((one) => textMatches(value, one))
      );
    case "status":
      return compareWith(term.operator, statusOrder.indexOf(ticket.status), statusOrder.indexOf(value));
    case "priority":
      return compareWith(
        term.operator,
        priorityOrder.indexOf(ticket.priority ?? ""),
        priorityOrder.indexOf(value),
      );
    case "requester":
      return person(ticket.requesterId);
    case "assignee":
      return person(ticket.assigneeId);
    case "submitter":
      return person(ticket.submitterId);
    case "group":
      return ticket.groupId === null ? value === "none" : String(ticket.groupId) === value;
    case "brand":
      return String(ticket.brandId) === value;
    case "subject":
      return textMatches(value, ticket.subject);
    case "description":
      return textMatches(value, ticket.description);
    case "ticket_type":
      return ticket.type === value;
    case "via":
      return ticket.via === value || (ticket.via === "voice" && value === "phone");
    case "external_id":
      return ticket.externalId?.toLowerCase() === value.toLowerCase();
    case "tags":
      return value === "none" ? ticket.tags.length === 0 : ticket.tags.some((tag) => textMatches(value, tag));
    case "created":
      return instantMatches(term, ticket.createdAt);
    case "updated":
      return instantMatches(term, ticket.updatedAt);
    default:
      return false;
  }
}
