import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@deskline/service/storage/embedded/server";

/** The URL of an empty database on a PostgreSQL of the program's own, for programs that Vitest does not start. */
export async function startOwnDatabase(stack: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "deskline-database-"));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ directory, log: () => undefined });
  stack.defer(() => server.stop());
  return server.url;
}
