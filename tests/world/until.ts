import { setTimeout as sleep } from "node:timers/promises";

const patienceMs = 60_000;

/** Asks until the answer is yes. @throws after a minute, naming what was waited for */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}
