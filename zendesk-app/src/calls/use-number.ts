import { useQuery } from "@tanstack/react-query";
import { useFrame } from "../frame.tsx";
import { usePhones } from "../phones/use-phones.ts";
import { meQuery } from "./queries.ts";

/** Writes numbers as people in the integration's country do. */
export function useNumberFormat(): (number: string) => string {
  const { api } = useFrame();
  const { data: country = "" } = useQuery({ ...meQuery(api), select: (me) => me.integration.country });
  const phones = usePhones();
  return (number) => phones?.format(number, country) ?? number;
}
