/** As much of JSON Schema as zod writes for the schemas of `shared/`. */
export type JsonSchema = {
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
};

/** What the build makes of a zod schema: the one function of it that the app calls. */
export function readerOf(schema: JsonSchema): { parse(value: unknown): unknown } {
  return {
    parse(value) {
      const wrong = firstMistake(schema, value, "");
      if (wrong !== null) throw new TypeError(`Not as agreed: ${wrong}`);
      return value;
    },
  };
}

function firstMistake(schema: JsonSchema, value: unknown, path: string): string | null {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const mistakes = choices.map((choice) => firstMistake(choice, value, path));
    return mistakes.includes(null) ? null : (mistakes.at(-1) ?? path);
  }
  if ("const" in schema && value !== schema.const) return path;
  if (schema.enum?.includes(value) === false) return path;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => hasType(type, value))) return path;
  if (Array.isArray(value))
    return firstOf(value, (item, i) => firstMistake(schema.items ?? {}, item, `${path}/${i}`));
  if (isRecord(value)) {
    const missing = (schema.required ?? []).find((name) => !(name in value));
    if (missing !== undefined) return `${path}/${missing}`;
    return firstOf(Object.entries(schema.properties ?? {}), ([name, property]) =>
      value[name] === undefined ? null : firstMistake(property, value[name], `${path}/${name}`),
    );
  }
  return null;
}

function firstOf<T>(
  items: readonly T[],
  mistakeIn: (item: T, index: number) => string | null,
): string | null {
  for (const [index, item] of items.entries()) {
    const mistake = mistakeIn(item, index);
    if (mistake !== null) return mistake;
  }
  return null;
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "object":
      return isRecord(value);
    default:
      return typeof value === type;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
