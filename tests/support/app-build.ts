import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAppIfStale } from "../../scripts/build-app.mjs";
import { withLock } from "./lock.ts";

/** Before the first test of a run: the app as its sources are now. */
export async function setup(): Promise<void> {
  await withLock(join(tmpdir(), "deskline-app-build.lock"), buildAppIfStale);
}

/** Builds the app where there is no build at all; one that is there is left alone, as others may be using it. */
export async function haveAppBuilt(): Promise<void> {
  if (!existsSync(new URL("../../zendesk-app/dist/zaf_sdk.js", import.meta.url))) await setup();
}
