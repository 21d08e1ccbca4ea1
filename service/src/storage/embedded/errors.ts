/** The embedded database cannot be used; the message is one line with the cause and the cure. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

const otherPlace = "or set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL server of your own";

/** Turns a failed file operation or spawn on the data directory into its cause and cure. */
export function explainFailure(error: unknown, directory: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  return new EmbeddedPostgresError(causeAndCure(error, directory), { cause: error });
}

export function diskFull(directory: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The disk of DATA_DIR ${directory} is full. Free some space, ${otherPlace}.`,
  );
}

/** A write that is cut short says so without the system's "No space left on device". */
export function saysDiskFull(output: string): boolean {
  return /No space left on device|Check free disk space|wrote only \d+ of \d+ bytes/.test(output);
}

function causeAndCure(error: unknown, directory: string): string {
  const code = errorCode(error) ?? "none";
  const path = errorPath(error) ?? directory;
  const user = process.geteuid?.() ?? "?";
  if (code === "ENOENT" && isMkdir(error))
    return `DATA_DIR ${directory} cannot be made: that file system takes no new directories. Set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL server of your own.`;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return `User ${user} may not use ${path} in DATA_DIR ${directory}. Give the directory to that user (chown -R), ${otherPlace}.`;
    case "EROFS":
      return `DATA_DIR ${directory} is on a read-only file system. Make it writable, ${otherPlace}.`;
    case "ENOTDIR":
    case "EEXIST":
    case "EISDIR":
      return `A file is in the way of DATA_DIR ${directory} (${path}). Move it away, ${otherPlace}.`;
    case "ENOSPC":
    case "EDQUOT":
      return diskFull(directory).message;
    default:
      return `The embedded database in ${directory} cannot start: ${firstLine(error)}. Look into postgres/server.log there, ${otherPlace}.`;
  }
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

function errorPath(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("path" in error)) return undefined;
  return typeof error.path === "string" ? error.path : undefined;
}

function isMkdir(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "mkdir";
}

/** The first line of an error's message, without a closing full stop. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").trim().replace(/\.$/, "");
}
