import { useQuery } from "@tanstack/react-query";
import { phonesQuery } from "./load.ts";
import { createReader, type PhoneReader } from "./read.ts";

/** Undefined until the rules are there. */
export function usePhones(): PhoneReader | undefined {
  return useQuery({ ...phonesQuery, select: createReader }).data;
}
