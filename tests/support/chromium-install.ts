import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedChromium } from "./chromium-lookup.ts";
import { withLock } from "./lock.ts";

const CURE = "Install Chrome or Chromium, or set CHROMIUM_PATH to one.";

/** Installs a Chromium, one process at a time; whoever waited finds the other's. */
export async function installChromium(): Promise<string> {
  return withLock(join(tmpdir(), "deskline-chromium.lock"), async () => {
    const already = await installedChromium();
    if (already !== null) return already;
    const failures: string[] = [];
    for (const install of canUseApt() ? [installWithApt, downloadWithPlaywright] : [downloadWithPlaywright]) {
      const failure = await install();
      const path = failure === null ? await installedChromium() : null;
      if (path !== null) return path;
      failures.push(failure ?? "what was installed does not start");
    }
    throw new Error(`No Chromium could be installed (${failures.join("; ")}). ${CURE}`);
  });
}

function canUseApt(): boolean {
  return (
    process.getuid?.() === 0 &&
    existsSync("/usr/bin/apt-get") &&
    /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

async function installWithApt(): Promise<string | null> {
  say("installing Debian's package chromium (apt-get install chromium)");
  const install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"];
  if ((await runs(install)) || ((await runs(["apt-get", "update"])) && (await runs(install)))) return null;
  return "apt-get install chromium failed";
}

async function downloadWithPlaywright(): Promise<string | null> {
  say("downloading Playwright's Chromium (npx playwright-core install chromium)");
  return (await runs(["npx", "playwright-core", "install", "chromium"]))
    ? null
    : "npx playwright-core install chromium failed";
}

/** Runs a command with all that it says on stderr; true when it succeeds. */
function runs([command = "", ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const child = spawn(command, args, { stdio: ["ignore", 2, 2], env });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

function say(what: string): void {
  process.stderr.write(`No Chrome or Chromium found: ${what}.\n`);
}
