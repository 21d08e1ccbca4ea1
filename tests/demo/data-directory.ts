import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathsOf } from "@deskline/service/storage/embedded/paths";
import { startEmbeddedPostgres } from "@deskline/service/storage/embedded/server";

/** A fresh DATA_DIR, removed with the stack. */
export function makeDataDirectory(stack: AsyncDisposableStack): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "deskline-demo-")));
  stack.defer(async () => {
    try {
      await stopOrphan(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  });
  return directory;
}

/** A service that was killed leaves its database running: taken over, and stopped. */
async function stopOrphan(directory: string): Promise<void> {
  if (!existsSync(pathsOf(directory).pidFile)) return;
  const server = await startEmbeddedPostgres({ directory, log: () => undefined });
  await server.stop();
}
