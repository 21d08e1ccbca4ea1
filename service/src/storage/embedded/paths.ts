import { accessSync, chmodSync, constants, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeDirectory } from "../../platform/make-directory.ts";

/** Where the embedded server keeps what it has, all below DATA_DIR/postgres. */
export type EmbeddedPaths = {
  /** DATA_DIR, absolute and without symbolic links, so that it compares equal to what PostgreSQL reports. */
  dataDir: string;
  home: string;
  cluster: string;
  password: string;
  pidFile: string;
  log: string;
  lock: string;
  /** Who holds the lock, for the message to the second process. */
  holder: string;
};

export function pathsOf(dataDir: string): EmbeddedPaths {
  const home = join(dataDir, "postgres");
  return {
    dataDir,
    home,
    cluster: join(home, "cluster"),
    password: join(home, "password"),
    pidFile: join(home, "cluster", "postmaster.pid"),
    log: join(home, "server.log"),
    lock: join(home, "lock"),
    holder: join(home, "lock.holder"),
  };
}

/** Creates DATA_DIR and its postgres/ directory where they are missing. Throws file system errors as they come. */
export function prepareDirectory(directory: string): EmbeddedPaths {
  const wanted = resolve(directory);
  const root = process.geteuid?.() === 0;
  // The server of a root service runs as another user, who needs the way through whatever umask root has.
  createDirectory(wanted, root ? 0o755 : undefined);
  const paths = pathsOf(realpathSync(wanted));
  createDirectory(paths.home, root ? 0o711 : 0o700);
  accessSync(paths.home, constants.W_OK | constants.X_OK);
  return paths;
}

function createDirectory(path: string, mode: number | undefined): void {
  if (makeDirectory(path) && mode !== undefined) chmodSync(path, mode);
}
