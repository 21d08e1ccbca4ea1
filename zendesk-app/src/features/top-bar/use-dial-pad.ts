import { DialPreview, Directory, People, type Me } from "@deskline/shared/app";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { callsQuery } from "../../calls/queries.ts";
import { useFrame } from "../../frame.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { isNumber, recentOf, suggestionsFor, type Suggestion } from "./core/suggestions.ts";
import type { Draft } from "./core/target.ts";

/** What stands in the dial pad. `problem` is why it was not dialled from elsewhere: a code, or `unreachable`. */
export type DialDraft = Draft & { problem: string | null };

export const emptyDraft: DialDraft = { text: "", order: null, problem: null };

const shortest = { name: 2, number: 3 };

/** Whom the text may mean, as one types. */
export function useSuggestions(text: string, me: Me): { suggestions: Suggestion[]; busy: boolean } {
  const { api } = useFrame();
  const q = useDebounced(text.trim(), 200);
  const asks = q.length >= (isNumber(q) ? shortest.number : shortest.name);
  const search = new URLSearchParams({ q }).toString();
  const people = useQuery({
    queryKey: ["people", q],
    enabled: asks,
    queryFn: ({ signal }) => api.get(`people?${search}`, People, signal),
    placeholderData: keepPreviousData,
  });
  const directory = useQuery({
    queryKey: ["directory", q],
    enabled: q !== "",
    queryFn: ({ signal }) => api.get(`directory?${search}`, Directory, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const { data: calls } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  const recent = useMemo(() => recentOf(calls ?? [], me.extension?.number ?? null), [calls, me.extension]);

  const typed = text.trim() !== "";
  const suggestions = suggestionsFor(text, {
    recent,
    people: typed && asks ? (people.data?.people ?? []) : [],
    extensions: typed ? (directory.data?.extensions ?? []) : [],
  }).filter(({ number }) => number !== me.extension?.number);
  return { suggestions, busy: typed && (q !== text.trim() || people.isFetching || directory.isFetching) };
}

/** The number as it will be dialled; null while that is not known. */
export function useDialPreview(number: string | null): DialPreview | null {
  const { api } = useFrame();
  const settled = useDebounced(number, 150);
  const { data } = useQuery({
    queryKey: ["preview", settled],
    enabled: settled !== null,
    queryFn: () => api.send("POST", "dial/preview", { number: settled }, DialPreview),
  });
  return settled === number ? (data ?? null) : null;
}
