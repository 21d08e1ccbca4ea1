import { errorCodes, type ErrorCode } from "@deskline/shared/errors";
import type { ValidationTargets } from "hono";
import { validator } from "hono-openapi";
import type { z } from "zod";
import { problem, type HttpEnv } from "./problem.ts";

/** Takes a part of the request that fits the schema, and a body that can be kept, or answers `input_wrong` with what is wrong first, or the code of the field where that is. Describes it for OpenAPI as well. */
export function input<
  T extends z.ZodType,
  Target extends keyof ValidationTargets,
  E extends HttpEnv,
  P extends string,
>(target: Target, schema: T, codes: Partial<Record<string, ErrorCode>> = {}) {
  return validator<T, Target, E, P>(target, schema, (result, c) => {
    if (result.success && (target !== "json" || canBeKept(result.data))) return undefined;
    const issue = result.success ? undefined : result.error[0];
    const path = issue?.path?.map((part) => String(typeof part === "object" ? part.key : part)) ?? [];
    const code = codes[path[0] ?? ""];
    if (code !== undefined) return problem(c, code);
    const words = issue === undefined ? [] : [`${path.join(".")}: ${issue.message}`];
    return problem(c, "input_wrong", [errorCodes.input_wrong, ...words].join(" "));
  });
}

/** PostgreSQL takes neither a NUL nor half a character. */
function canBeKept(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(canBeKept);
}
