import { aliasUrl } from "../account.ts";
import type { Call } from "./call.ts";
import { noteMistake } from "./fields.ts";
import { invalidPagination } from "./refusal.ts";

export const paginationKeys = [
  "page",
  "per_page",
  "page[size]",
  "page[after]",
  "page[before]",
  "sort",
  "sort_by",
  "sort_order",
];

export type SortKey = string | number;
type Row = { id: number };
type Sorts<T> = Readonly<Record<string, (row: T) => SortKey>>;
export type Page<T> = { rows: T[]; envelope: Record<string, unknown> };

/** Cuts a list in the dialect the request asks for: cursor with `page[size]`, else offset. */
export function paginate<T extends Row>(call: Call, rows: T[], sorts: Sorts<T> = {}, maxSize = 100): Page<T> {
  const all: Sorts<T> = { id: (row) => row.id, ...sorts };
  const cursor = ["page[size]", "page[after]", "page[before]"].some((key) => call.query.has(key));
  return cursor ? cursorPage(call, rows, all, maxSize) : offsetPage(call, rows, all);
}

function cursorPage<T extends Row>(call: Call, rows: T[], sorts: Sorts<T>, maxSize: number): Page<T> {
  for (const key of ["sort_by", "sort_order", "page", "per_page"]) {
    if (call.query.has(key)) noteMistake(call, `${key} is dropped silently under cursor pagination`);
  }
  const size = cursorSize(call, maxSize);
  const sort = call.query.get("sort") ?? "id";
  const keyOf = sorts[sort.replace(/^-/, "")];
  if (keyOf === undefined) {
    throw invalidPagination("InvalidPaginationParameter", `sort is not valid: ${sort}`);
  }
  const direction = sort.startsWith("-") ? -1 : 1;
  const compare = (a: [SortKey, number], b: [SortKey, number]) => direction * compareKeys(a, b);
  const place = (row: T): [SortKey, number] => [keyOf(row), row.id];
  const sorted = rows.toSorted((a, b) => compare(place(a), place(b)));
  const after = readCursor(call, "page[after]", sort);
  const before = readCursor(call, "page[before]", sort);
  let candidates = sorted;
  if (after !== null) candidates = sorted.filter((row) => compare(place(row), after) > 0);
  if (before !== null) candidates = sorted.filter((row) => compare(place(row), before) < 0);
  const backwards = before !== null && after === null;
  const page = backwards ? candidates.slice(-size) : candidates.slice(0, size);
  const first = page[0];
  const last = page.at(-1);
  const afterCursor = last === undefined ? null : writeCursor(sort, place(last));
  const beforeCursor = first === undefined ? null : writeCursor(sort, place(first));
  return {
    rows: page,
    envelope: {
      meta: {
        has_more: candidates.length > page.length,
        after_cursor: afterCursor,
        before_cursor: beforeCursor,
      },
      links: {
        prev: cursorLink(call, "page[before]", beforeCursor),
        next: cursorLink(call, "page[after]", afterCursor),
      },
    },
  };
}

/** Reads `page[size]`, refusing what is not between 1 and `max`. */
export function cursorSize(call: Call, max: number): number {
  const text = call.query.get("page[size]") ?? String(Math.min(100, max));
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > max) {
    throw invalidPagination("InvalidPaginationParameter", `page[size] is not valid: ${text}`);
  }
  return size;
}

function cursorLink(call: Call, key: string, cursor: string | null): string | null {
  if (cursor === null) return null;
  const query = new URLSearchParams(call.query);
  query.delete("page[after]");
  query.delete("page[before]");
  query.set(key, cursor);
  return aliasUrl(call.account, `${call.path}?${query}`);
}

function writeCursor(sort: string, place: [SortKey, number]): string {
  return Buffer.from(JSON.stringify({ o: sort, v: place })).toString("base64");
}

function readCursor(call: Call, name: string, sort: string): [SortKey, number] | null {
  const text = call.query.get(name);
  if (text === null) return null;
  const decoded = Buffer.from(text, "base64").toString();
  try {
    const { o, v }: { o?: unknown; v?: unknown } = JSON.parse(decoded);
    if (o === sort && Array.isArray(v) && typeof v[1] === "number") {
      const key: unknown = v[0];
      if (typeof key === "string" || typeof key === "number") return [key, v[1]];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw invalidPagination("InvalidPaginationParameter", `${name} is not valid`);
}

function compareKeys(a: [SortKey, number], b: [SortKey, number]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1];
}

function offsetPage<T extends Row>(call: Call, rows: T[], sorts: Sorts<T>): Page<T> {
  const { page, perPage } = offsetPosition(call);
  if (page > 100 || page * perPage > 10_000) {
    throw invalidPagination("InvalidPaginationDepth", "Number of pages cannot exceed 100");
  }
  const sortBy = call.query.get("sort_by");
  const keyOf = sorts[sortBy ?? "id"];
  if (keyOf === undefined || call.query.has("sort")) {
    noteMistake(call, "unknown sort under offset pagination");
  }
  const direction = call.query.get("sort_order") === "desc" ? -1 : 1;
  const place = (row: T): [SortKey, number] => [keyOf?.(row) ?? row.id, row.id];
  const sorted = rows.toSorted((a, b) => direction * compareKeys(place(a), place(b)));
  return {
    rows: sorted.slice((page - 1) * perPage, page * perPage),
    envelope: offsetEnvelope(call, rows.length, page, perPage),
  };
}

export function offsetPosition(call: Call): { page: number; perPage: number } {
  const page = Number(call.query.get("page") ?? 1);
  const perPage = Number(call.query.get("per_page") ?? 100);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(perPage) || perPage < 1) {
    throw invalidPagination("InvalidPaginationParameter", "page and per_page must be positive integers");
  }
  if (perPage > 100) noteMistake(call, "per_page above 100 is cut to 100");
  return { page, perPage: Math.min(100, perPage) };
}

export function offsetEnvelope(call: Call, count: number, page: number, perPage: number) {
  const link = (to: number) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(to));
    return aliasUrl(call.account, `${call.path}?${query}`);
  };
  return {
    next_page: page * perPage < count ? link(page + 1) : null,
    previous_page: page > 1 ? link(page - 1) : null,
    count,
  };
}
