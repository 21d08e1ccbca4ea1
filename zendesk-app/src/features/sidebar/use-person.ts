import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Api } from "../../api/api.ts";
import { callsQuery } from "../../calls/queries.ts";
import type { Scope } from "../../calls/scope.ts";
import { useFrame } from "../../frame.tsx";
import { MaybeUser, UserAnswer } from "../../zaf/schema.ts";
import { idOf, type Zaf } from "../../zaf/zaf.ts";
import { numbersOf, type StoredNumber } from "./numbers-of.ts";

/** Whom the page is about. */
export type ShownPerson = { id: number; name: string; numbers: StoredNumber[] };

/** Where Zendesk tells whom a page is about. */
export type PersonPath = "ticket.requester" | "user";

/** The requester of the ticket, or the user of the page; followed as they change. Null when there is nobody yet. */
export function usePerson(path: PersonPath) {
  const { zaf } = useFrame();
  const queries = useQueryClient();
  const query = useMemo(() => personQuery(zaf, path), [zaf, path]);
  useEffect(() => {
    const again = (): void => void queries.invalidateQueries({ queryKey: query.queryKey });
    const stops = ["id", "name", "identities"].map((name) => zaf.on(`${path}.${name}.changed`, again));
    return () => stops.forEach((stop) => stop());
  }, [zaf, path, queries, query]);
  return useQuery(query);
}

/** Whom the page is about, with the first of their calls, asked for before there is anything to show them in. */
export async function prefetchPerson(
  queries: QueryClient,
  zaf: Zaf,
  api: Api,
  path: PersonPath,
): Promise<void> {
  await queries.prefetchQuery(personQuery(zaf, path));
  const person = queries.getQueryData(personQuery(zaf, path).queryKey);
  if (person != null) await queries.prefetchInfiniteQuery(callsQuery(api, callsWith(person)));
}

/** All the calls with a person. */
export function callsWith({ id, numbers }: ShownPerson): Extract<Scope, { kind: "user" }> {
  return { kind: "user", user: id, numbers: numbers.map(({ number }) => number) };
}

function personQuery(zaf: Zaf, path: PersonPath) {
  return queryOptions({
    queryKey: ["person", path],
    retry: 2,
    queryFn: async (): Promise<ShownPerson | null> => {
      const user = await zaf.get(path, MaybeUser);
      const id = idOf(user?.id);
      if (user == null || id === null) return null;
      // A number that several people share stands with the user only, not among the identities.
      const { user: stored } = await zaf
        .read(`/api/v2/users/${id}.json`, UserAnswer)
        .catch(() => ({ user: { phone: null, shared_phone_number: null } }));
      return { id, name: user.name ?? "", numbers: numbersOf(user, stored) };
    },
  });
}
