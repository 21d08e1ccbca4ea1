import { useEffect, useState } from "react";
import type { ServerClock } from "../api/server-clock.ts";

/** A clock's time, told anew every so often while it is wanted. */
export function useTick(clock: ServerClock, everyMs: number): number {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, clock]);
  return now;
}
