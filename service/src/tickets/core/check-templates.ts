import type { TemplateError, TemplatePlace } from "@deskline/shared/admin-ticket-templates";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { parseTemplate } from "./template.ts";

/** Every template of the settings, and where it stands. */
function templatesOf({ subjects, look, rules }: TicketSettings): [TemplatePlace, string][] {
  const looks = [
    look,
    ...rules.flatMap(({ action }) =>
      action.kind === "create" || action.kind === "append" ? [action.ticket] : [],
    ),
  ];
  return [
    ...Object.values(subjects).map((text): [TemplatePlace, string] => ["subject", text]),
    ...looks.flatMap((one): [TemplatePlace, string][] => [
      ...("subject" in one && one.subject !== undefined
        ? [["subject", one.subject] as [TemplatePlace, string]]
        : []),
      ...(one.journal == null ? [] : [["journal", one.journal] as [TemplatePlace, string]]),
      ...(one.tags ?? []).map((text): [TemplatePlace, string] => ["tag", text]),
      ...(one.customFields ?? []).map(({ value }): [TemplatePlace, string] => ["field", value]),
    ]),
  ];
}

/** The mistakes in the templates of the settings, each looked for when it is asked for. */
export function* mistakesIn(settings: TicketSettings): Generator<TemplateError> {
  for (const [place, text] of templatesOf(settings)) yield* parseTemplate(text, place).errors;
}
