import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const node = process.execPath;

/** The service as a process of its own, as it runs in production. */
export type ServiceProcess = {
  readonly url: string;
  readonly pid: number | undefined;
  /** What it wrote so far; for messages of failing tests. */
  output(): string;
  /** SIGKILL: nothing is closed or told. */
  kill(): Promise<void>;
  /** SIGTERM, and wait until it has closed everything. Resolves with the exit code. */
  stop(): Promise<number | null>;
};

export type ServiceEnv = Record<string, string>;

/** Starts the service and resolves when it says that it is ready. @throws with its output when it does not get there */
export async function startServiceProcess(env: ServiceEnv): Promise<ServiceProcess> {
  const child = spawn(node, ["service/src/main.ts"], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = Promise.withResolvers<string>();
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    const url = /"url":"([^"]+)","msg":"ready"/.exec(output)?.[1];
    if (url !== undefined) ready.resolve(url);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const gone = once(child, "exit").then(() =>
    ready.reject(new Error(`the service ended before it was ready:\n${output}`)),
  );
  const url = await ready.promise;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  return {
    url,
    pid: child.pid,
    output: () => output,
    kill: () => end("SIGKILL").then(() => undefined),
    stop: () => end("SIGTERM"),
  };
}

export type CliResult = { code: number | null; stdout: string; stderr: string };

/** Runs `deskline …` as a process of its own. */
export async function runCli(args: string[], env: ServiceEnv, input?: string): Promise<CliResult> {
  const child: ChildProcess = spawn(node, ["service/src/cli/main.ts", ...args], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: "pipe",
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin?.end(input ?? "");
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}

/**
 * What a process needs of this one's environment; nothing that could steer the service. The compiled code is kept
 * where the service keeps it itself, but from the first file on, so that no process has to load what strips types.
 */
function inherited(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const NODE_COMPILE_CACHE = join(root, "node_modules/.cache/deskline");
  return { PATH, HOME, NODE_COMPILE_CACHE, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
