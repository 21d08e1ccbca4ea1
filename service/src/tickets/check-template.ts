import type { TemplateError, TemplatePlace } from "@deskline/shared/admin-tickets";
import { journalOf } from "./core/journal.ts";
import { textOf } from "./core/preview.ts";
import { renderHtml, renderLine } from "./core/render.ts";
import { callWith } from "./core/sample-call.ts";
import { parseTemplate } from "./core/template.ts";
import { valuesOf } from "./core/values.ts";
import { contextOf, type Zoned } from "./surroundings.ts";

/** What is wrong with a template, or what it makes of a sample call. */
export function checkTemplate(
  integration: Zoned,
  place: TemplatePlace,
  text: string,
): { errors: TemplateError[]; sample: string | null } {
  const template = parseTemplate(text, place);
  if (template.errors.length > 0) return { errors: template.errors, sample: null };
  const call = callWith(sample);
  const named = { ...integration, names: new Map([...sampleNames, ...integration.names]) };
  const context = contextOf(named, call, { note: sampleNote, contactName: "Phillip Huff" });
  const values = valuesOf(call, context);
  if (place !== "journal") return { errors: [], sample: renderLine(template, values) };
  return {
    errors: [],
    sample: textOf(renderHtml(template, values, journalOf(call, context.names, context))),
  };
}

const sampleNames = new Map([
  ["2005", "Kristin Hale"],
  ["2006", "Marcus Webb"],
  ["6400", "Support"],
]);
const sampleNote = { text: "Wants an offer.", disposition: "Follow up", by: "Kristin Hale" };
const sample = {
  did: "1000",
  didName: "Hotline",
  group: "6400",
  rang: ["2006", "2005"],
  outsideE164: null,
};
