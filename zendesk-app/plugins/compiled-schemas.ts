import { fileURLToPath, pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { z } from "zod";
import type { JsonSchema } from "../src/api/json-schema.ts";

const schemaFile = /\/(shared\/src\/[\w-]+|zendesk-app\/src\/.*\/schema)\.ts$/;
const reader = fileURLToPath(new URL("../src/api/json-schema.ts", import.meta.url));

/**
 * Replaces zod's schemas by what a reader of a few lines needs to check with: zod itself would be a sixth of all that
 * the sidebar may load. Files of schemas must say no more than JSON Schema can: no transforms, no refinements.
 */
export function compiledSchemas(): Plugin {
  return {
    name: "deskline:compiled-schemas",
    enforce: "pre",
    async load(id) {
      if (!schemaFile.test(id)) return null;
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href);
      const lines = Object.entries(exported).map(
        ([name, value]) => `export const ${name} = ${compiled(value)};`,
      );
      return {
        moduleType: "js",
        code: [`import { readerOf } from ${JSON.stringify(reader)};`, ...lines].join("\n"),
      };
    },
  };
}

function compiled(value: unknown): string {
  // It would be left out, and missed only where it is called.
  if (typeof value === "function") throw new Error("A file of schemas can have no functions");
  if (!(value instanceof z.ZodType)) return JSON.stringify(value);
  const { $schema: _, ...schema } = z.toJSONSchema(value, { io: "output", unrepresentable: "any" });
  return `/*#__PURE__*/ readerOf(${JSON.stringify(schema as JsonSchema, withoutBounds)})`;
}

/** The service has checked how long and how great values are. */
function withoutBounds(key: string, value: unknown): unknown {
  const bounds = [
    "additionalProperties",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "minLength",
    "maxLength",
    "default",
  ];
  return bounds.includes(key) && typeof value !== "object" ? undefined : value;
}
