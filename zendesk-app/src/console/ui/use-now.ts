import { useTick } from "../../ui/use-tick.ts";
import { useConsole } from "../console.tsx";

/** The time of the service, told anew every so often while it is wanted. */
export function useNow(everyMs: number): number {
  return useTick(useConsole().api.clock, everyMs);
}
