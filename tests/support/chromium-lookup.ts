import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const macApplications = ["Google Chrome", "Chromium", "Google Chrome for Testing"];

/** The first installed Chrome or Chromium that starts: on the PATH, among the Mac's applications, or Playwright's own. */
export async function installedChromium(): Promise<string | null> {
  for (const path of candidates()) {
    if (existsSync(path) && (await answersAsBrowser(path))) return path;
  }
  return null;
}

/** Whether it prints a browser's version: Ubuntu's chromium-browser, for one, may be only a pointer to a snap. */
export async function answersAsBrowser(path: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: 20_000 });
    return /chrom/i.test(stdout);
  } catch {
    return false;
  }
}

function candidates(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const onMac = ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
    macApplications.map((name) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
  );
  return [...onPath, ...(process.platform === "darwin" ? onMac : []), chromium.executablePath()];
}
