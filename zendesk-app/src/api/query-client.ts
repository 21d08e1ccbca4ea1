import { QueryClient } from "@tanstack/react-query";
import { isPassing } from "./problem.ts";

/** Reading is tried again for as long as what is in the way may pass; another refusal is final. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (_count, error) => isPassing(error),
        retryDelay: (count) => Math.min(1000 * 2 ** count, 15_000) * (0.75 + Math.random() / 2),
      },
      mutations: { networkMode: "always" },
    },
  });
}
