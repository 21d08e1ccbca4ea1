import type { SampleCall } from "@deskline/shared/admin-ticket-preview";
import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import type { TemplatePlace } from "@deskline/shared/admin-ticket-templates";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { sampleOf } from "./sample-call.tsx";

/** Where on the page a text is written. */
export type Where = { tab: "rules" | "look"; opens: string };
/** A text, and of which call its sample is. */
export type Template = { place: TemplatePlace; text: string; call?: SampleCall };
export type Located = Template & { where: Where };

/** What the usual journal is as a template. */
export const usualJournal = "{{journal}}";

const subjectNames: readonly SampleCall[] = [
  "inboundAnswered",
  "inboundUnanswered",
  "outboundAnswered",
  "outboundUnanswered",
  "beforeInbound",
  "beforeOutbound",
];

/** Every template of the settings, from the top of the page to its end. */
export function templatesIn({ subjects, rules, look }: TicketSettings): Located[] {
  return [
    ...subjectNames.map((name): Located => ({
      place: "subject",
      text: subjects[name],
      call: name,
      where: { tab: "rules", opens: name },
    })),
    ...rules.flatMap(({ id, when, action }) =>
      "ticket" in action
        ? ofLook(action.ticket, { tab: "rules", opens: id }).map((one) => ({ ...one, call: sampleOf(when) }))
        : [],
    ),
    ...ofLook(look, { tab: "look", opens: "look" }),
  ];
}

function ofLook({ subject, journal, tags = [], customFields = [] }: RuleLook, where: Where): Located[] {
  const texts: [TemplatePlace, string][] = [
    ...(subject === undefined ? [] : [["subject", subject] satisfies [TemplatePlace, string]]),
    ...(journal === undefined
      ? []
      : [["journal", journal ?? usualJournal] satisfies [TemplatePlace, string]]),
    ...tags.map((text): [TemplatePlace, string] => ["tag", text]),
    ...customFields.map(({ value }): [TemplatePlace, string] => ["field", value]),
  ];
  return texts.map(([place, text]) => ({ place, text, where }));
}

export function templateKey({ place, text, call = "inboundAnswered" }: Template): string {
  return `${place}\n${call}\n${text}`;
}
