import type { TemplateVariable } from "@deskline/shared/admin-ticket-templates";
import { htmlEscape } from "./html.ts";
import { journalHtml, type JournalLine } from "./journal.ts";
import type { Filter, Node, Template } from "./template.ts";

/** What a call gives for each variable; empty where there is nothing to tell. */
export type Values = Record<Exclude<TemplateVariable, "journal">, string>;

type Part = { kind: "text"; text: string } | { kind: "journal" };

/** A template as text in one line, without what would break it. */
export function renderLine(template: Template, values: Values): string {
  const text = partsOf(template.nodes, values)
    .map((part) => (part.kind === "text" ? part.text : ""))
    .join("");
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** A template as the body of a comment. Whatever comes from outside or from the template is escaped here, once. */
export function renderHtml(template: Template, values: Values, journal: JournalLine[]): string {
  return joined(partsOf(template.nodes, values))
    .map((part) =>
      part.kind === "journal"
        ? journalHtml(journal)
        : part.text.trim() === ""
          ? ""
          : `<p>${htmlEscape(part.text.trim()).replaceAll(/\r?\n/g, "<br>")}</p>`,
    )
    .join("");
}

function partsOf(nodes: readonly Node[], values: Values): Part[] {
  return nodes.flatMap((node): Part[] => {
    switch (node.kind) {
      case "text":
        return [node];
      case "value":
        return node.name === "journal"
          ? [{ kind: "journal" }]
          : [{ kind: "text", text: node.filters.reduce(filtered, values[node.name]) }];
      case "if":
        return partsOf(isTold(node.name, values) ? node.holds : node.otherwise, values);
    }
  });
}

function isTold(name: TemplateVariable, values: Values): boolean {
  return name === "journal" || values[name] !== "";
}

function filtered(value: string, filter: Filter): string {
  switch (filter.name) {
    case "upper":
      return value.toUpperCase();
    case "lower":
      return value.toLowerCase();
    case "or":
      return value === "" ? filter.text : value;
  }
}

/** Texts that follow one another as one. */
function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.kind === "text" && last?.kind === "text")
      all[all.length - 1] = { kind: "text", text: last.text + part.text };
    else all.push(part);
  }
  return all;
}
