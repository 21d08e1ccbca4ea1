import { useQueryClient, type QueryKey } from "@tanstack/react-query";

/** Shows what an answer told, whatever was asked before it and answers late. */
export function useKept<T>(queryKey: QueryKey): (answer: T) => Promise<T> {
  const queries = useQueryClient();
  return async (answer) => {
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData(queryKey, answer);
    return answer;
  };
}
