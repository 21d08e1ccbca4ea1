import { useEffect, useState } from "react";
import { useConsole } from "../console.tsx";

/** The time of the service, told anew every so often while it is wanted. */
export function useNow(everyMs: number): number {
  const { clock } = useConsole().api;
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, clock]);
  return now;
}
