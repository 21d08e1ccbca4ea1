import type { RuleLook, TicketLook, TicketPriority, TicketType } from "@deskline/shared/admin-ticket-rules";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../../calls/core/call.ts";
import { cutAtCharacter, longestSubject, longestTag, wholeCharacters } from "./cut.ts";
import { htmlEscape } from "./html.ts";
import { journalHtml, journalOf } from "./journal.ts";
import { noteLines } from "./note.ts";
import { waitsForTheEnd } from "./of-the-end.ts";
import { renderHtml, renderLine } from "./render.ts";
import { subjectAfter, subjectBefore } from "./subject.ts";
import { parseTemplate } from "./template.ts";
import { valuesOf, type CallContext } from "./values.ts";

/** While the call rings, or at its end. */
export type Moment = "ring" | "end";

/** What a ticket is to be for a call, its templates filled in. */
export type TicketPlan = {
  subject: string;
  /** HTML of the comment. */
  html: string;
  tags: string[];
  priority: TicketPriority | null;
  type: TicketType | null;
  groupId: number | null;
  brandId: number | null;
  formId: number | null;
  customFields: { id: number; value: string }[];
  assigneeId: number | null;
  public: boolean;
};

/** More does not fit into a comment of Zendesk's, with room for what it adds. */
const longestHtmlBytes = 60_000;

/** A ticket as settings and a rule want it. Whatever its templates make of the call, it has a subject and a journal. */
export function planTicket(
  call: Call,
  settings: TicketSettings,
  rule: RuleLook,
  context: CallContext,
  moment: Moment,
): TicketPlan {
  const { subject, ...changed } = rule;
  const look: TicketLook = { ...settings.look, ...withoutUndefined(changed) };
  const values = valuesOf(call, context);
  const line = (text: string, place: "subject" | "tag" | "field") =>
    renderLine(parseTemplate(text, place), values);
  // A tag or a field without what only the end tells would say something else than it will: it comes then.
  const isDue = (text: string, place: "tag" | "field") =>
    moment === "end" || !waitsForTheEnd(parseTemplate(text, place).nodes);
  const tags = look.tags.filter((text) => isDue(text, "tag")).map((text) => tagOf(line(text, "tag")));
  const { priority, type, groupId, brandId, formId } = look;
  return {
    subject: subjectOf(
      line(subject ?? subjectTemplate(settings, call, moment), "subject"),
      call,
      context,
      moment,
    ),
    // While it rings there is little to tell: the template is for the end.
    html: htmlOf(moment === "ring" ? null : look.journal, call, context),
    tags: [...new Set(tags.filter((tag) => tag !== ""))],
    priority,
    type,
    groupId,
    brandId,
    formId,
    customFields: look.customFields
      .filter(({ value }) => isDue(value, "field"))
      .map(({ id, value }) => ({ id, value: line(value, "field") })),
    assigneeId: assigneeOf(look, call, context, moment),
    public: look.public,
  };
}

function subjectOf(made: string, call: Call, context: CallContext, moment: Moment): string {
  const usual = moment === "ring" ? subjectBefore(call, context.names) : subjectAfter(call, context.names);
  return cutAtCharacter(made.trim() === "" ? usual : made, longestSubject);
}

/** Which of the settings' subjects is for this call. */
function subjectTemplate({ subjects }: TicketSettings, call: Call, moment: Moment): string {
  const outbound = call.direction === "outbound";
  if (moment === "ring") return outbound ? subjects.beforeOutbound : subjects.beforeInbound;
  if (call.outcome === "answered") return outbound ? subjects.outboundAnswered : subjects.inboundAnswered;
  return outbound ? subjects.outboundUnanswered : subjects.inboundUnanswered;
}

function htmlOf(template: string | null, call: Call, context: CallContext): string {
  const lines = [...journalOf(call, context.names, context), ...noteLines(context.note)];
  const usual = journalHtml(lines);
  if (template === null) return usual;
  const made = renderHtml(parseTemplate(template, "journal"), valuesOf(call, context), lines);
  if (made === "") return usual;
  const tooLong = new TextEncoder().encode(made).length > longestHtmlBytes;
  return tooLong
    ? `<p>${htmlEscape("The template of the journal makes more text than Zendesk takes.")}</p>${usual}`
    : made;
}

/** Zendesk parts tags at blanks. */
function tagOf(text: string): string {
  return wholeCharacters(
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s,]+/g, "_"),
    longestTag,
  );
}

function assigneeOf(look: TicketLook, call: Call, { agents }: CallContext, moment: Moment): number | null {
  const agentOf = (extension: string | null | undefined) => agents.get(extension ?? "")?.id ?? null;
  if (moment === "ring" && call.direction === "inbound") return null;
  switch (look.assignee) {
    case "nobody":
      return null;
    case "answered_by":
      return call.direction === "outbound" ? agentOf(call.dialledBy) : agentOf(call.answeredBy[0]);
    case "rang_last":
      return call.direction === "outbound" ? agentOf(call.dialledBy) : agentOf(call.rang.at(-1));
  }
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
