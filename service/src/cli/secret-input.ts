import { readFileSync } from "node:fs";
import password from "@inquirer/password";
import { UsageError } from "./usage-error.ts";

/**
 * A secret, from a file, from the environment or from a hidden prompt, in this order. Never from an
 * argument, where the process list and the shell's history would keep it.
 */
export async function readSecret(
  what: string,
  options: { file: string | undefined; variable: string; env: Record<string, string | undefined> },
): Promise<string> {
  if (options.file !== undefined)
    return notEmpty(readFile(options.file), `${what}: the file ${options.file} is empty.`);
  const fromEnv = options.env[options.variable];
  if (fromEnv !== undefined) return notEmpty(fromEnv, `${what}: ${options.variable} is empty.`);
  if (process.stdin.isTTY !== true) {
    throw new UsageError(
      `${what} is missing. Set ${options.variable}, name a file, or run this in a terminal to be asked.`,
    );
  }
  return notEmpty(await password({ message: `${what}:`, mask: true }), `${what}: nothing was entered.`);
}

function readFile(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function notEmpty(text: string, complaint: string): string {
  const secret = text.trim();
  if (secret === "") throw new UsageError(complaint);
  return secret;
}
