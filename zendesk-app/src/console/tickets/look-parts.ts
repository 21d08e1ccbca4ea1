import type { RuleLook, TicketLook } from "@deskline/shared/admin-ticket-rules";
import { usualJournal } from "./templates-in.ts";

/** What of a ticket can be set, in the order in which people think of it. */
export const lookParts = [
  "groupId",
  "priority",
  "type",
  "tags",
  "assignee",
  "subject",
  "journal",
  "public",
  "brandId",
  "formId",
  "customFields",
] as const satisfies readonly (keyof RuleLook)[];
export type LookPart = (typeof lookParts)[number];

/** What a rule sets first of all; the rest is added when it is wanted. */
export const usualParts: readonly LookPart[] = ["groupId", "priority"];

/** What a part begins with when it is added to a rule: as it is usually. */
export function begun(part: LookPart, usual: TicketLook, subject: string): RuleLook {
  switch (part) {
    case "subject":
      return { subject };
    case "journal":
      return { journal: usual.journal ?? usualJournal };
    case "public":
      return { public: !usual.public };
    case "assignee":
      return { assignee: usual.assignee === "nobody" ? "answered_by" : "nobody" };
    case "groupId":
    case "priority":
    case "type":
    case "tags":
    case "brandId":
    case "formId":
    case "customFields":
      return { [part]: usual[part] };
  }
}

export function withoutPart(look: RuleLook, part: LookPart): RuleLook {
  const { [part]: _, ...rest } = look;
  return rest;
}
