import { useSearchParams } from "react-router";
import { nextSort, readSort, type Sort } from "./sorted.ts";

export type Sorting<Column extends string> = { sort: Sort<Column> | null; press: (by: Column) => void };

/** By what a table is sorted; it stands in the address, and so outlives a reload. */
export function useSort<Column extends string>(columns: readonly Column[]): Sorting<Column> {
  const [search, setSearch] = useSearchParams();
  const sort = readSort(search.get("sort"), columns);
  return {
    sort,
    press: (by) =>
      setSearch(
        (now) => {
          const next = nextSort(sort, by);
          if (next === null) now.delete("sort");
          else now.set("sort", next);
          return now;
        },
        { replace: true },
      ),
  };
}
