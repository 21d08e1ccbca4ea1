/** What stands in an object at a path of names with dots between them. */
export function get(object: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], object);
}
