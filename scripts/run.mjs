import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The pinned tools, and the pinned Node for them to run on, before anything of the machine's own. */
const env = {
  ...process.env,
  PATH: [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
};

/**
 * Runs a command line from the repository's root.
 * @param {readonly string[]} commandLine
 * @param {{ show: boolean, extraEnv?: Record<string, string> }} options show: straight to the terminal, else collected
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(commandLine, { show, extraEnv = {} }) {
  const [command = "", ...args] = commandLine;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...env, ...extraEnv },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += String(chunk)));
    child.stderr?.on("data", (chunk) => (output += String(chunk)));
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
