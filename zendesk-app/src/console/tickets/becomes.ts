import type { PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { Translate } from "../i18n/i18n.tsx";
import { same } from "./changes.ts";
import type { Names } from "./sentence.ts";

type Becomes = PreviewedCall["becomes"];

/** What becomes of a call: of a ticket the subject, and where it is made while the call rings, both it has. */
export function becomesLines(becomes: Becomes, t: Translate): string[] {
  switch (becomes.kind) {
    case "ticket": {
      const { ringSubject, subject } = becomes;
      return ringSubject === null
        ? [subject]
        : [t("preview.at_ring", { subject: ringSubject }), t("preview.at_end", { subject })];
    }
    case "missed_ticket":
      return [t(becomes.solves ? "preview.solves" : "preview.joins")];
    case "append":
      return [t("preview.append", { count: becomes.withinHours })];
    case "on_ticket":
      return [t("preview.on_ticket", { id: String(becomes.ticketId) })];
    case "nothing":
      return [t("preview.nothing", { reason: t(`reason.${becomes.reason}`) })];
    case "no_contact":
      return [t("preview.no_contact")];
  }
}

/** What the ticket has beside its subject, in a few words. */
export function becomesDetails(becomes: Becomes, t: Translate, names: Names): string[] {
  if (becomes.kind !== "ticket" && becomes.kind !== "append") return [];
  const tagged = [...becomes.tags.map((tag) => `#${tag}`), ...(becomes.public ? [t("preview.public")] : [])];
  if (becomes.kind === "append") return [t("preview.else", { subject: becomes.subject }), ...tagged];
  const { groupId, priority, type, brandId, formId, assignee, customFields } = becomes;
  return [
    ...(groupId === null ? [] : [names.group(groupId)]),
    ...(priority === null ? [] : [t("preview.priority", { value: t(`priority.${priority}`) })]),
    ...(type === null ? [] : [t(`ticket_type.${type}`)]),
    ...(brandId === null ? [] : [names.brand(brandId)]),
    ...(formId === null ? [] : [names.form(formId)]),
    ...(assignee === null ? [] : [t("preview.assignee", { name: assignee.name })]),
    ...customFields
      .filter(({ value }) => value !== "")
      .map(({ id, value }) =>
        t("preview.field", { name: names.field(id), value: names.fieldValue(id, value) }),
      ),
    ...tagged,
  ];
}

/** What its comment says of the call; null where the settings make none. */
export function journalIn(becomes: Becomes): string | null {
  return "journal" in becomes ? becomes.journal : null;
}

/** What was to become of a call, as far as something else is to: of a ticket that has the same subject, the rest. */
export function becameInstead(before: Becomes, now: Becomes, t: Translate, names: Names): string[] {
  const [lines, details] = [becomesLines(before, t), becomesDetails(before, t, names)];
  const journal = journalIn(before);
  const other = journal === null || journal === journalIn(now) ? [] : [t("preview.other_journal")];
  if (!same(lines, becomesLines(now, t))) return [...lines, ...details];
  if (same(details, becomesDetails(now, t, names))) return other;
  return [...(details.length === 0 ? [t("preview.plain")] : details), ...other];
}

/** Whether a call would become something else than it would with the settings that are saved. */
export function isOther(call: PreviewedCall, saved: readonly PreviewedCall[] | undefined): boolean {
  const before = saved?.find(({ id }) => id === call.id);
  return before !== undefined && !same(before.becomes, call.becomes);
}
