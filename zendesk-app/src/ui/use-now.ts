import { useFrame } from "../frame.tsx";
import { useTick } from "./use-tick.ts";

/** The time of the service, told anew every so often while it is wanted. */
export function useNow(everyMs: number): number {
  return useTick(useFrame().api.clock, everyMs);
}
