import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { ReadStream } from "node:tty";

export type Keys = { listening: boolean; close(): Promise<void> };

const ctrlC = "\u0003";
const ctrlD = "\u0004";

/** Single keys, where somebody is at a terminal to press them. */
export function listenToKeys(stdin: ReadStream, act: { ring: () => void; quit: () => void }): Keys {
  if (!stdin.isTTY || !isInForeground()) return { listening: false, close: async () => undefined };
  const press = (text: string): void => {
    for (const key of text.toLowerCase()) {
      if (key === "r") act.ring();
      if (key === "q" || key === ctrlC || key === ctrlD) act.quit();
    }
  };
  stdin.setRawMode(true).setEncoding("utf8").on("data", press).on("end", act.quit).on("error", act.quit);
  stdin.resume();
  return {
    listening: true,
    async close() {
      stdin.off("data", press).pause();
      stdin.setRawMode(false);
    },
  };
}

/** The system stops a background job (`npm run demo &`) that reads from its terminal or changes its mode. */
function isInForeground(): boolean {
  try {
    if (process.platform === "linux") {
      // pid (name) state ppid pgrp session tty_nr tpgid; the name may hold anything.
      const fields = readFileSync("/proc/self/stat", "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return fields[2] === fields[5];
    }
    return execFileSync("ps", ["-o", "stat=", "-p", String(process.pid)], { encoding: "utf8" }).includes("+");
  } catch {
    return false;
  }
}
