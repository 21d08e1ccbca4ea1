import { setTimeout as sleep } from "node:timers/promises";
import type { Location } from "@deskline/shared/app";
import type { WorkspacePage } from "../../world/zaf-host/workspace-page.ts";

const lookEveryMs = 500;
const quietMs = 1_500;
const patienceMs = 60_000;

/** Waits until a location's frame loads no more script, and says how many bytes it was, as it came over the wire. */
export async function onceQuiet(tab: WorkspacePage, place: Location): Promise<number> {
  const end = Date.now() + patienceMs;
  let last = { bytes: 0, at: Date.now() };
  while (Date.now() < end) {
    await sleep(lookEveryMs);
    const bytes = await scriptBytesSoFar(tab, place);
    if (bytes !== last.bytes) last = { bytes, at: Date.now() };
    else if (bytes > 0 && Date.now() - last.at >= quietMs) return bytes;
  }
  throw new Error(`${place} loads no script, or never ends to`);
}

async function scriptBytesSoFar(tab: WorkspacePage, place: Location): Promise<number> {
  const frame = tab.page.frames().find((one) => one.url().includes(`/${place}?`));
  if (frame === undefined) return 0;
  return frame.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}
