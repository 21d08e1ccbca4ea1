import {
  TemplateFilter,
  TemplateVariable,
  templateFilters,
  templateVariables,
  type TemplateError,
  type TemplatePlace,
} from "@deskline/shared/admin-ticket-templates";
import { nearest } from "./nearest.ts";

export type Filter = { name: "upper" | "lower" } | { name: "or"; text: string };

export type Node =
  | { kind: "text"; text: string }
  | { kind: "value"; name: TemplateVariable; filters: Filter[] }
  | { kind: "if"; name: TemplateVariable; holds: Node[]; otherwise: Node[] };

export type Template = { nodes: Node[]; errors: TemplateError[] };

type Open = { node: Node & { kind: "if" }; at: number; length: number; inElse: boolean };

/** Whoever mends so many sees the next ones then. */
const mostErrors = 20;

/**
 * Reads a template: text with `{{variable}}`, `{{variable | filter}}` and `{{#if variable}}…{{else}}…{{/if}}`.
 * What cannot be read is an error with its place; the rest is read all the same, until there are enough errors.
 */
export function parseTemplate(text: string, place: TemplatePlace): Template {
  const nodes: Node[] = [];
  const errors: TemplateError[] = [];
  const open: Open[] = [];
  const into = () => {
    const last = open.at(-1);
    if (last === undefined) return nodes;
    return last.inElse ? last.node.otherwise : last.node.holds;
  };
  const wrong = (
    kind: TemplateError["kind"],
    at: number,
    length: number,
    name: string | null = null,
    suggestion: string | null = null,
  ) => void errors.push({ kind, at, length, name, suggestion });

  const variable = (name: string, at: number): TemplateVariable | null => {
    const known = TemplateVariable.safeParse(name);
    if (!known.success) wrong("variable_unknown", at, name.length, name, nearest(name, templateVariables));
    else if (known.data === "journal" && place !== "journal")
      wrong("journal_elsewhere", at, name.length, name);
    else return known.data;
    return null;
  };

  for (const piece of piecesOf(text)) {
    if (errors.length >= mostErrors) break;
    const { at, length } = piece;
    if (piece.kind === "text") into().push({ kind: "text", text: piece.text });
    else if (piece.kind === "stray") wrong(piece.brace === "{{" ? "not_closed" : "not_opened", at, length);
    else {
      const tag = readTag(piece.inner);
      const nameAt = at + 2 + tag.nameAt;
      switch (tag.kind) {
        case "empty":
          wrong("empty", at, length);
          break;
        case "if": {
          const name = variable(tag.name, nameAt);
          const node = { kind: "if", name: name ?? "journal", holds: [], otherwise: [] } satisfies Node;
          into().push(node);
          open.push({ node, at, length, inElse: false });
          break;
        }
        case "else": {
          const last = open.at(-1);
          if (last === undefined || last.inElse) wrong("else_without_if", at, length);
          else last.inElse = true;
          break;
        }
        case "end":
          if (open.pop() === undefined) wrong("end_without_if", at, length);
          break;
        case "value": {
          const name = variable(tag.name, nameAt);
          const { filters, bad } = readFilters(tag.rest, nameAt + tag.name.length);
          for (const one of bad) wrong(one.kind, one.at, one.length, one.name, one.suggestion);
          if (name !== null) into().push({ kind: "value", name, filters });
          break;
        }
      }
    }
  }
  // What was not read to its end may close them there.
  if (errors.length < mostErrors) for (const one of open) wrong("if_not_closed", one.at, one.length);
  return { nodes, errors: errors.toSorted((a, b) => a.at - b.at).slice(0, mostErrors) };
}

type Piece = { at: number; length: number } & (
  { kind: "text"; text: string } | { kind: "stray"; brace: "{{" | "}}" } | { kind: "tag"; inner: string }
);

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let textFrom = 0;
  const plain = (until: number) => {
    if (until > textFrom)
      pieces.push({
        kind: "text",
        at: textFrom,
        length: until - textFrom,
        text: text.slice(textFrom, until),
      });
  };
  for (const { 0: brace, index } of text.matchAll(/\{\{|\}\}/g)) {
    if (index < textFrom) continue;
    plain(index);
    textFrom = index + 2;
    const end = brace === "{{" ? /\{\{|\}\}/g : null;
    if (end === null) {
      pieces.push({ kind: "stray", brace: "}}", at: index, length: 2 });
      continue;
    }
    end.lastIndex = index + 2;
    const close = end.exec(text);
    if (close?.[0] !== "}}") {
      pieces.push({ kind: "stray", brace: "{{", at: index, length: 2 });
      continue;
    }
    textFrom = close.index + 2;
    pieces.push({
      kind: "tag",
      at: index,
      length: textFrom - index,
      inner: text.slice(index + 2, close.index),
    });
  }
  plain(text.length);
  return pieces;
}

type Tag =
  | { kind: "empty" | "else" | "end"; nameAt: number }
  | { kind: "if"; name: string; nameAt: number }
  | { kind: "value"; name: string; rest: string; nameAt: number };

function readTag(inner: string): Tag {
  const trimmed = inner.trim();
  const start = inner.length - inner.trimStart().length;
  if (trimmed === "") return { kind: "empty", nameAt: start };
  if (trimmed === "else") return { kind: "else", nameAt: start };
  if (trimmed === "/if") return { kind: "end", nameAt: start };
  const condition = /^#if\s+/.exec(trimmed);
  if (condition !== null)
    return { kind: "if", name: trimmed.slice(condition[0].length), nameAt: start + condition[0].length };
  const name = /^[^\s|]+/.exec(trimmed)?.[0] ?? "";
  return { kind: "value", name, rest: inner.slice(start + name.length), nameAt: start };
}

/** `rest` is what follows a variable, from `at` on: `| upper | or "nobody"`. */
function readFilters(rest: string, at: number): { filters: Filter[]; bad: TemplateError[] } {
  const filters: Filter[] = [];
  const bad: TemplateError[] = [];
  const one = /\s*\|\s*([A-Za-z_]+)(?:\s+"([^"]*)")?\s*(?=\||$)/y;
  let read = 0;
  for (;;) {
    one.lastIndex = read;
    const match = one.exec(rest);
    if (match === null) break;
    read = one.lastIndex;
    const [whole, given = "", text] = match;
    const place = { at: at + match.index + whole.indexOf(given), length: given.length, name: given };
    const name = TemplateFilter.safeParse(given);
    if (!name.success)
      bad.push({ kind: "filter_unknown", ...place, suggestion: nearest(given, templateFilters) });
    else if (name.data === "or" && text !== undefined) filters.push({ name: "or", text });
    else if (name.data !== "or" && text === undefined) filters.push({ name: name.data });
    else bad.push({ kind: "filter_wrong", ...place, suggestion: null });
  }
  const left = rest.slice(read);
  if (left.trim() !== "") {
    const blank = left.length - left.trimStart().length;
    bad.push({
      kind: "filter_wrong",
      at: at + read + blank,
      length: left.trim().length,
      name: null,
      suggestion: null,
    });
  }
  return { filters, bad };
}
