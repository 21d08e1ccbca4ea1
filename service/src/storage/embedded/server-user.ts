import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { EmbeddedPostgresError } from "./errors.ts";
import type { EmbeddedPaths } from "./paths.ts";

/**
 * Who runs initdb and postgres. PostgreSQL refuses to run as root, so a root service hands it to another user;
 * "reader" is that user plus the capability to walk through directories closed to it, such as /root.
 */
export type ServerUser = { kind: "self" } | { kind: "other" | "reader"; uid: number; gid: number };

const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin";

type Command = { file: string; args: string[]; options: SpawnOptions };

/** The command that runs a program as that user, with nothing of our environment that libpq or initdb would obey. */
export function commandAs(user: ServerUser, program: string, args: string[]): Command {
  const options: SpawnOptions = { cwd: "/", env: { PATH: systemPath, LC_ALL: "C" } };
  if (user.kind === "self") return { file: program, args, options };
  if (user.kind === "other")
    return { file: program, args, options: { ...options, uid: user.uid, gid: user.gid } };
  const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"];
  const keep = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  return { file: "setpriv", args: [...drop, ...keep, program, ...args], options };
}

/** Chooses the user for a data directory: ourselves, or as root the cluster's owner, else postgres, else nobody. */
export function chooseServerUser(paths: EmbeddedPaths): ServerUser {
  const ownUid = process.geteuid?.();
  const owner = statSync(paths.cluster, { throwIfNoEntry: false });
  if (ownUid !== 0) {
    if (owner === undefined || owner.uid === ownUid) return { kind: "self" };
    throw new EmbeddedPostgresError(
      `The database in ${paths.cluster} belongs to user ${owner.uid}, not to ${ownUid}. Run Deskline as that user, or change the owner: chown -R ${ownUid} ${paths.home}`,
    );
  }
  const account =
    owner !== undefined && owner.uid !== 0
      ? { uid: owner.uid | 0, gid: owner.gid | 0 }
      : (lookUpAccount("postgres") ?? lookUpAccount("nobody"));
  if (account === null) {
    throw new EmbeddedPostgresError(
      "Deskline runs as root, which PostgreSQL refuses, and there is no account postgres or nobody to run it as. Run Deskline as an ordinary user, or set DATABASE_URL.",
    );
  }
  // A restored backup often belongs to root; PostgreSQL wants its files to be its own.
  if (owner?.uid === 0)
    spawnSync("chown", ["-R", `${account.uid >>> 0}:${account.gid >>> 0}`, paths.cluster]);
  return withReach(account, paths);
}

/** Runs a program to its end. Rejects only when it cannot be started. */
export async function run(
  user: ServerUser,
  program: string,
  args: string[],
  input = "",
): Promise<{ code: number | null; output: string }> {
  const command = commandAs(user, program, args);
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(command.file, command.args, { ...command.options, stdio: "pipe" });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stdin?.on("error", () => {}); // a program that does not read its input closes it
  child.stdin?.end(input);
  child.on("error", reject).on("close", (code) => resolve({ code, output }));
  return await promise;
}

function withReach(account: { uid: number; gid: number }, paths: EmbeddedPaths): ServerUser {
  const other: ServerUser = { kind: "other", ...account };
  if (canEnter(other, paths.home)) return other;
  const reader: ServerUser = { kind: "reader", ...account };
  if (process.platform === "linux" && canEnter(reader, paths.home)) return reader;
  throw new EmbeddedPostgresError(
    `PostgreSQL runs as user ${account.uid}, who cannot get to DATA_DIR ${paths.dataDir}. Set DATA_DIR to a directory such as /var/lib/deskline, or set DATABASE_URL.`,
  );
}

function canEnter(user: ServerUser, directory: string): boolean {
  const command = commandAs(user, "/bin/sh", ["-c", 'cd -- "$1"', "sh", directory]);
  return spawnSync(command.file, command.args, { ...command.options, stdio: "ignore" }).status === 0;
}

function lookUpAccount(name: string): { uid: number; gid: number } | null {
  const uid = askId("-u", name);
  const gid = askId("-g", name);
  return uid === null || gid === null || uid === 0 ? null : { uid, gid };
}

/** Signed, as Node's spawn takes it: nobody is 4294967294 on macOS. */
function askId(option: "-u" | "-g", name: string): number | null {
  const answer = spawnSync("id", [option, name], { encoding: "utf8" });
  return answer.status === 0 ? Number(answer.stdout.trim()) | 0 : null;
}
