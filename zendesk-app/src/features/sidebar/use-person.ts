import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useFrame } from "../../frame.tsx";
import { personQuery, type PersonPath } from "./person.ts";

/** The requester of the ticket, or the user of the page; followed as they change. Null when there is nobody yet. */
export function usePerson(path: PersonPath) {
  const { zaf } = useFrame();
  const queries = useQueryClient();
  const query = useMemo(() => personQuery(zaf, path), [zaf, path]);
  useEffect(() => {
    const { queryKey } = query;
    const again = (): void => void queries.invalidateQueries({ queryKey });
    // Nobody is to call the one before while the next is being looked up.
    const anew = (): void => void queries.resetQueries({ queryKey });
    const stops = [
      zaf.on(`${path}.id.changed`, anew),
      ...["name", "identities"].map((name) => zaf.on(`${path}.${name}.changed`, again)),
    ];
    return () => stops.forEach((stop) => stop());
  }, [zaf, path, queries, query]);
  return useQuery(query);
}
