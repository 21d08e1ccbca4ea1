import { setTimeout as sleep } from "node:timers/promises";

/**
 * So long a test waits for what is to come: a busy machine may take a while over what is quick on another, and the
 * service lets up to 75 seconds pass between two tries.
 */
export const patienceMs = 90_000;

/** Asks until the answer is yes. @throws when patience ends, naming what was waited for */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}
