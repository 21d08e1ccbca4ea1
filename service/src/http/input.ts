import type { ValidationTargets } from "hono";
import { validator } from "hono-openapi";
import type { z } from "zod";
import { problem, type HttpEnv } from "./problem.ts";

/** Takes a part of the request that fits the schema and can be kept, or answers `input_wrong`. Describes it for OpenAPI as well. */
export function input<
  T extends z.ZodType,
  Target extends keyof ValidationTargets,
  E extends HttpEnv,
  P extends string,
>(target: Target, schema: T) {
  return validator<T, Target, E, P>(target, schema, (result, c) =>
    result.success && canBeKept(result.data) ? undefined : problem(c, "input_wrong"),
  );
}

/** PostgreSQL takes neither a NUL nor half a character. */
function canBeKept(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(canBeKept);
}
