import { queryOptions } from "@tanstack/react-query";
import type { MetadataJson } from "libphonenumber-js/core";
import metadataUrl from "libphonenumber-js/metadata.min.json?url";

/** The rules of all countries come as data beside the code: a third of what code of them would cost to start. */
export const phonesQuery = queryOptions({
  queryKey: ["phones"],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: 2,
  queryFn: async () => {
    const answer = await fetch(metadataUrl);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()) as MetadataJson;
  },
});
