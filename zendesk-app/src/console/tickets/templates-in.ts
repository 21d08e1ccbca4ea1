import type { RuleLook, TemplatePlace, TicketSettings } from "@deskline/shared/admin-tickets";

/** Where on the page a text is written. */
export type Where = { tab: "rules" | "look"; opens: string };
export type Located = { place: TemplatePlace; text: string; where: Where };

/** Every template of the settings, from the top of the page to its end. */
export function templatesIn({ subjects, rules, look }: TicketSettings): Located[] {
  return [
    ...Object.entries(subjects).map(([name, text]): Located => ({
      place: "subject",
      text,
      where: { tab: "rules", opens: name },
    })),
    ...rules.flatMap(({ id, action }) =>
      "ticket" in action ? ofLook(action.ticket, { tab: "rules", opens: id }) : [],
    ),
    ...ofLook(look, { tab: "look", opens: "look" }),
  ];
}

function ofLook({ subject, journal, tags = [], customFields = [] }: RuleLook, where: Where): Located[] {
  const texts: [TemplatePlace, string][] = [
    ...(subject === undefined ? [] : [["subject", subject] satisfies [TemplatePlace, string]]),
    ...(journal == null ? [] : [["journal", journal] satisfies [TemplatePlace, string]]),
    ...tags.map((text): [TemplatePlace, string] => ["tag", text]),
    ...customFields.map(({ value }): [TemplatePlace, string] => ["field", value]),
  ];
  return texts.map(([place, text]) => ({ place, text, where }));
}

export function templateKey({ place, text }: { place: TemplatePlace; text: string }): string {
  return `${place}\n${text}`;
}
