import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { withLock } from "./lock.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the app where there is no build yet. `npm test` has made one before the first test. */
export async function haveAppBuilt(): Promise<void> {
  const page = join(root, "zendesk-app/dist/index.html");
  if (existsSync(page)) return;
  await withLock(join(tmpdir(), "deskline-app-build.lock"), async () => {
    if (existsSync(page)) return;
    const vite = join(root, "node_modules/vite/bin/vite.js");
    await promisify(execFile)(process.execPath, [vite, "build"], { cwd: join(root, "zendesk-app") });
  });
}
