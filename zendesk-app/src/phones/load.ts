import { queryOptions } from "@tanstack/react-query";
import metadataUrl from "libphonenumber-js/metadata.min.json?url";
import type { PhoneReader } from "./read.ts";

/** The rules of all countries come as data beside the code: a third of what code of them would cost to start. */
export const phonesQuery = queryOptions({
  queryKey: ["phones"],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: 2,
  queryFn: async (): Promise<PhoneReader> => {
    const [{ createReader }, answer] = await Promise.all([import("./read.ts"), fetch(metadataUrl)]);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return createReader(await answer.json());
  },
});
