import { isMember, type Account } from "../account.ts";
import type { CustomField, TicketRecord, UserRecord } from "../records.ts";
import type { Call } from "../server/call.ts";
import { noteMistake } from "../server/fields.ts";
import { recordInvalid, recordMalformed } from "../server/refusal.ts";
import { brands, customStatuses, groups, ticketFields, ticketForms } from "../settings/data.ts";
import type { NewTicketInput, TicketUpdateInput } from "./schema.ts";

type Input = NewTicketInput | TicketUpdateInput;
export type Assignment = { assigneeId: number | null; groupId: number | null };

/** Who will own the ticket: an agent alone brings the default group along, and must be a member of a group that is given. */
export function readAssignment(account: Account, input: Input, now: Assignment): Assignment {
  let { assigneeId, groupId } = now;
  if (input.group_id !== undefined) {
    groupId = input.group_id;
    const gone = groupId !== null && account.deletedGroups.has(groupId);
    if (gone || (groupId !== null && !groups.some((group) => group.id === groupId))) {
      throw recordInvalid("group", { description: "Group: is invalid", error: "InvalidValue" });
    }
  }
  const agent = findAssignee(account, input);
  if (agent === undefined) return { assigneeId, groupId };
  assigneeId = agent?.id ?? null;
  if (agent !== null && (input.group_id === undefined || input.group_id === null)) {
    groupId = agent.defaultGroupId ?? groups[0].id;
  } else if (agent !== null && groupId !== null && !isMember(account, groupId, agent.id)) {
    throw recordInvalid("assignee", { description: "Assignee: is not a member of the group" });
  }
  return { assigneeId, groupId };
}

/** `undefined`: not mentioned; `null`: to be unassigned. */
function findAssignee(account: Account, input: Input): UserRecord | null | undefined {
  if (input.assignee_id === null) return null;
  if (input.assignee_id === undefined && input.assignee_email === undefined) return undefined;
  const agent =
    input.assignee_id === undefined
      ? [...account.users.values()].find((user) => user.email === input.assignee_email)
      : account.users.get(input.assignee_id);
  if (agent === undefined || agent.role === "end-user" || !agent.active || agent.suspended) {
    throw recordInvalid("assignee", { description: "Assignee: is invalid", error: "InvalidValue" });
  }
  return agent;
}

export function readStatus(
  input: Input,
  now: Pick<TicketRecord, "status" | "customStatusId">,
  assigned: boolean,
): Pick<TicketRecord, "status" | "customStatusId"> {
  if (input.custom_status_id !== undefined) {
    const custom = customStatuses.find((one) => one.id === input.custom_status_id);
    if (custom === undefined) {
      throw recordMalformed("custom_status_id", {
        description: "Custom status: is invalid",
        error: "InvalidValue",
      });
    }
    return { status: custom.status_category, customStatusId: custom.id };
  }
  const wanted = input.status ?? now.status;
  const status = wanted === "new" && assigned ? "open" : wanted;
  if (status === now.status) return { status, customStatusId: now.customStatusId };
  return { status, customStatusId: defaultStatusId(status) };
}

export function defaultStatusId(status: TicketRecord["status"]): number {
  const category = status === "closed" ? "solved" : status;
  return (
    customStatuses.find((one) => one.default && one.status_category === category)?.id ?? customStatuses[0].id
  );
}

export function checkFormAndBrand(input: Input): void {
  if (input.ticket_form_id !== undefined && !ticketForms.some((form) => form.id === input.ticket_form_id)) {
    throw recordMalformed("ticket_form_id", {
      description: "Ticket form: is invalid",
      error: "InvalidValue",
    });
  }
  if (input.brand_id !== undefined && !brands.some((brand) => brand.id === input.brand_id)) {
    throw recordMalformed("brand_id", { description: "Brand: is invalid", error: "InvalidValue" });
  }
}

/** Tags as Zendesk keeps them: lower case, blanks separate tags, no repetition, in order. */
export function readTags(call: Call, input: Input, now: readonly string[]): string[] {
  const given = [...(input.tags ?? []), ...(input.additional_tags ?? []), ...(input.remove_tags ?? [])];
  for (const tag of given) {
    if (/\s/.test(tag) || tag === "") noteMistake(call, `a tag with blanks is split: "${tag}"`);
  }
  const removed = new Set(normalTags(input.remove_tags ?? []));
  const kept = [...normalTags(input.tags ?? now), ...normalTags(input.additional_tags ?? [])];
  return [...new Set(kept)].filter((tag) => !removed.has(tag)).toSorted();
}

function normalTags(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => tag.toLowerCase().split(/\s+/)).filter((tag) => tag !== "");
}

/** Zendesk ignores values for fields it does not have; the caller should not send them. */
export function readCustomFields(call: Call, input: Input, now: readonly CustomField[]): CustomField[] {
  const given = [...(input.custom_fields ?? []), ...(input.fields ?? [])];
  const values = new Map(now.map((field) => [field.id, field.value]));
  for (const { id, value } of given) {
    const field = ticketFields.find((one) => one.id === id && one.removable);
    if (field === undefined) {
      noteMistake(call, `no such custom ticket field: ${id}`);
      continue;
    }
    const options = field.custom_field_options;
    if (value !== null && options !== undefined && !options.some((option) => option.value === value)) {
      throw recordInvalid("base", {
        description: `${field.title}: ${JSON.stringify(value)} is not a valid option`,
        error: "InvalidValue",
      });
    }
    values.set(id, value);
  }
  return [...values].map(([id, value]) => ({ id, value }));
}

export function emptyCustomFields(): CustomField[] {
  return ticketFields.filter((field) => field.removable).map((field) => ({ id: field.id, value: null }));
}
