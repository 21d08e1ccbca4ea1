import { z } from "zod";

export type Answer = { errcode: number; errmsg: string } & Record<string, unknown>;

const messages: Record<number, string> = {
  [-2]: "INTERNAL SERVER ERROR",
  [-1]: "FAILURE",
  0: "SUCCESS",
  10001: "INTERFACE NOT EXISTED",
  10004: "TOKEN EXPIRED",
  10005: "ACCESS DENIED",
  10009: "OPERATION FAILED",
  40001: "PARAMETER SYNTAX ERROR",
  40002: "PARAMETER ERROR",
  40003: "DUPLICATE KEY VALUE",
  60001: "DATA NOT FOUND",
  60002: "MAX LIMITATION EXCEEDED",
  70004: "ACCOUNT IP BLOCKED",
  70087: "IP FORBIDDEN",
  70091: "CONNECTION_RELATION_EXISTED",
  70093: "PHONEBOOK_NOT_EXISTED",
  70123: "API UNAVAILABLE",
  70128: "CONTACTS_NOT_EXISTED",
  70130: "CAHNNEL ID NOT FOUND",
  70132: "OPERATION NOT SUPPORTED",
};

export function success(more: Record<string, unknown> = {}): Answer {
  return { errcode: 0, errmsg: "SUCCESS", ...more };
}

/** Failures are HTTP 200 too; the number says what went wrong, in the PBX's own spelling. */
export function failure(errcode: number, more: Record<string, unknown> = {}): Answer {
  return { errcode, errmsg: messages[errcode] ?? "FAILURE", ...more };
}

export function invalid(...parameters: { value: string; validation_type: string }[]): Answer {
  return failure(40002, { invalid_param_list: parameters });
}

export type Caller = { ip: string; token: string; note: (unexpected: string) => void };

export type Endpoint = {
  method: "GET" | "POST";
  /** Below the host, such as `/openapi/v1.0/call/dial`. */
  path: string;
  /** Whether a valid access token is needed. */
  open: boolean;
  answer(parameters: unknown, caller: Caller): Answer;
};

/** An endpoint that knows its parameters: bad ones are 40002, unknown ones are noted and ignored. */
export function endpoint<Shape extends z.ZodRawShape>(
  method: "GET" | "POST",
  name: string,
  shape: Shape,
  handle: (parameters: z.output<z.ZodObject<Shape>>, caller: Caller) => Answer,
  options: { open?: boolean } = {},
): Endpoint {
  const schema = z.object(shape);
  const path = name.startsWith("/") ? name : `/openapi/v1.0/${name}`;
  return {
    method,
    path,
    open: options.open ?? false,
    answer(parameters, caller) {
      if (typeof parameters !== "object" || parameters === null) return failure(40001);
      for (const key of unknownKeys(parameters, schema))
        caller.note(`${method} ${path}: unknown field ${key}`);
      const parsed = schema.safeParse(parameters);
      if (parsed.success) return handle(parsed.data, caller);
      return invalid(
        ...parsed.error.issues.map((issue) => ({ value: issue.path.join("."), validation_type: issue.code })),
      );
    },
  };
}

/** Names, with their path, of what the schema does not know, lists of objects included. */
function unknownKeys(value: object, schema: z.ZodObject): string[] {
  const shape: Record<string, unknown> = schema.shape;
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = shape[key];
    if (!known) return [key];
    const element = elementOf(known);
    if (!element || !Array.isArray(inner)) return [];
    return inner.flatMap((item: unknown) =>
      typeof item === "object" && item !== null
        ? unknownKeys(item, element).map((name) => `${key}[].${name}`)
        : [],
    );
  });
}

function elementOf(schema: unknown): z.ZodObject | null {
  if (schema instanceof z.ZodOptional) return elementOf(schema.unwrap());
  if (!(schema instanceof z.ZodArray)) return null;
  return schema.element instanceof z.ZodObject ? schema.element : null;
}

/** A whole number written in a query string. */
export const numeral = z.string().regex(/^\d+$/).transform(Number);

/** `"12,15"`. */
export const numerals = z
  .string()
  .regex(/^\d+(,\d+)*$/)
  .transform((text) => text.split(",").map(Number));

const wholeNumber = (least: number, most: number) => numeral.pipe(z.number().min(least).max(most));

/** The paging parameters of every list call. */
export function paging(sortable: [string, ...string[]]) {
  return {
    page: wholeNumber(1, 1_000_000).default(1),
    page_size: wholeNumber(1, 10_000).default(10_000),
    sort_by: z.enum(sortable).optional(),
    order_by: z.enum(["asc", "desc"]).default("asc"),
  };
}

type Page = { page: number; page_size: number; sort_by?: string | undefined; order_by: "asc" | "desc" };

/** One page of rows, sorted by a field of theirs. */
export function pageOf(
  rows: readonly Record<string, unknown>[],
  { page, page_size, sort_by, order_by }: Page,
  sortKey: (row: Record<string, unknown>, field: string) => unknown = (row, field) => row[field],
): Answer {
  const sorted = [...rows];
  if (sort_by) sorted.sort((left, right) => compare(sortKey(left, sort_by), sortKey(right, sort_by)));
  if (order_by === "desc") sorted.reverse();
  const start = (page - 1) * page_size;
  return success({ total_number: rows.length, data: sorted.slice(start, start + page_size) });
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return (typeof left === "string" ? left : "").localeCompare(typeof right === "string" ? right : "");
}
