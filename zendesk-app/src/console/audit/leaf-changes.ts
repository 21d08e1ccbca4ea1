export type LeafChange = {
  /** Where the value stands, from the outside in. */
  path: string[];
  /** Absent where nothing is told of that side. */
  before?: unknown;
  after?: unknown;
};

type Side = Record<string, unknown> | null;

/**
 * Each single value that is told, and of values that are told of both sides only those that differ. What is on one
 * of them only is null on the other.
 */
export function leafChanges(before: Side, after: Side): LeafChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.flatMap((name) => {
    const sides = {
      ...(before !== null && name in before ? { before: before[name] } : {}),
      ...(after !== null && name in after ? { after: after[name] } : {}),
    };
    return leavesOf([name], sides);
  });
}

function leavesOf(path: string[], sides: Omit<LeafChange, "path">): LeafChange[] {
  const told = Object.values(sides);
  if (told.length === 2 && JSON.stringify(sides.before) === JSON.stringify(sides.after)) return [];
  const present = told.filter((value) => value !== null && !isEmptyList(value));
  if (present.length === 0 || !present.every(hasParts)) return [{ path, ...sides }];
  const nothing = told.length === 2 ? { before: null, after: null } : {};
  const parts = new Map<string, Omit<LeafChange, "path">>();
  for (const [key, value] of partsOf(sides.before)) parts.set(key, { ...nothing, before: value });
  for (const [key, value] of partsOf(sides.after))
    parts.set(key, { ...(parts.get(key) ?? nothing), after: value });
  const order = orderOf(sides);
  return [
    ...(order === null ? [] : [{ path: [...path, "order"], ...order }]),
    ...[...parts].flatMap(([key, both]) => leavesOf([...path, key], both)),
  ];
}

/** The names on a list before and after, where those on both stand in another order. */
function orderOf({ before, after }: Omit<LeafChange, "path">): { before: string[]; after: string[] } | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const [was, is] = [namesOn(before), namesOn(after)];
  const kept = (names: string[], others: string[]) =>
    names.filter((name) => others.includes(name)).join("\n");
  return kept(was, is) === kept(is, was) ? null : { before: was, after: is };
}

/** Objects, and lists of them; a list of plain values is one value. */
function hasParts(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.every((one) => isObject(one) || Array.isArray(one));
  return isObject(value) && Object.keys(value).length > 0;
}

function partsOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return namesOn(value).map((name, i) => [name, value[i]]);
  if (!isObject(value)) return [];
  return Object.entries(value).filter(([key]) => key !== "id");
}

/** What a list holds goes by its name or id, of several of one name with a number, else by its place; the first is 1. */
function namesOn(list: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return list.map((one, i) => {
    const name = nameOf(one) ?? String(i + 1);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function nameOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const found = [value["name"], value["id"]].find((one) => typeof one === "string" && one !== "");
  return typeof found === "string" ? found : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
