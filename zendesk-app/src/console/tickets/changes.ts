import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import type { TicketSettings } from "@deskline/shared/admin-tickets";

/** How many things are other than they are saved: each choice, each text and each rule is one. */
export function countChanges(saved: TicketSettings, mine: TicketSettings): number {
  const { rules: savedRules, ...savedRest } = saved;
  const { rules, ...rest } = mine;
  return leavesChanged(savedRest, rest) + rulesChanged(savedRules, rules);
}

function leavesChanged(one: unknown, other: unknown): number {
  if (same(one, other)) return 0;
  if (!isRecord(one) || !isRecord(other)) return 1;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].reduce(
    (sum, name) => sum + leavesChanged(one[name], other[name]),
    0,
  );
}

function rulesChanged(saved: readonly TicketRule[], mine: readonly TicketRule[]): number {
  const before = new Map(saved.map((rule) => [rule.id, rule]));
  const after = new Set(mine.map(({ id }) => id));
  const touched = mine.filter((rule) => !same(before.get(rule.id), rule)).length;
  const gone = saved.filter(({ id }) => !after.has(id)).length;
  const order = (rules: readonly TicketRule[], known: (id: string) => boolean): string =>
    rules
      .map(({ id }) => id)
      .filter(known)
      .join();
  const isMoved = order(saved, (id) => after.has(id)) !== order(mine, (id) => before.has(id));
  return touched + gone + (isMoved ? 1 : 0);
}

/**
 * Makes the changes from `base` to `mine` once more, on what somebody else has saved since. Where both have changed
 * the same, mine holds.
 */
export function remade(base: TicketSettings, mine: TicketSettings, theirs: TicketSettings): TicketSettings {
  const { rules: _, ...rest } = merged(base, mine, theirs) as TicketSettings;
  return { ...rest, rules: mergedRules(base.rules, mine.rules, theirs.rules) };
}

function merged(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (same(base, mine)) return theirs;
  if (same(base, theirs) || !isRecord(base) || !isRecord(mine) || !isRecord(theirs)) return mine;
  return Object.fromEntries(
    Object.keys(mine).map((name) => [name, merged(base[name], mine[name], theirs[name])]),
  );
}

function mergedRules(
  base: readonly TicketRule[],
  mine: readonly TicketRule[],
  theirs: readonly TicketRule[],
): TicketRule[] {
  if (same(base, theirs)) return [...mine];
  const before = new Map(base.map((rule) => [rule.id, rule]));
  const own = new Map(mine.map((rule) => [rule.id, rule]));
  const kept = theirs.flatMap((rule) => {
    const changed = own.get(rule.id);
    if (changed !== undefined) return [same(before.get(rule.id), changed) ? rule : changed];
    return before.has(rule.id) ? [] : [rule];
  });
  const there = new Set(kept.map(({ id }) => id));
  // What they have deleted stays deleted, unless it was changed here.
  const added = mine.filter((rule) => !there.has(rule.id) && !same(before.get(rule.id), rule));
  return [...kept, ...added];
}

export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => same(value, other[index]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const others = Object.keys(other).filter((name) => other[name] !== undefined);
  return names.length === others.length && names.every((name) => same(one[name], other[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
