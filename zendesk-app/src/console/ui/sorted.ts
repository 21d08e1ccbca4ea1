/** How a table is sorted: by which column, and whether from its end. */
export type Sort<Column extends string> = { by: Column; down: boolean };

/** What rows are compared by; what there is none of comes last, either way. */
export type SortValue = string | number | null;

/** The rows in another order; those that are alike stay in theirs. Words are compared as `locale` has them. */
export function sorted<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
  down: boolean,
  locale: string,
): Row[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  const values = new Map(rows.map((row) => [row, valueOf(row)]));
  return rows.toSorted((one, other) => {
    const [a = null, b = null] = [values.get(one), values.get(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
    return down ? -order : order;
  });
}

/** In the address `name` sorts up by a column, and `-name` down. */
export function readSort<Column extends string>(
  text: string | null,
  columns: readonly Column[],
): Sort<Column> | null {
  const by = columns.find((one) => one === text?.replace(/^-/, ""));
  return by === undefined ? null : { by, down: text?.startsWith("-") === true };
}

/** Up, down, and as it was. */
export function nextSort<Column extends string>(now: Sort<Column> | null, by: Column): string | null {
  if (now?.by !== by) return by;
  return now.down ? null : `-${by}`;
}
