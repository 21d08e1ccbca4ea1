import { QueryClient } from "@tanstack/react-query";
import { isPassing } from "../../api/problem.ts";

/** Reading is tried again for as long as what is in the way may pass; a page that is looked at again asks anew. */
export function createConsoleQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 1_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 1 && isPassing(error),
        retryDelay: 1_000,
      },
      mutations: { networkMode: "always" },
    },
  });
}
