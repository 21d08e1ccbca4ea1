import { z } from "zod";

/** Texts with variables of a call, and what can be wrong with them. */

const longestTemplate = 10_000;

export const Template = z.string().max(longestTemplate);

/** What can stand between braces. `journal` holds all lines of the usual journal, and is for journals only. */
export const templateVariables = [
  "direction",
  "result",
  "outcome",
  "number",
  "number_e164",
  "contact",
  "from",
  "to",
  "dialled",
  "did",
  "did_name",
  "trunk",
  "group",
  "group_number",
  "route",
  "extension",
  "extension_number",
  "extension_name",
  "agent",
  "rang",
  "answered_by",
  "transfers",
  "date",
  "time",
  "start",
  "end",
  "ring_time",
  "hold_time",
  "talk_time",
  "ring_seconds",
  "talk_seconds",
  "business_hours",
  "disposition",
  "note",
  "recording",
  "call_id",
  "journal",
] as const;

export const TemplateVariable = z.enum(templateVariables);
export type TemplateVariable = z.infer<typeof TemplateVariable>;

/** What a value can be passed through: `{{number | or "withheld"}}`. */
export const templateFilters = ["upper", "lower", "or"] as const;

export const TemplateFilter = z.enum(templateFilters);
export type TemplateFilter = z.infer<typeof TemplateFilter>;

/** Where a template stands. Only `journal` may have several lines, and the variable `journal`. */
export const TemplatePlace = z.enum(["subject", "journal", "tag", "field"]);
export type TemplatePlace = z.infer<typeof TemplatePlace>;

export const TemplateError = z.object({
  kind: z.enum([
    "variable_unknown",
    "filter_unknown",
    "filter_wrong",
    "not_closed",
    "not_opened",
    "if_not_closed",
    "else_without_if",
    "end_without_if",
    "journal_elsewhere",
    "empty",
  ]),
  /** Where it begins and how long it is, in UTF-16 units as editors count. */
  at: z.number(),
  length: z.number(),
  /** The name that is wrong, where one is. */
  name: z.string().nullable(),
  /** A variable or filter that was perhaps meant. */
  suggestion: z.string().nullable(),
});
export type TemplateError = z.infer<typeof TemplateError>;
