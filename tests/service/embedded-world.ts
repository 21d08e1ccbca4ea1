import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";

const Line = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), url: z.string(), origin: z.enum(["started", "taken_over"]) }),
  z.object({ kind: z.enum(["failed", "lost"]), message: z.string() }),
]);
type HolderLine = z.infer<typeof Line>;

export type Holder = {
  pid: number;
  /** The holder's next line; "ended" when it goes without saying more. */
  next(): Promise<HolderLine | { kind: "ended" }>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

export const nobody = 65_534;

/** A directory for one test, and all processes that the test starts on it. */
export class EmbeddedWorld implements AsyncDisposable {
  readonly directory: string;
  readonly #holders: ChildProcess[] = [];
  readonly #top: string;

  constructor(below = "") {
    this.#top = mkdtempSync(join(tmpdir(), "deskline-embedded-"));
    chmodSync(this.#top, 0o755);
    this.directory = join(this.#top, below, "data");
  }

  /** Gives this world the stopped cluster of another, which is quicker than a first start. */
  copyFrom(template: EmbeddedWorld): this {
    execFileSync("cp", ["-a", template.directory, this.directory]);
    return this;
  }

  /** Starts a process that starts, or takes over, the server. */
  hold(user?: number): Holder {
    const script = new URL("embedded-holder.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [script, this.directory], {
      stdio: ["ignore", "pipe", "ignore"],
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    this.#holders.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      pid: child.pid ?? 0,
      async next() {
        const line = await lines.next();
        return line.done === true ? { kind: "ended" } : Line.parse(JSON.parse(line.value));
      },
      kill: async (signal) => await end(child, signal),
    };
  }

  /** The server processes (not their children) that run on this directory. */
  servers(): number[] {
    const all = execFileSync("ps", ["-ww", "-e", "-o", "pid=,ppid=,command="], { encoding: "utf8" }).split(
      "\n",
    );
    const found = all
      .filter((line) => line.includes(`postgres -D ${this.directory}/`) && !line.includes("setpriv"))
      .map((line) => line.trim().split(/\s+/).map(Number));
    // A child that was forked this moment still bears its parent's command line.
    return found.flatMap(([pid = 0, parent]) => (found.some(([other]) => other === parent) ? [] : [pid]));
  }

  path(...parts: string[]): string {
    return join(this.directory, "postgres", ...parts);
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`waited in vain: ${condition.toString()}`);
      await sleep(1);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#holders) await end(child, "SIGKILL");
    for (const pid of this.servers()) killIfThere(pid, "SIGQUIT");
    await this.until(() => this.servers().length === 0);
    // An initdb whose starter was killed may still be writing.
    rmSync(this.#top, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

/** Runs SQL over one connection and returns the first column of the first row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return result.rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Whether an ordinary user could run the checkout's node and read its files. */
export function othersCanRunCheckout(): boolean {
  try {
    const script = new URL("embedded-holder.ts", import.meta.url).pathname;
    const read = `require("fs").readFileSync(${JSON.stringify(script)})`;
    execFileSync(process.execPath, ["-e", read], { uid: nobody, gid: nobody, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}`) || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  child.once("exit", () => resolve(undefined));
  child.kill(signal);
  await promise;
}

function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}
