import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { filters, type Filter } from "./rows.ts";

/** What is searched and shown; in the address as well, a moment after it was typed. */
export function useBindingFilter() {
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get("q") ?? "");
  const filter = filters.find((one) => one === search.get("filter")) ?? "all";

  function write(values: { q: string; filter: Filter }): void {
    setSearch(
      (now) => {
        for (const [name, value] of Object.entries(values)) {
          if (value === "" || value === "all") now.delete(name);
          else now.set(name, value);
        }
        return now;
      },
      { replace: true },
    );
  }

  useEffect(() => {
    if (text === (search.get("q") ?? "")) return undefined;
    const timer = setTimeout(() => write({ q: text, filter }), 400);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- what is typed is written, nothing else
  }, [text]);

  return {
    text,
    filter,
    setText,
    setFilter: (next: Filter) => write({ q: text, filter: next }),
    clear: () => {
      setText("");
      write({ q: "", filter: "all" });
    },
  };
}
