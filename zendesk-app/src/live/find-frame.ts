import type { Location } from "@deskline/shared/app";
import type { Zaf } from "../zaf/zaf.ts";

/** The guid of the frame that lives there in this browser tab; null while there is none. */
export async function findFrame(zaf: Zaf, where: Location): Promise<string | null> {
  const found = (await zaf.instances()).find(({ location }) => location === where);
  return found?.guid ?? null;
}
