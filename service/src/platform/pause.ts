import { setTimeout as sleep } from "node:timers/promises";

/** Waits, shorter if told to stop. Never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
