import { isRecord } from "./values.ts";

/**
 * The value at a path such as `ticket.requester.identities.0.value`, or undefined. Names may have dots of
 * their own only in the last part, as in `ticket.customField:custom_field_1`.
 */
export function valueAt(tree: unknown, path: string): unknown {
  let value: unknown = tree;
  for (const name of path.split(".")) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isRecord(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

/** The paths below `path` whose values differ between two trees, the deepest that do. */
export function changedPaths(before: unknown, after: unknown, path: string): string[] {
  const [a, b] = [branches(before), branches(after)];
  const empty = !isRecord(before) && !isRecord(after);
  if (a === null || b === null || empty) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  }
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.flatMap((name) => changedPaths(a[name], b[name], `${path}.${name}`));
}

/** Nothing has the same branches as an empty object: a requester who goes away takes their name along. */
function branches(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return {};
  return isRecord(value) ? value : null;
}
