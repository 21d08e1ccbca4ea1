import { errorCodes, Problem, type ErrorCode } from "@deskline/shared/errors";
import { describeRoute, resolver } from "hono-openapi";
import type { z } from "zod";
import { statusOf } from "../http/problem.ts";

/** What a route answers: of each status the schema of its JSON, or in words what it means. */
export type Answers = Record<number, z.ZodType | string>;

const refused = { "application/json": { schema: resolver(Problem) } };

/** Describes a route of the console's API for OpenAPI, with the codes of its refusals besides those that all have. */
export function describeAdmin(summary: string, answers: Answers, codes: ErrorCode[] = []) {
  return describe(summary, answers, codes, [{ operator: [] }, { session: [] }]);
}

/** As `describeAdmin`, for a route that needs nobody to be logged in. */
export function describeOpen(summary: string, answers: Answers, codes: ErrorCode[] = []) {
  return describe(summary, answers, codes, []);
}

function describe(
  summary: string,
  answers: Answers,
  codes: ErrorCode[],
  security: Record<string, string[]>[],
) {
  const byStatus = Map.groupBy(codes, statusOf);
  return describeRoute({
    summary,
    tags: ["console"],
    security,
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          typeof answer === "string"
            ? { description: answer }
            : { description: "JSON.", content: { "application/json": { schema: resolver(answer) } } },
        ]),
      ),
      ...Object.fromEntries(
        [...byStatus].map(([status, ofStatus]) => [
          status,
          { description: inWords(ofStatus), content: refused },
        ]),
      ),
      default: { description: "The code says what is in the way.", content: refused },
    },
  });
}

function inWords(codes: ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${errorCodes[code]}`).join(" ");
}
