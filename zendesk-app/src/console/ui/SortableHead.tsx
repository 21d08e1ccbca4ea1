import { SortableCell } from "@zendeskgarden/react-tables";
import type { Sorting } from "./use-sort.ts";

type Props<Column extends string> = {
  column: Column;
  label: string;
  width?: string;
  sorting: Sorting<Column>;
};

/** The head of a column, which sorts the table by it when it is pressed. */
export function SortableHead<Column extends string>({ column, label, width, sorting }: Props<Column>) {
  const { sort, press } = sorting;
  const isBy = sort?.by === column;
  return (
    <SortableCell
      {...(width === undefined ? {} : { width })}
      {...(isBy ? { sort: sort.down ? ("desc" as const) : ("asc" as const) } : {})}
      onClick={() => press(column)}
    >
      {label}
    </SortableCell>
  );
}
