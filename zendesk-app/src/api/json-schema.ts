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
      const wrong = mistakeIn(schema, value);
      if (wrong !== null) throw new TypeError(`Not as agreed: ${wrong}`);
      return value;
    },
  };
}

/**
 * The path to the first mistake, put together on the way back: an answer can have thousands of items, and one that is
 * right is looked through without making anything.
 */
function mistakeIn(schema: JsonSchema, value: unknown): string | null {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return mistakeInAll(choices, value);
  if ("const" in schema && value !== schema.const) return "";
  if (schema.enum !== undefined && !schema.enum.includes(value)) return "";
  if (schema.type !== undefined && !hasOneOf(schema.type, value)) return "";
  if (Array.isArray(value)) return schema.items === undefined ? null : mistakeInItems(schema.items, value);
  return isRecord(value) ? mistakeInRecord(schema, value) : null;
}

function mistakeInAll(choices: readonly JsonSchema[], value: unknown): string | null {
  let last = "";
  for (const choice of choices) {
    const mistake = mistakeIn(choice, value);
    if (mistake === null) return null;
    last = mistake;
  }
  return last;
}

function mistakeInItems(schema: JsonSchema, items: readonly unknown[]): string | null {
  for (let index = 0; index < items.length; index += 1) {
    const mistake = mistakeIn(schema, items[index]);
    if (mistake !== null) return `/${index}${mistake}`;
  }
  return null;
}

function mistakeInRecord(
  { required = [], properties = {} }: JsonSchema,
  value: Record<string, unknown>,
): string | null {
  for (const name of required) if (!(name in value)) return `/${name}`;
  for (const name in properties) {
    const property = properties[name];
    if (property === undefined || value[name] === undefined) continue;
    const mistake = mistakeIn(property, value[name]);
    if (mistake !== null) return `/${name}${mistake}`;
  }
  return null;
}

function hasOneOf(types: string | readonly string[], value: unknown): boolean {
  if (typeof types === "string") return hasType(types, value);
  return types.some((type) => hasType(type, value));
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
