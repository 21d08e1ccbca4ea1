import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { EmbeddedPostgresError, diskFull, errorCode, firstLine, saysDiskFull } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";
import { type ServerUser, run } from "./server-user.ts";

export const role = "deskline";

/**
 * Makes sure that DATA_DIR/postgres/cluster is a complete cluster of our major version; returns its password.
 * initdb works below a temporary name, so that a process killed on the way leaves nothing half made.
 */
export async function ensureCluster(
  paths: EmbeddedPaths,
  user: ServerUser,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<string> {
  await clearLeftovers(paths, log);
  const password = await ensurePassword(paths);
  const version = await readClusterVersion(paths);
  if (version === null) await createCluster(paths, user, binaries, password, log);
  else if (version !== binaries.majorVersion) throw wrongVersion(paths, version, binaries.majorVersion);
  return password;
}

/**
 * Gives the role the password of our file, for a cluster that was restored without it. Works on a stopped server, in
 * PostgreSQL's single-user mode, which needs no password.
 */
export async function resetPassword(
  paths: EmbeddedPaths,
  user: ServerUser,
  binaries: Binaries,
  password: string,
): Promise<void> {
  const statement = `ALTER ROLE ${role} PASSWORD '${password}';\n`; // base64url: nothing to escape
  await run(user, binaries.postgres, ["--single", "-D", paths.cluster, "postgres"], statement);
}

async function ensurePassword(paths: EmbeddedPaths): Promise<string> {
  const present = await readPassword(paths);
  if (present !== null) return present;
  const password = randomBytes(32).toString("base64url");
  const half = `${paths.password}.new`;
  await rm(half, { force: true });
  writeFileSync(half, `${password}\n`, { mode: 0o600, flush: true });
  renameSync(half, paths.password);
  return password;
}

/** null when there is no password file, or only an empty one. */
export async function readPassword(paths: EmbeddedPaths): Promise<string | null> {
  const text = await readFile(paths.password, "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  });
  const password = text.trim();
  return /^[\w-]+$/.test(password) ? password : null;
}

async function readClusterVersion(paths: EmbeddedPaths): Promise<string | null> {
  if (!existsSync(paths.cluster)) return null;
  const names = readdirSync(paths.cluster);
  if (names.includes("PG_VERSION")) return (await readFile(join(paths.cluster, "PG_VERSION"), "utf8")).trim();
  if (names.length === 0) return null;
  throw new EmbeddedPostgresError(
    `${paths.cluster} is not a PostgreSQL data directory (PG_VERSION is missing). Restore it from a backup, or move it away to start with an empty database.`,
  );
}

async function createCluster(
  paths: EmbeddedPaths,
  user: ServerUser,
  binaries: Binaries,
  password: string,
  log: (line: string) => void,
): Promise<void> {
  const half = await mkdtemp(join(paths.home, "new-"));
  const cluster = join(half, "cluster");
  const passwordFile = join(half, "password");
  await mkdir(cluster, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.kind !== "self") {
    for (const path of [passwordFile, cluster, half]) await chown(path, user.uid >>> 0, user.gid >>> 0);
  }
  const { code, output } = await run(user, binaries.initdb, [
    `--pgdata=${cluster}`,
    `--username=${role}`,
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    // Sorted by code point, upper and lower case by Unicode, the same on every machine.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ]);
  for (const line of output.split("\n")) if (line.trim() !== "") log(`initdb: ${line}`);
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    throw initdbFailed(paths, code, output);
  }
  renameSync(cluster, paths.cluster);
  syncDirectory(paths.home);
  await rm(half, { recursive: true, force: true });
}

/** An initdb that outlived its killed starter may still be writing; then the next start clears up. */
async function clearLeftovers(paths: EmbeddedPaths, log: (line: string) => void): Promise<void> {
  for (const name of readdirSync(paths.home)) {
    if (!name.startsWith("new-")) continue;
    await rm(join(paths.home, name), { recursive: true, force: true, maxRetries: 3 }).catch(
      (error: unknown) => {
        log(`could not clear ${name}: ${firstLine(error)}`);
      },
    );
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  fsyncSync(directory);
  closeSync(directory);
}

function initdbFailed(paths: EmbeddedPaths, code: number | null, output: string): EmbeddedPostgresError {
  if (saysDiskFull(output)) return diskFull(paths.dataDir);
  const reported =
    output.split("\n").find((line) => /error:|FATAL:|PANIC:/.test(line)) ?? `exit code ${code}`;
  return new EmbeddedPostgresError(
    `A database cannot be created in ${paths.home} (${reported.trim()}). Set DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

function wrongVersion(paths: EmbeddedPaths, found: string, wanted: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `${paths.cluster} was made by PostgreSQL ${found}; this Deskline brings ${wanted}. Dump it with the Deskline that made it and load the dump into a new DATA_DIR, or set DATABASE_URL to a PostgreSQL ${found} server.`,
  );
}
