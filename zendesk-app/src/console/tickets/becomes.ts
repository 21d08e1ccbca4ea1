import type { PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { Translate } from "../i18n/i18n.tsx";
import { same } from "./changes.ts";
import type { Names } from "./sentence.ts";

type Becomes = PreviewedCall["becomes"];

/** What becomes of a call in one line. */
export function becomesText(becomes: Becomes, t: Translate): string {
  switch (becomes.kind) {
    case "ticket":
      return becomes.subject;
    case "missed_ticket":
      return t(becomes.solves ? "preview.solves" : "preview.joins");
    case "append":
      return t("preview.append", { count: becomes.withinHours });
    case "on_ticket":
      return t("preview.on_ticket", { id: String(becomes.ticketId) });
    case "nothing":
      return t("preview.nothing", { reason: t(`reason.${becomes.reason}`) });
    case "no_contact":
      return t("preview.no_contact");
  }
}

/** What the ticket has beside its subject, in a few words. */
export function becomesDetails(becomes: Becomes, t: Translate, names: Names): string[] {
  if (becomes.kind === "append") return [t("preview.else", { subject: becomes.subject })];
  if (becomes.kind !== "ticket") return [];
  const { groupId, priority, type, brandId, formId, tags, assignee, moment } = becomes;
  return [
    ...(moment === "before" ? [t("preview.before")] : []),
    ...(groupId === null ? [] : [names.group(groupId)]),
    ...(priority === null ? [] : [t("preview.priority", { value: t(`priority.${priority}`) })]),
    ...(type === null ? [] : [t(`ticket_type.${type}`)]),
    ...(brandId === null ? [] : [names.brand(brandId)]),
    ...(formId === null ? [] : [names.form(formId)]),
    ...(assignee === null ? [] : [t("preview.assignee", { name: assignee.name })]),
    ...tags.map((tag) => `#${tag}`),
    ...(becomes.public ? [t("preview.public")] : []),
  ];
}

/** Whether a call would become something else than it would with the settings that are saved. */
export function isOther(call: PreviewedCall, saved: readonly PreviewedCall[] | undefined): boolean {
  const before = saved?.find(({ id }) => id === call.id);
  return before !== undefined && !same(before.becomes, call.becomes);
}
