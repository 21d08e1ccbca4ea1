import type { RuleConditions, RuleLook, TicketRule } from "@deskline/shared/admin-ticket-rules";
import type { Translate } from "../i18n/i18n.tsx";
import { kindOf } from "./rule-kinds.ts";

/** A part of a sentence; what differs from rule to rule is strong. */
export type Piece = { text: string; strong: boolean };

/** How things are called that rules know by a number. */
export type Names = {
  group(id: number): string;
  brand(id: number): string;
  form(id: number): string;
  field(id: number): string;
  /** Of a drop-down, what people read. */
  fieldValue(id: number, value: string): string;
  extension(number: string): string;
};

export type Say = { t: Translate; locale: string; names: Names };

/** A rule as a sentence: when a call is like this, do that. */
export function sentenceOf({ when, action }: Pick<TicketRule, "when" | "action">, say: Say): Piece[] {
  const clauses = clausesOf(when, say).map((clause) => say.t("rule.and", { clause }));
  const text = say.t("rule.sentence", {
    call: callOf(when, say),
    clauses: clauses.join(""),
    action: actionOf(action, say),
  });
  return piecesOf(text);
}

export function plain(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

function callOf(when: RuleConditions, { t }: Say): string {
  const kind = kindOf(when);
  if (kind !== null) return t(`rule.call_${kind}`);
  return t(`rule.call_${wayOf(when)}`);
}

function wayOf({ directions = [] }: RuleConditions): "inbound" | "outbound" | "any" {
  const [direction] = directions;
  return direction === undefined || directions.length > 1 ? "any" : direction;
}

function clausesOf(when: RuleConditions, say: Say): string[] {
  const { t, names } = say;
  const oneOf = (values: readonly string[]): string => strong(listOf(values, "disjunction", say));
  const way = wayOf(when);
  const clause = <T>(values: readonly T[] | undefined, tell: (values: readonly T[]) => string): string[] =>
    values === undefined || values.length === 0 ? [] : [tell(values)];
  return [
    ...(kindOf(when) === null
      ? clause(when.outcomes, (all) =>
          t("rule.outcomes", { value: oneOf(all.map((one) => t(`outcome.${one}`).toLocaleLowerCase())) }),
        )
      : []),
    ...clause(when.contacts, (all) =>
      t(`rule.contacts_${way}`, { value: oneOf(all.map((one) => t(`rule.contact_${one}`))) }),
    ),
    ...clause(when.dids, (all) => t("rule.dids", { value: oneOf(all) })),
    ...clause(when.trunks, (all) => t("rule.trunks", { value: oneOf(all) })),
    ...clause(when.groups, (all) => t("rule.groups", { value: oneOf(all) })),
    ...clause(when.extensions, (all) =>
      t(`rule.extensions_${way}`, { value: oneOf(all.map((one) => names.extension(one))) }),
    ),
    ...clause(when.agentGroups, (all) =>
      t(`rule.agent_groups_${way}`, { value: oneOf(all.map((one) => names.group(one))) }),
    ),
    ...(when.hours === undefined ? [] : [t(`rule.hours_${when.hours}`)]),
    ...span(when.ringSeconds, say).map((value) => t("rule.ring", { value })),
    ...span(when.talkSeconds, say).map((value) => t("rule.talk", { value })),
  ];
}

function span(seconds: RuleConditions["ringSeconds"], { t }: Say): string[] {
  if (seconds === undefined) return [];
  const { min, max } = seconds;
  if (min !== null && max !== null) return [strong(t("rule.between", { min, max }))];
  if (min !== null) return [strong(t("rule.at_least", { seconds: min }))];
  return max === null ? [] : [strong(t("rule.at_most", { seconds: max }))];
}

function actionOf(action: TicketRule["action"], say: Say): string {
  const { t } = say;
  switch (action.kind) {
    case "create":
      return t("rule.create", { details: detailsOf(action.ticket, say) });
    case "append":
      return t("rule.append", {
        hours: strong(t("rule.hours", { count: action.withinHours })),
        details: detailsOf(action.ticket, say),
      });
    case "record_only":
      return t("rule.record_only");
    case "ignore":
      return t("rule.ignore");
  }
}

/** What the ticket has that others have not. */
function detailsOf(look: RuleLook, say: Say): string {
  const { t, names } = say;
  const { groupId, assignee } = look;
  const group =
    groupId === undefined
      ? []
      : [groupId === null ? t("rule.no_group") : t("rule.group", { value: strong(names.group(groupId)) })];
  const having = havingOf(look, say);
  const all = having.length === 0 ? [] : [t("rule.with", { list: listOf(having, "conjunction", say) })];
  return [
    ...group,
    ...all,
    ...(assignee === undefined ? [] : [t(`rule.assignee_${assignee}`)]),
    ...(look.public === undefined ? [] : [t(look.public ? "rule.public" : "rule.private")]),
  ].join("");
}

function havingOf(look: RuleLook, say: Say): string[] {
  const { t, names } = say;
  const named = (id: number | null, name: (id: number) => string): string =>
    strong(id === null ? t("rule.none") : name(id));
  const { priority, type, brandId, formId, tags, subject, journal, customFields = [] } = look;
  return [
    ...(priority === undefined
      ? []
      : [t("rule.priority", { value: strong(t(`priority.${priority ?? "none"}`)) })]),
    ...(type === undefined ? [] : [t("rule.type", { value: strong(t(`ticket_type.${type ?? "none"}`)) })]),
    ...(brandId === undefined ? [] : [t("rule.brand", { value: named(brandId, names.brand) })]),
    ...(formId === undefined ? [] : [t("rule.form", { value: named(formId, names.form) })]),
    ...(tags === undefined
      ? []
      : tags.length === 0
        ? [t("rule.no_tags")]
        : [t("rule.tags", { value: strong(tags.join(", ")) })]),
    ...(subject === undefined ? [] : [t("rule.subject", { value: strong(cut(subject)) })]),
    ...(journal === undefined ? [] : [t(journal === null ? "rule.usual_journal" : "rule.journal")]),
    ...customFields.map(({ id, value }) =>
      t("rule.field", { name: escaped(names.field(id)), value: strong(cut(names.fieldValue(id, value))) }),
    ),
  ];
}

function cut(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, " "));
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : letters.join("");
}

function listOf(values: readonly string[], type: "conjunction" | "disjunction", { locale }: Say): string {
  return new Intl.ListFormat(locale, { type }).format(values);
}

/** Stands for an asterisk of a name, which would mark something otherwise. */
const asterisk = "\u{e000}";

function escaped(text: string): string {
  return text.replaceAll("*", asterisk);
}

function strong(text: string): string {
  return `*${escaped(text)}*`;
}

/** What stands between asterisks is strong. */
function piecesOf(text: string): Piece[] {
  return text
    .split("*")
    .map((part, index) => ({ text: part.replaceAll(asterisk, "*"), strong: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
