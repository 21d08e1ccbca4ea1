import type { TicketRule } from "@deskline/shared/admin-ticket-rules";

/** For every call, until it is said of which. */
export function newRule(id: string): TicketRule {
  return { id, name: "", enabled: true, when: {}, action: { kind: "create", ticket: {} } };
}

export function replaced(rules: readonly TicketRule[], rule: TicketRule): TicketRule[] {
  return rules.map((one) => (one.id === rule.id ? rule : one));
}

/** The rule so many places further down; where it cannot go there, the same order. */
export function moved(rules: readonly TicketRule[], id: string, by: 1 | -1): TicketRule[] {
  const from = rules.findIndex((rule) => rule.id === id);
  const rule = rules[from];
  const to = from + by;
  if (rule === undefined || to < 0 || to >= rules.length) return [...rules];
  return rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}

/** With a copy of a rule right after it. */
export function duplicated(rules: readonly TicketRule[], id: string, copyId: string): TicketRule[] {
  return rules.flatMap((rule) => (rule.id === id ? [rule, { ...rule, id: copyId }] : [rule]));
}

/** Pages that come by plain HTTP have no `crypto.randomUUID`. */
export function newId(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  const hex = Array.from(bytes, (byte, index) => {
    const set = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return set.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
