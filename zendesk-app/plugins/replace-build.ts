import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Has a build made in a folder of its own below `beside`, and puts it in the place of the one before when it is whole.
 * One that fails changes nothing: a service that runs goes on with what it has.
 */
export async function replaceBuild(
  place: string,
  beside: string,
  make: (fresh: string) => Promise<unknown>,
): Promise<void> {
  const work = join(beside, randomUUID());
  const [fresh, old] = [join(work, "fresh"), join(work, "old")];
  await mkdir(work, { recursive: true });
  try {
    await make(fresh);
    if (existsSync(place)) await rename(place, old);
    await rename(fresh, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
