import type { RefusedField } from "@deskline/shared/admin-tickets";
import type { TicketDraft } from "./draft.ts";

type Field = RefusedField["field"];

const names: [Field, RegExp][] = [
  ["assignee", /assignee/],
  ["group", /group/],
  ["brand", /brand/],
  ["form", /form/],
  ["priority", /priority/],
  ["type", /^(ticket_?)?type/],
  ["tags", /tag/],
  ["custom_fields", /custom|^fields|^\d+$|^base$/],
  ["status", /status|^base$/], // of fields that solving asks for
  ["voice_comment", /voice|recording|answered_by|started_at/],
  ["attachment", /upload|attachment/],
];

/** What a ticket cannot be without. */
const essential = /requester|submitter|author|followup|description|comment|subject|external/;

/**
 * The fields without which a ticket is tried again after it was refused: those that were named, else all
 * that it can do without. Null when the fault lies elsewhere.
 */
export function toLeaveOut(
  refusal: { status: number; fields?: string[] },
  draft: TicketDraft,
): Field[] | null {
  const present = optionalFieldsOf(draft);
  const { status, fields = [] } = refusal;
  const named = present.filter((field) => isNamed(field, fields));
  if (named.length > 0) return named;
  if (fields.some((name) => essential.test(name)) || present.length === 0) return null;
  if (status === 403 && present.includes("voice_comment")) return ["voice_comment"];
  return present;
}

/** Whether one of the names that Zendesk gives in a refusal is that of the field. */
export function isNamed(field: Field, given: readonly string[]): boolean {
  const pattern = names.find(([one]) => one === field)?.[1];
  return pattern !== undefined && given.some((name) => pattern.test(name));
}

function optionalFieldsOf(draft: TicketDraft): Field[] {
  const given: [Field, boolean][] = [
    ["assignee", draft.assigneeId !== null],
    ["group", draft.groupId !== null],
    ["brand", draft.brandId !== null],
    ["form", draft.formId !== null],
    ["priority", draft.priority !== null],
    ["type", draft.type !== null],
    ["tags", draft.tags.length > 0],
    ["custom_fields", draft.customFields.length > 0],
    ["voice_comment", draft.voice !== null],
    ["attachment", draft.uploads.length > 0],
  ];
  return given.filter(([, there]) => there).map(([field]) => field);
}

/** The draft without these fields. */
export function without(draft: TicketDraft, fields: readonly Field[]): TicketDraft {
  const left = { ...draft };
  for (const field of fields)
    switch (field) {
      case "assignee":
        left.assigneeId = null;
        break;
      case "group":
        left.groupId = null;
        break;
      case "brand":
        left.brandId = null;
        break;
      case "form":
        left.formId = null;
        break;
      case "priority":
        left.priority = null;
        break;
      case "type":
        left.type = null;
        break;
      case "tags":
        left.tags = [];
        break;
      case "custom_fields":
        left.customFields = [];
        break;
      case "voice_comment":
        left.voice = null;
        break;
      case "attachment":
        left.uploads = [];
        break;
      case "status":
        break;
    }
  return left;
}
