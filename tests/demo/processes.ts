import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const patienceMs = 30_000;
const keptCharacters = 100_000;

export type Env = Record<string, string>;

/** A process of this demo. It has a group of its own, so that Ctrl-C in a terminal reaches the demo alone. */
export type Process = {
  readonly pid: number;
  /** Resolves with the exit code, null after a signal. */
  readonly exited: Promise<number | null>;
  hasExited(): boolean;
  /** What it wrote, the last 100,000 characters of it; stdout alone in `stdout()`. */
  output(): string;
  stdout(): string;
  /** Resolves when it is gone: asked by SIGTERM, made to after half a minute. Asking twice is harmless. */
  stop(): Promise<void>;
  /** Resolves with the first match in its output, with null when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray | null>;
};

/** Runs one of the repository's own programs with Node. */
export function startProcess(args: string[], env: Env): Process {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const written = { all: "", stdout: "" };
  let hasExited = false;
  const listeners = new Set<() => void>();
  const gone = Promise.withResolvers<number | null>();
  const told = (): void => {
    for (const listener of listeners) listener();
  };
  const take = (text: string): void => {
    written.all = (written.all + text).slice(-keptCharacters);
    told();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout = (written.stdout + text).slice(-keptCharacters);
    take(text);
  });
  child.stderr.setEncoding("utf8").on("data", take);
  child.on("error", (error) => {
    take(`${error.message}\n`);
    end(null);
  });
  child.on("close", end);

  function end(code: number | null): void {
    hasExited = true;
    gone.resolve(code);
    told();
  }

  async function stop(): Promise<void> {
    if (hasExited) return;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await gone.promise;
    clearTimeout(force);
  }

  function says(pattern: RegExp): Promise<RegExpExecArray | null> {
    const found = Promise.withResolvers<RegExpExecArray | null>();
    const look = (): void => {
      const match = pattern.exec(written.all);
      if (match === null && !hasExited) return;
      listeners.delete(look);
      found.resolve(match);
    };
    listeners.add(look);
    look();
    return found.promise;
  }

  return {
    pid: child.pid ?? 0,
    exited: gone.promise,
    hasExited: () => hasExited,
    output: () => written.all,
    stdout: () => written.stdout,
    stop,
    says,
  };
}

/** Waits for it, but no longer than until the demo is to stop. @throws when it is */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(new Error("stopped"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** What a process needs of this one's environment; nothing that could steer the service. */
function inherited(): Env {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}
