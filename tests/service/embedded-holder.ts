/**
 * A process that holds the embedded server of the directory it is given, as the service does: prints one line of JSON
 * when it is ready or has failed, and stops on SIGTERM.
 */
import { startEmbeddedPostgres } from "@deskline/service/storage/embedded/server";

const directory = process.argv[2] ?? "";
try {
  const server = await startEmbeddedPostgres({
    directory,
    log: (line) => process.stderr.write(`${line}\n`),
    onLost: (error) => process.stdout.write(`${JSON.stringify({ kind: "lost", message: error.message })}\n`),
  });
  process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ kind: "ready", url: server.url, origin: server.origin })}\n`);
} catch (error) {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stdout.write(`${JSON.stringify({ kind: "failed", message })}\n`);
  process.exitCode = 1;
}
