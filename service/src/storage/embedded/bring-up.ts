import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Binaries } from "./binaries.ts";
import { resetPassword } from "./cluster.ts";
import { EmbeddedPostgresError, diskFull, saysDiskFull } from "./errors.ts";
import { launchPostgres, readLogSince } from "./launch.ts";
import type { EmbeddedPaths } from "./paths.ts";
import { type Postmaster, disarmStalePidFile, findPostmaster, stopPostmaster } from "./postmaster.ts";
import type { ServerUser } from "./server-user.ts";
import { ensureDatabase, lockDatabase, waitForAnswer } from "./session.ts";

type Site = {
  paths: EmbeddedPaths;
  user: ServerUser;
  binaries: Binaries;
  password: string;
  log: (line: string) => void;
  settings: Record<string, string>;
};

export type Running = {
  origin: "started" | "taken_over";
  server: Postmaster;
  client: pg.Client;
  port: number;
};

const maxAttempts = 8;

/**
 * Brings the server of a cluster up and claims it for this process.
 * Each round either ends with a server that answers, or removes one obstacle: an earlier process may have been killed
 * at any point, and its server may be starting, running, hanging or dying.
 */
export async function bringUp(site: Site): Promise<Running> {
  const running = await findOrLaunch(site);
  await claim(site.paths, running);
  return running;
}

async function findOrLaunch(site: Site): Promise<Running> {
  const { paths, log } = site;
  let hasReset = false;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    await disarmStalePidFile(paths, log);
    const orphan = findPostmaster(paths);
    const launched =
      orphan === null ? await launchPostgres(paths, site.user, site.binaries, site.settings) : null;
    const server = launched ?? orphan;
    if (server === null) continue;

    const answer = await waitForAnswer(paths, server, site.password);
    switch (answer.kind) {
      case "ready":
        return {
          origin: launched === null ? "taken_over" : "started",
          server,
          client: answer.client,
          port: answer.port,
        };
      case "gone":
        if (launched !== null) explainExit(paths, readLogSince(paths, launched.logOffset));
        await sleep(200);
        break;
      case "silent":
        log(`database process ${server.pid} does not answer (${answer.reason}); stopping it`);
        await stopPostmaster(server, "immediate");
        break;
      case "wrong_password":
        await stopPostmaster(server, "fast");
        if (hasReset)
          throw new EmbeddedPostgresError(
            `${paths.password} does not fit the database in ${paths.cluster}. Restore both from the same backup.`,
          );
        hasReset = true;
        log("the password file does not fit the database; setting the database's password anew");
        await resetPassword(paths, site.user, site.binaries, site.password);
        break;
    }
  }
  throw new Error(`it did not start in ${maxAttempts} attempts`);
}

/** Returns when another attempt may help: a lost race for the port or the directory, or leavings of a dying server. */
function explainExit(paths: EmbeddedPaths, log: string): void {
  if (saysDiskFull(log)) throw diskFull(paths.dataDir);
  if (
    /Address already in use|lock file .* already exists|lock file .* is empty|shared memory block/.test(log)
  )
    return;
  const reported = log.split("\n").findLast((line) => /FATAL:|PANIC:|ERROR:|error/.test(line));
  throw new Error(
    `PostgreSQL says "${reported?.replace(/^.*?(?=FATAL|PANIC|ERROR)/, "").trim() ?? log.trim()}"`,
  );
}

/** A server whose lock another service has is left as it is, even if we have just launched it: the other one uses it. */
async function claim(paths: EmbeddedPaths, running: Running): Promise<void> {
  const { client, server, origin } = running;
  let isOurs = false;
  try {
    await lockDatabase(paths, client);
    isOurs = origin === "started";
    await ensureDatabase(client);
  } catch (error) {
    await client.end().catch(() => {});
    if (isOurs) await stopPostmaster(server, "fast");
    throw error;
  }
}
